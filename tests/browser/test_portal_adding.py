"""A member adds a product on a phone of 360 px: with JavaScript on a network that breaks off, and without any script."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Page, Route, expect

from catalog.models import DraftPhoto, Product, ProductDraft
from catalog.services.offers import set_price
from catalog.services.review import queue
from storefront.accounts.models import User
from tests.browser.shop import Shop, member_of, open_shop

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
PHONE = "+84987654321"
PARTS = re.compile(r"/anh/[-0-9a-f]{36}/\?tu=")


@pytest.fixture
def shop() -> Shop:
    found = open_shop()
    call_command("load_roles", verbosity=0)
    member_of(found.bees)
    User.objects.filter(email="thanhvien@example.com").update(phone=PHONE)
    return found


def noisy(width: int = 3000, height: int = 2250) -> bytes:
    """A photo as heavy as a phone's."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def plain(colour: str = "#b07a2c") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return out.getvalue()


def file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def come_in(page: Page, capsys) -> None:
    page.goto("/nhom/")
    page.get_by_label("Số điện thoại").fill("0987 654 321")
    page.get_by_role("button", name="Nhắn mã cho tôi").click()
    expect(page.get_by_role("heading", name="Gõ mã trong tin nhắn")).to_be_visible()
    code = re.findall(r"Ma cua ban la (\d{6})", capsys.readouterr().out)[-1]
    page.get_by_label("Mã trong tin nhắn").fill(code)
    page.get_by_role("button", name="Vào sổ").click()
    page.wait_for_url(re.compile(r"/nhom/$"))


