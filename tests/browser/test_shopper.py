"""A shopper in Chromium: finds, trusts and buys from two groups in one checkout."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from storefront.orders.models import Order
from storefront.payments.services.bank_lines import record_bank_line
from tests.browser.shop import Shop, open_shop

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def add(page: Page, slug: str) -> None:
    page.goto(f"/hang/{slug}/")
    page.locator("button:visible", has_text="Cho vào giỏ").click()
    page.get_by_role("link", name="Xem giỏ").or_(page.get_by_role("heading", name="Giỏ hàng")).first.wait_for()


def fill_address(page: Page) -> None:
    page.get_by_label("Họ và tên").fill("Người nhận thử")
    page.get_by_label("Số điện thoại").first.fill("0912 345 678")
    page.get_by_label("Số nhà, đường, thôn").fill("12 ngõ 34")


def test_two_groups_in_one_checkout_on_a_phone(shop, page_360):
    page = page_360
    page.goto("/")
    page.locator("input[name=q]").first.fill("mat ong")
    page.locator("input[name=q]").first.press("Enter")
    page.get_by_role("link", name="Mật ong hoa rừng").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mật ong hoa rừng")
    expect(page.get_by_text("Kiểm tra giấy này")).to_be_visible()
    page.locator("button:visible", has_text="Cho vào giỏ").click()
    expect(page.locator(".toast")).to_contain_text("giỏ")
    add(page, "khan-det")
    expect(page.locator(".toast")).to_contain_text("giỏ")

    page.goto("/gio-hang/")
    expect(page.get_by_role("heading", name="Nhóm mật ong Ea Tân")).to_be_visible()
    expect(page.get_by_role("heading", name="Tổ dệt Nà Phòn")).to_be_visible()
    page.goto("/dat-hang/")
    fill_address(page)
    commune = page.get_by_role("combobox", name=re.compile("Xã"))
    commune.press_sequentially("ba dinh")
    page.get_by_role("option", name=re.compile("Ba Đình")).first.click()
    expect(page.locator("select[name=province]")).to_have_value("01")
    page.get_by_text("Trả tiền khi nhận hàng").click()
    expect(page.get_by_role("button", name=re.compile("Đặt hàng, "))).to_be_visible()
    page.get_by_role("button", name=re.compile("Đặt hàng, ")).click()

    page.wait_for_url(re.compile(r"/don/HTX\w+/"))
    order = Order.objects.get()
    assert (order.method, order.status, order.parcels.count()) == ("cod", "preparing", 2)
    assert (order.goods_vnd, order.phone, order.commune_code) == (875_000, "+84912345678", "00004")
    expect(page.get_by_role("main")).to_contain_text(order.number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hàng đang được chuẩn bị")
    page.goto("/gio-hang/")
    expect(page.get_by_role("main")).to_contain_text("trống")


def test_a_transfer_is_seen_while_the_page_is_open(shop, page_1280):
    page = page_1280
    add(page, "mat-ong")
    page.goto("/dat-hang/")
    fill_address(page)
    page.locator("select[name=province]").select_option("01")
    commune = page.get_by_role("combobox", name=re.compile("Xã"))
    commune.press_sequentially("ba dinh")
    page.get_by_role("option", name=re.compile("Ba Đình")).first.click()
    page.get_by_text("Chuyển khoản bằng mã VietQR").click()
    page.get_by_role("button", name=re.compile("Đặt hàng, ")).click()
    page.wait_for_url(re.compile(r"/don/HTX\w+/"))
    order = Order.objects.get()
    expect(page.get_by_role("main")).to_contain_text(order.number)
    expect(page.locator("img[src*='ma.svg'], .qr svg").first).to_be_visible()

    record_bank_line(
        account="1028866888", booked_at=timezone.now(), amount_vnd=order.total_vnd, text=f"ck {order.number.lower()}", bank_ref="FT26001"
    )
    expect(page.get_by_role("main")).to_contain_text("Đã nhận đủ 225.000\xa0₫", timeout=20_000)
    order.refresh_from_db()
    assert order.status == "preparing"


def test_everything_works_without_javascript(shop, new_page, watch):
    watch.forgive(r"422 POST .*/dat-hang/")  # she is asked to confirm the delivery fee that became known
    page = new_page(width=360, height=740, javascript=False)
    add(page, "mat-ong")
    page.goto("/dat-hang/")
    fill_address(page)
    page.locator("select[name=province]").select_option("01")
    page.get_by_role("button", name="Xem xã, phường của tỉnh này").click()
    page.locator("select[name=commune]").select_option("00004")
    page.locator("input[name=method][value=cod]").check()
    page.get_by_role("button", name=re.compile("Đặt hàng")).click()
    if not re.search(r"/don/HTX", page.url):  # the delivery fee was not known before: she is shown the total and asked again
        page.get_by_role("button", name=re.compile("Đặt hàng")).click()
    page.wait_for_url(re.compile(r"/don/HTX\w+/"))
    assert Order.objects.get().parcels.get().lines.get().name_vi.startswith("Mật ong hoa rừng")


def test_what_was_typed_is_kept_when_something_is_wrong(shop, page_360, watch):
    watch.forgive(r"422 POST .*/dat-hang/")
    page = page_360
    add(page, "mat-ong")
    page.goto("/dat-hang/")
    fill_address(page)
    page.get_by_label("Số điện thoại").first.fill("0123")
    page.get_by_role("button", name=re.compile("Đặt hàng")).click()
    expect(page.get_by_label("Số điện thoại").first).to_have_value("0123")
    expect(page.get_by_label("Họ và tên")).to_have_value("Người nhận thử")
    expect(page.get_by_label("Số điện thoại").first).to_have_attribute("aria-invalid", "true")
    assert not Order.objects.exists()


def test_suggestions_while_typing(shop, page_1280):
    page = page_1280
    page.goto("/")
    page.get_by_role("combobox").first.press_sequentially("khan de")
    expect(page.get_by_role("option", name=re.compile("Khăn dệt tay"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("khan-det"))


def test_english_readers_stay_in_english(shop, page_1280):
    page = page_1280
    page.goto("/en/hang/mat-ong/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Forest honey")
    expect(page.locator(".price").first).to_contain_text("₫185,000")
    page.get_by_role("button", name="Add to cart").click()
    expect(page.locator(".toast")).to_be_visible()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mật ong hoa rừng")
