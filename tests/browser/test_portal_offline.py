"""A member at the edge of the network: pages that were open stay readable, what she does waits on the phone and acts once."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from catalog.models import Category, Product, ProductDraft, Stock, Variant
from storefront.accounts.models import Sending, User
from storefront.orders.models import Parcel
from tests.browser.shop import Shop, member_of, open_shop
from tests.browser.test_portal_adding import PHONE, come_in, file, plain
from tests.factories import make_order

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
NO_SIGNAL = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|request failed|404 .*/anh/"


@pytest.fixture
def shop() -> Shop:
    found = open_shop()
    call_command("load_roles", verbosity=0)
    member_of(found.bees)
    User.objects.filter(email="thanhvien@example.com").update(phone=PHONE)
    return found


def until(page: Page, condition: str) -> None:
    """Wait for what only the browser's own storage shows. ``condition`` is the body of an async function."""
    tries = 600
    wait = "await new Promise((done) => setTimeout(done, 100));"
    page.evaluate(
        f"async () => {{ const ask = async () => {{ {condition} }};"
        f" for (let left = {tries}; !(await ask()); left--) {{ if (!left) throw new Error('never'); {wait} }} }}"
    )


def settled(page: Page) -> None:
    """The worker reigns and has fetched what it wants to keep."""
    until(
        page,
        """const kept = (await (await caches.open('portal-pages')).keys()).map((one) => new URL(one.url).pathname);
        const wanted = ['/nhom/cho-gui/', '/nhom/hang/them/mot-trang/'];
        return navigator.serviceWorker.controller && wanted.every((url) => kept.includes(url));""",
    )


def kept_pages(page: Page) -> list[str]:
    script = "async () => (await (await caches.open('portal-pages')).keys()).map((one) => new URL(one.url).pathname)"
    return [url for url in page.evaluate(script) if url.startswith("/nhom/")]


def one_parcel(shop: Shop) -> Parcel:
    return make_order({shop.honey.variants.get(): 2}).parcels.get()


def test_what_is_done_without_signal_acts_once_after_the_tab_was_closed(shop, page_360, watch, axe, fits, capsys):
    page = page_360
    watch.forgive(NO_SIGNAL)
    parcel, pack = one_parcel(shop), shop.honey.variants.get()
    come_in(page, capsys)
    settled(page)
    for url in (f"/nhom/goi/{parcel.pk}/", "/nhom/hang/", f"/nhom/hang/{pack.pk}/", "/nhom/"):
        page.goto(url)
    page.context.set_offline(True)
    page.goto(f"/nhom/goi/{parcel.pk}/")
    expect(page.locator("p[data-kept]")).to_contain_text("Đây là bản đã lưu lúc")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Đã gói xong").click()
    expect(page.get_by_role("heading", name="Việc chờ gửi")).to_be_visible()
    expect(page.locator("#sendings")).to_contain_text("Gói xong: gói cho")
    page.goto(f"/nhom/goi/{parcel.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Đã ghi trên máy, chờ gửi.")
    page.goto(f"/nhom/hang/{pack.pk}/")
    page.get_by_role("button", name=re.compile("194.000")).click()
    page.goto(f"/nhom/hang/{pack.pk}/")
    page.get_by_role("button", name="Có 50").click()
    page.goto(f"/nhom/hang/{pack.pk}/")
    page.get_by_role("button", name="Có 20").click()  # what she wrote last counts
    expect(page.locator("#sendings [data-state=waiting]")).to_have_count(3)
    axe(page)
    fits(page)
    page.goto("/nhom/tien/")
    expect(page.get_by_role("heading", name="Chưa có mạng")).to_be_visible()
    context = page.context
    page.close()
    later = context.new_page()
    watch.follow(later)
    later.goto("/nhom/hang/")
    expect(later.locator("[data-waits]")).to_have_text("Việc chờ gửi: 3")
    parcel.refresh_from_db()
    assert (parcel.status, Sending.objects.count()) == (Parcel.Status.TO_PACK, 0)
    context.set_offline(False)
    later.goto("/nhom/cho-gui/")
    expect(later.locator("#sendings [data-state=done]")).to_have_count(3)
    expect(later.locator("#sendings")).to_contain_text("Đã ghi: gói xong. Chờ bưu tá.")
    later.reload()
    parcel.refresh_from_db()
    assert parcel.status == Parcel.Status.PACKED
    assert Variant.objects.get(pk=pack.pk).price_vnd == 194_000
    assert Stock.objects.get(variant=pack).on_hand == 20
    assert Sending.objects.count() == 3


def test_an_answer_that_got_lost_is_not_acted_on_twice(shop, page_360, watch, capsys):
    """The server took it, the phone never heard of it: sent again, it is the same one."""
    page = page_360
    watch.forgive(NO_SIGNAL)
    pack = shop.honey.variants.get()
    come_in(page, capsys)
    settled(page)
    page.goto(f"/nhom/hang/{pack.pk}/")
    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("194.000")).click()
    expect(page.locator("#sendings [data-state=waiting]")).to_have_count(1)
    page.evaluate(
        """async () => {
            const asked = indexedDB.open('portal');
            await new Promise((done) => (asked.onsuccess = done));
            const all = asked.result.transaction('sendings').objectStore('sendings').getAll();
            await new Promise((done) => (all.onsuccess = done));
            window.job = all.result[0];
        }"""
    )
    page.context.set_offline(False)
    page.evaluate(
        """async () => {
            const { token } = await (await fetch('/nhom/cho-gui/ai/')).json();
            const body = new URLSearchParams([...job.fields, ['csrfmiddlewaretoken', token]]);
            await fetch(job.url, { method: 'POST', body, headers: { 'X-Sent-Later': '1' } });
        }"""
    )
    page.goto("/nhom/cho-gui/")
    expect(page.locator("#sendings [data-state=done]")).to_have_count(1)
    assert (Variant.objects.get(pk=pack.pk).price_vnd, Sending.objects.count()) == (194_000, 1)


