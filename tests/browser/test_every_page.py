"""axe finds nothing and nothing sticks out, on every page, on a phone and at a desk, in light and dark, in both languages."""

from __future__ import annotations

import pytest

from storefront.orders.models import Order
from tests.browser.shop import open_shop
from tests.factories import make_order

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/hang/",
    "/hang/?mua=1",
    "/hang/mat-ong/",
    "/tim/?q=mat%20ong",
    "/tim/?q=khongcogi",
    "/nhom-lam-ra/",
    "/nhom-lam-ra/to-det-na-phon/",
    "/gio-hang/",
    "/don/",
    "/tai-khoan/login/",
    "/tai-khoan/signup/",
    "/tai-khoan/password/reset/",
    "/nhom/vao/",
    "/khong-co-trang-nay/",
]
LOOKS = [(360, "", False), (1280, "", True), (360, "/en", True), (1280, "/en", False)]


@pytest.mark.parametrize(("width", "prefix", "dark"), LOOKS, ids=["phone vi light", "desk vi dark", "phone en dark", "desk en light"])
def test_pages_are_accessible_and_fit(new_page, axe, fits, watch, width, prefix, dark):
    watch.forgive(r"404 GET .*/khong-co-trang-nay/")
    shop = open_shop()
    page = new_page(width=width, height=800, dark=dark)
    for path in PAGES:
        page.goto(f"{prefix}{path}")
        axe(page)
        fits(page)
    page.goto(f"{prefix}/hang/mat-ong/")
    page.locator("button[form=mua]:visible, form#mua button.buy-in:visible").click()
    page.locator(".toast").wait_for()
    page.goto(f"{prefix}{shop.honey.certificates.get().get_absolute_url()}")
    axe(page)
    for path in ("/gio-hang/", "/dat-hang/"):
        page.goto(f"{prefix}{path}")
        axe(page)
        fits(page)
    for method in (Order.Method.COD, Order.Method.VIETQR):
        order = make_order({shop.honey.variants.get(): 1, shop.scarf.variants.get(): 1}, method=method, phone=f"091234567{len(method)}")
        page.goto(f"{prefix}{order.get_absolute_url()}")
        axe(page)
        fits(page)
