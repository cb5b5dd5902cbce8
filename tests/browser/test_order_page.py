"""What a shopper does on her order's own page, in Chromium: its forms must work although the page hides its address from everybody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from storefront.cart.models import CartLine
from storefront.orders.models import Order
from tests.browser.shop import Shop, open_shop
from tests.factories import make_order

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def order(shop) -> Order:
    return make_order({shop.honey.variants.get(): 1})


@pytest.mark.parametrize("javascript", [True, False])
def test_she_cancels_it(order, new_page, javascript):
    page = new_page(width=360, height=740, javascript=javascript)
    page.goto(f"/tien/{order.number}/{order.secret}/huy/")
    page.get_by_role("main").get_by_role("button", name=re.compile("[Hh]ủy")).click()
    page.wait_for_url(re.compile(r"/don/HTX"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("hủy")
    order.refresh_from_db()
    assert order.status == "cancelled"


def test_she_buys_it_again(order, page_360):
    page_360.goto(f"/don/{order.number}/{order.secret}/")
    page_360.get_by_role("button", name=re.compile("[Mm]ua lại")).click()
    page_360.wait_for_url(re.compile("/gio-hang/"))
    assert CartLine.objects.get().quantity == 1


def test_she_finds_it_by_number_and_telephone(order, page_360):
    page_360.goto("/don/")
    page_360.get_by_label("Mã đơn").fill(order.number)
    page_360.get_by_label("Số điện thoại").fill("0912345678")
    page_360.get_by_role("main").get_by_role("button").click()
    page_360.wait_for_url(re.compile(rf"/don/{order.number}/"))
    expect(page_360.get_by_role("main")).to_contain_text(order.number)