def test_a_refusal_is_told_with_what_to_do(shop, page_360, watch, axe, fits, capsys):
    page = page_360
    watch.forgive(NO_SIGNAL)
    parcel = one_parcel(shop)
    come_in(page, capsys)
    settled(page)
    page.goto(f"/nhom/goi/{parcel.pk}/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Đã gói xong").click()
    expect(page.locator("#sendings [data-state=waiting]")).to_have_count(1)
    Parcel.objects.filter(pk=parcel.pk).update(status=Parcel.Status.CANCELLED)
    page.context.set_offline(False)
    page.goto("/nhom/hang/")
    expect(page.locator("[data-waits]")).to_have_text("Việc bị từ chối: 1. Xem vì sao.")
    page.locator("[data-waits]").click()
    expect(page.locator("#sendings [data-state=refused]")).to_contain_text("Đơn này đã hủy. Đừng gửi, để hàng lại kho.")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Bỏ khỏi danh sách").click()
    expect(page.get_by_text("Không còn việc nào chờ gửi.")).to_be_visible()


def test_a_product_with_photos_is_told_without_signal(shop, page_360, watch, axe, fits, capsys):
    page = page_360
    watch.forgive(NO_SIGNAL)
    come_in(page, capsys)
    settled(page)
    page.goto("/nhom/hang/them/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Bắt đầu món mới").click()
    expect(page.get_by_role("heading", name="Kể món mới trên một trang")).to_be_visible()
    axe(page)
    fits(page)
    page.locator("#photos").set_input_files([file("a.jpg", plain()), file("b.jpg", plain("#345"))])
    expect(page.locator("#sent [data-key]")).to_have_count(2)
    page.get_by_label("Tên gọi như khi bán ở chợ").fill("Mật ong bạc hà")
    page.get_by_label("Giá (đồng)").fill("95k")
    context = page.context
    page.close()  # killed in the middle
    page = context.new_page()
    watch.follow(page)
    page.goto("/nhom/hang/them/mot-trang/")
    expect(page.get_by_label("Tên gọi như khi bán ở chợ")).to_have_value("Mật ong bạc hà")
    expect(page.locator("#sent [data-key]")).to_have_count(2)
    page.get_by_text("cân", exact=True).click()
    page.get_by_label("Số lượng").fill("12")
    page.get_by_label("Loại hàng").select_option(str(Category.objects.filter(children__isnull=True).first().pk))
    page.get_by_role("button", name="Gửi đi").click()
    expect(page.locator("#sendings [data-state=waiting]")).to_contain_text("Món mới: Mật ong bạc hà")
    assert ProductDraft.objects.count() == 0
    context.set_offline(False)
    page.goto("/nhom/hang/")
    until(
        page,
        """const asked = indexedDB.open('photos');
        await new Promise((done) => (asked.onsuccess = done));
        const all = asked.result.transaction('photos').objectStore('photos').count();
        await new Promise((done) => (all.onsuccess = done));
        asked.result.close();
        return all.result === 0;""",
    )
    product = Product.objects.get(name_vi="Mật ong bạc hà")
    assert (product.pictures.count(), product.variants.get().price_vnd) == (2, 95_000)
    assert ProductDraft.objects.get().product == product


@pytest.mark.parametrize("way", ["sign out", "quick exit"])
def test_nothing_is_kept_after_she_left(shop, page_360, watch, capsys, way):
    page = page_360
    watch.forgive(NO_SIGNAL + r"|to another server|ERR_NAME_NOT_RESOLVED|404")
    come_in(page, capsys)
    settled(page)
    page.goto("/nhom/hang/")
    page.goto("/nhom/")
    assert {"/nhom/", "/nhom/hang/"} <= set(kept_pages(page))
    if way == "sign out":
        page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url(lambda url: "/nhom/" not in url)
    else:
        page.evaluate("document.querySelector('[data-quick-exit]').href = '/khong-co/'")
        page.locator("[data-quick-exit]").click()
        page.wait_for_url(re.compile("khong-co"))
    until(page, "return !(await caches.has('portal-pages'));")
    page.context.set_offline(True)
    page.goto("/nhom/hang/")
    expect(page.locator("body")).to_contain_text("Chưa có mạng")
    assert "Mật ong" not in page.content()


def test_old_pages_are_forgotten(shop, page_360, capsys):
    page = page_360
    come_in(page, capsys)
    settled(page)
    page.evaluate(
        """async () => {
            const old = new Date(Date.now() - 15 * 24 * 3600 * 1000).toISOString();
            await (await caches.open('portal-pages')).put('/nhom/goi/1/', new Response('x', { headers: { 'X-Kept-At': old } }));
        }"""
    )
    page.goto("/nhom/hang/")
    until(page, "return !(await (await caches.open('portal-pages')).match('/nhom/goi/1/'));")
    assert "/nhom/hang/" in kept_pages(page)


def test_nothing_outside_the_portal_is_touched(shop, page_360, watch, capsys):
    page = page_360
    come_in(page, capsys)
    settled(page)
    page.goto(shop.honey.get_absolute_url())
    assert page.evaluate("navigator.serviceWorker.controller") is None
    script = """async () => {
        const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
        return kept.flat().map((one) => new URL(one.url).pathname);
    }"""
    names = page.evaluate(script)
    assert all(name.startswith(("/nhom/", "/static/", "/seat")) for name in names)
