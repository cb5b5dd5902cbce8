"""What scanners and broken apps send: bytes that no database keeps, numbers that no column holds. An answer, never an error of ours."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.shop import open_shop
from tests.factories import make_cart, make_order

pytestmark = pytest.mark.django_db
ODD = ["\x00", "a\x00b", "9" * 30, "9" * 5000, "-1", "²", "a\n", "\N{REPLACEMENT CHARACTER}", "' OR 1=1 --", "<script>"]
SHORT = [text for text in ODD if len(text) < 1000 and "\n" not in text]


@pytest.fixture
def shop():
    return open_shop()


@pytest.mark.parametrize("odd", SHORT)
def test_odd_addresses_are_not_found(client, shop, odd):
    said = quote(odd, safe="")
    order = make_order({shop.honey.variants.get(): 1})
    paths = ["/chung-nhan/%s/", "/hang/%s/", "/nhom-lam-ra/%s/", "/loai/%s/", "/nhan/%s/", "/media/images/%s", "/%s/"]
    paths += ["/don/%s/x/", f"/don/{order.number}/%s/", f"/tien/{order.number}/%s/ma.svg", f"/tien/%s/{order.secret}/huy/"]
    for path in paths:
        assert client.get(path % said).status_code == 404, path


@pytest.mark.parametrize("odd", ODD)
def test_odd_questions_are_answered(client, shop, odd):
    paths = [
        "/hang/",
        "/tim/",
        "/tim/goi-y/",
        "/nhom-lam-ra/",
        "/hang/mat-ong/",
        "/gio-hang/",
        "/dat-hang/xa/",
        "/nhom-lam-ra/mat-ong-ea-tan/",
    ]
    names = ["q", "tinh", "page", "trang", "co", "bo", "sl", "nhan", "loai", "gia", "tu", "den", "xep", "mua", "nhom"]
    for path in paths:
        for name in names:
            assert client.get(path, {name: odd}).status_code in (200, 302, 404), (path, name)


@pytest.mark.parametrize("odd", ODD)
def test_odd_forms_are_refused_in_words(client, shop, odd):
    client.post("/gio-hang/them/", {"variant": shop.honey.variants.get().pk, "quantity": 1})
    fields = ["variant", "quantity", "line", "tinh", "number", "phone", "province", "commune", "recipient", "street", "note", "email"]
    fields += ["checkout_key", "shown_total_vnd", "method", "login", "password", "reason", "step"]
    for path in ("/gio-hang/them/", "/gio-hang/sua/", "/gio-hang/bo/", "/gio-hang/noi-nhan/", "/don/", "/dat-hang/", "/tai-khoan/login/"):
        answer = client.post(path, dict.fromkeys(fields, odd))
        assert answer.status_code in (200, 302, 400, 404, 422, 429), path


@pytest.mark.parametrize("odd", [text for text in ODD if text.isascii()])
def test_odd_cookies_are_ignored(client, shop, odd):
    make_cart()
    make_order({shop.honey.variants.get(): 1})
    for name in ("tinh", "cart", "gio", "sessionid", "django_language"):
        client.cookies[name] = odd.replace("\x00", "%00").replace("\n", "%0A")[:3000]
    for path in ("/", "/gio-hang/", "/hang/mat-ong/", "/dat-hang/"):
        assert client.get(path).status_code in (200, 302)
