"""A shopper pays by card: from the checkout to the gateway's page and back, and once more after her bank said no."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from storefront.orders.models import Order
from storefront.security import shop_policy
from tests.browser.shop import Shop, open_shop
from tests.browser.test_shopper import add, fill_address
from tests.cards.wallet import CARD, DECLINED, assert_books_hold
from tests.support.fake_stripe import FakeStripe

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fake(live_server, settings, watch) -> Iterator[FakeStripe]:
    """The fake stands where Stripe would and sends its messages to the running shop."""
    with FakeStripe() as running:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API_BASE = "sk_test_fake", "whsec_fake", running.url
        settings.BASE_URL = live_server.url
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": shop_policy(running.url)}
        watch.forgive(re.escape(running.url))  # the one place where her browser goes to another server
        yield running


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def go_to_pay(page: Page) -> None:
    """Put honey into the cart and choose the card."""
    add(page, "mat-ong")
    page.goto("/dat-hang/")
    fill_address(page)
    page.locator("select[name=province]").select_option("01")
    page.get_by_role("combobox", name=re.compile("Xã")).press_sequentially("ba dinh")
    page.get_by_role("option", name=re.compile("Ba Đình")).first.click()
    page.locator("label.ck", has_text="Visa").click()
    page.get_by_role("button", name=re.compile("Đặt hàng, ")).click()
    page.get_by_label("Card number").wait_for()


def pay_with(page: Page, card: str) -> None:
    page.get_by_label("Card number").fill(card)
    page.get_by_role("button", name=re.compile("Pay")).click()


def test_she_pays_by_card(shop, fake, page_360):
    page = page_360
    go_to_pay(page)
    order = Order.objects.get()
    expect(page.locator("body")).to_contain_text(order.number)
    pay_with(page, CARD)
    page.wait_for_url(re.compile(rf"/don/{order.number}/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hàng đang được chuẩn bị")
    expect(page.get_by_role("main")).to_contain_text("Đã nhận đủ")
    order.refresh_from_db()
    assert (order.method, order.status) == ("card", "preparing")
    assert_books_hold(fake)


def test_her_bank_says_no_and_then_yes(shop, fake, page_1280):
    page = page_1280
    go_to_pay(page)
    pay_with(page, DECLINED)
    expect(page.locator("body")).to_contain_text("declined")
    page.locator("#cancel").click()
    order = Order.objects.get()
    page.wait_for_url(re.compile(rf"/don/{order.number}/"))
    expect(page.get_by_role("main")).to_contain_text("Chưa có khoản nào bị trừ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chờ bạn trả bằng thẻ")
    page.get_by_role("button", name="Trả bằng thẻ").click()
    pay_with(page, CARD)
    page.wait_for_url(re.compile(rf"/don/{order.number}/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hàng đang được chuẩn bị")
    assert_books_hold(fake)
