"""A member packs on her phone; two people of the center pay a group."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cooperatives.ledger.services import balance
from cooperatives.payouts.models import PayoutRun
from storefront.orders.models import Parcel
from tests.browser.shop import PASSWORD, Shop, clerk, member_of, open_shop
from tests.factories import make_carrier, make_order
from tests.payouts.conftest import earn

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def enter_admin(page: Page, email: str) -> None:
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit], form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/admin/$"))


def test_a_member_packs_and_hands_over(shop, page_360, axe, fits):
    member_of(shop.bees)
    make_carrier("vnpost-thu")
    make_order({shop.honey.variants.get(): 2, shop.scarf.variants.get(): 1})
    page = page_360
    page.goto("/nhom/vao/email/")
    page.locator("input[name=login]").fill("thanhvien@example.com")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Vào").click()
    expect(page.get_by_role("main")).to_contain_text("1")
    page.goto("/nhom/goi/")
    page.get_by_role("link", name=re.compile("HTX|Người")).first.click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Đã gói xong").click()
    page.locator("select[name=carrier]").select_option(label="vnpost-thu")
    page.locator("input[name=tracking_number]").fill("EB123456789VN")
    page.get_by_role("button", name="Bưu tá đã lấy gói").click()
    expect(page.get_by_role("main")).to_contain_text("EB123456789VN")
    mine, other = Parcel.objects.get(group=shop.bees), Parcel.objects.get(group=shop.weavers)
    assert (mine.status, mine.tracking_number, other.status) == ("handed_over", "EB123456789VN", "to_pack")
    page.goto("/nhom/tien/")
    axe(page)
    fits(page)


def test_one_prepares_another_approves_and_the_bank_file_is_written(shop, new_page):
    earn(shop.bees, 252_000, "a")
    clerk("ketoan@example.com", "payouts.propose_payoutrun", "payouts.view_payoutrun")
    clerk("quanly@example.com", "payouts.approve_payoutrun", "payouts.view_payoutrun")
    maker, checker = new_page(width=1280, height=900), new_page(width=1280, height=900)
    enter_admin(maker, "ketoan@example.com")
    maker.goto("/admin/viec/tra-nhom/")
    maker.get_by_role("button", name=re.compile("Soạn")).first.click()
    maker.wait_for_url(re.compile(r"/tra-nhom/\d+/"))
    maker.get_by_role("button", name="Đề nghị duyệt").click()
    expect(maker.get_by_text("Bạn soạn hoặc đề nghị đợt này")).to_be_hidden()
    enter_admin(checker, "quanly@example.com")
    checker.goto(re.sub(r"^https?://[^/]+", "", maker.url))
    checker.get_by_role("button", name=re.compile("Duyệt chi 252")).click()
    checker.wait_for_load_state()
    assert PayoutRun.objects.get().status == "approved"
    maker.reload()
    with maker.expect_download() as download:
        maker.get_by_role("button", name="Tải CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "252000" in text
    assert f"00{shop.bees.pk:08d}" in text or shop.account.account_number in text
    maker.reload()
    maker.get_by_role("button", name="Đã gửi tệp cho ngân hàng").click()
    maker.wait_for_load_state()
    assert PayoutRun.objects.get().status == "sent"
    assert balance(f"2130.g{shop.bees.pk}") == 0