def go_on(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Tiếp").click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def answer_the_rest(page: Page, axe, fits) -> None:
    """From the name to the last screen."""
    page.get_by_label("Tên gọi như khi bán ở chợ").fill("Mật ong bạc hà")
    go_on(page, "Bán bao nhiêu tiền?")
    axe(page)
    fits(page)
    page.get_by_label("Giá (đồng)").fill("95k")
    page.get_by_text("hũ", exact=True).click()
    go_on(page, "Nặng chừng bao nhiêu?")
    page.get_by_label("Một hũ nặng chừng bao nhiêu?").fill("500 g")
    go_on(page, "Có bao nhiêu?")
    expect(page.get_by_role("main")).to_contain_text("190.000")
    page.locator("input[name=packs]").fill("12")
    go_on(page, "Kể vài lời")
    page.get_by_label("Kể vài lời cho khách").fill("Ong hút hoa bạc hà trên núi.")
    go_on(page, "Đúng chưa?")
    axe(page)
    fits(page)


def sent_once(page: Page) -> Product:
    page.get_by_role("button", name="Gửi đi").click()
    expect(page.get_by_role("heading", name="Đã gửi")).to_be_visible()
    expect(page.locator("[data-quick-exit]")).to_be_visible()
    product = Product.objects.get(name_vi="Mật ong bạc hà")
    assert [waiting.item for waiting in queue()] == [product]
    return product


def test_a_product_is_added_while_the_network_breaks_off(shop, page_360, watch, axe, fits, capsys):
    page = page_360
    watch.forgive(r"request failed|net::ERR_FAILED|Failed to fetch")
    come_in(page, capsys)
    page.goto("/nhom/hang/them/")
    page.get_by_role("button", name="Bắt đầu món mới").click()
    axe(page)
    fits(page)
    parts: list[int] = []

    def breaks_off(route: Route) -> None:
        """Of every three parts one is lost on its way, and of one the answer is lost after the server took it."""
        parts.append(len(route.request.post_data_buffer or b""))
        if len(parts) % 3 == 1:
            route.abort()
        elif len(parts) % 3 == 2:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(PARTS, breaks_off)
    page.locator("#photos").set_input_files([file("a.jpg", noisy()), file("b.jpg", b"%PDF-1.7 khong phai anh"), file("c.jpg", plain())])
    expect(page.locator("[data-state=kept]")).to_have_count(2, timeout=60_000)
    expect(page.locator("[data-state=refused]")).to_contain_text("Đây là tệp PDF")
    page.unroute(PARTS)
    axe(page)
    fits(page)
    large = DraftPhoto.objects.order_by("-size")[0]
    assert large.size <= 400 * 1024
    assert max(large.picture.width, large.picture.height) <= 2048
    assert max(parts) <= 64 * 1024
    go_on(page, "Món này tên gì?")
    answer_the_rest(page, axe, fits)
    product = sent_once(page)
    assert product.pictures.count() == 2


def test_a_killed_tab_sends_its_photo_from_the_next_one(shop, page_360, watch, capsys):
    page = page_360
    watch.forgive(r"request failed|net::ERR_FAILED|Failed to fetch")
    come_in(page, capsys)
    page.goto("/nhom/hang/them/")
    page.get_by_role("button", name="Bắt đầu món mới").click()
    page.route(PARTS, lambda route: route.abort())
    page.locator("#photos").set_input_files([file("a.jpg", plain())])
    expect(page.locator("#sent")).to_contain_text("Chờ có mạng")
    context = page.context
    page.close()
    later = context.new_page()
    watch.follow(later)
    with later.expect_response(PARTS):
        later.goto("/nhom/hang/")  # any page of the portal goes on
    draft = ProductDraft.objects.get()
    later.goto(f"/nhom/hang/them/{draft.key}/anh/")
    expect(later.locator("[data-state=kept]")).to_have_count(1)
    assert DraftPhoto.objects.filter(state="kept").count() == 1


def test_a_product_is_added_without_javascript(shop, new_page, fits, capsys):
    page = new_page(width=360, height=740, javascript=False)
    come_in(page, capsys)
    page.goto("/nhom/hang/")
    page.get_by_role("link", name="Thêm món mới").click()
    page.get_by_role("button", name="Bắt đầu món mới").click()
    page.locator("#photos").set_input_files([file("a.jpg", plain()), file("b.jpg", b"%PDF-1.7 khong phai anh")])
    page.get_by_role("button", name="Gửi ảnh đã chọn").click()
    expect(page.get_by_role("main")).to_contain_text("Đây là tệp PDF")
    fits(page)
    go_on(page, "Món này tên gì?")
    answer_the_rest(page, lambda page: None, fits)
    assert sent_once(page).pictures.count() == 1


def test_stock_and_price_take_two_taps_and_sold_out_one(shop, page_360, axe, fits, capsys):
    page = page_360
    come_in(page, capsys)
    page.goto("/nhom/hang/")
    pack = shop.honey.variants.get()
    axe(page)
    fits(page)
    page.get_by_role("link", name=re.compile("185.000")).click()
    page.get_by_role("button", name="Có 50").click()
    expect(page.get_by_role("main")).to_contain_text("Còn bán được 50")
    axe(page)
    fits(page)
    page.goto("/nhom/hang/")
    page.get_by_role("link", name=re.compile("185.000")).click()
    page.get_by_role("button", name=re.compile("194.000")).click()
    page.goto("/nhom/hang/")
    expect(page.get_by_role("main")).to_contain_text("194.000")
    page.get_by_role("button", name=re.compile("Báo hết hàng")).click()
    expect(page.get_by_role("main")).to_contain_text("hết hàng")
    pack.refresh_from_db()
    assert (pack.price_vnd, pack.available) == (194_000, 0)
    page.get_by_role("link", name="Mật ong hoa rừng").click()
    expect(page.get_by_role("heading", name="Làm trang này hay hơn")).to_be_visible()
    axe(page)
    fits(page)


def test_photos_are_added_to_a_product_that_was_sent(shop, page_360, axe, fits, capsys):
    page = page_360
    come_in(page, capsys)
    page.goto(f"/nhom/hang/mon/{shop.honey.pk}/")
    page.get_by_role("button", name="Thêm ảnh").click()
    expect(page.get_by_role("heading", name="Thêm ảnh")).to_be_visible()
    page.locator("#photos").set_input_files([file("a.jpg", plain()), file("b.jpg", plain("#345"))])
    expect(page.locator("[data-state=kept]")).to_have_count(2)
    axe(page)
    fits(page)
    page.get_by_role("button", name="Gửi cho Trung tâm").click()
    expect(page.locator("body")).to_contain_text("Đã gửi 2 ảnh cho Trung tâm xem.")
    axe(page)
    fits(page)
    newest = Product.objects.get(pk=shop.honey.pk).get_latest_revision_as_object()
    assert (newest.pictures.count(), shop.honey.pictures.count()) == (3, 1)


def test_two_prices_stand_side_by_side(shop, page_360, axe, fits, capsys):
    page = page_360
    come_in(page, capsys)
    pack = shop.honey.variants.get()
    page.goto(f"/nhom/hang/{pack.pk}/")
    set_price(variant_id=pack.pk, price_vnd=150_000, actor=None)
    page.get_by_role("button", name=re.compile("194.000")).click()
    expect(page.get_by_role("heading", name="Có hai bản khác nhau")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_text("Bạn ghi", exact=True).click()
    page.get_by_role("button", name="Ghi bản đã chọn").click()
    expect(page.locator("body")).to_contain_text("Giá mới là 194.000")
    pack.refresh_from_db()
    assert pack.price_vnd == 194_000
