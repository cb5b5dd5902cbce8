"""One page has one address, says its other language, and private pages ask to be left alone."""

from __future__ import annotations

import pytest

from cms.models import StandardPage
from tests.sharing.reading import BASE, head, properties

pytestmark = pytest.mark.django_db
PATHS = [
    "/hang/mat-ong/",
    "/nhom-lam-ra/mat-ong-ea-tan/",
    "/nhom-lam-ra/",
    "/hang/",
    "/loai/loai-s04/",
    "/tinh/tuyen-quang/",
    "/nhan/ocop4/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_catalogue_pages_name_themselves_and_their_other_language(client, shop, path, prefix):
    found = head(client, f"{prefix}{path}?utm_source=zalo")
    both = {"vi": f"{BASE}{path}", "en": f"{BASE}/en{path}", "x-default": f"{BASE}{path}"}
    assert (found["canonical"], found["languages"], found["robots"]) == (f"{BASE}{prefix}{path}", both, None)


def test_what_a_visitor_writes_into_her_host_header_gets_nowhere(client, shop):
    page = client.get("/hang/mat-ong/", headers={"host": "boc.example"}).content.decode()
    assert "boc.example" not in page.split("</head>")[0]


def test_pages_of_the_center_name_their_translation(client, shop):
    assert head(client, "/")["languages"] == {"vi": f"{BASE}/", "en": f"{BASE}/en/", "x-default": f"{BASE}/"}
    assert head(client, "/en/")["canonical"] == f"{BASE}/en/"
    home = StandardPage._meta.get_field("page_ptr").related_model.objects.get(slug="trang-dau")
    home.add_child(instance=StandardPage(title="Về chúng tôi", slug="ve-chung-toi", locale=home.locale, lead="Ai đứng sau."))
    assert head(client, "/ve-chung-toi/") == {
        "canonical": f"{BASE}/ve-chung-toi/",
        "languages": {},
        "robots": None,
        "description": "Ai đứng sau.",
    }


@pytest.mark.parametrize("path", ["/gio-hang/", "/don/", "/tai-khoan/login/", "/nhom/vao/", "/khong-co-trang-nay/", "/hang/khong-co/"])
def test_private_pages_and_errors_are_not_to_be_found(client, shop, path):
    found = head(client, path)
    assert (found["canonical"], found["languages"]) == (None, {})
    assert found["robots"] == "noindex"


@pytest.mark.parametrize("path", ["/tim/?q=mat+ong", "/hang/?mua=1&con=1&loai=loai-s04", "/tim/?q=khongcogi"])
def test_questions_are_not_pages(client, shop, path):
    found = head(client, path)
    assert found["robots"] == "noindex, follow"
    assert found["languages"] == {}


def test_a_check_of_a_certificate_is_for_whoever_holds_its_code(client, shop):
    assert head(client, shop.honey.certificates.get().get_absolute_url())["robots"] == "noindex"


def test_a_shared_product_shows_its_name_and_price(client, shop):
    told = properties(client, "/en/hang/mat-ong/")
    assert told["og:title"] == ["Forest honey"]
    assert told["og:url"] == [f"{BASE}/en/hang/mat-ong/"]
    assert (told["product:price:amount"], told["product:price:currency"]) == (["185000"], ["VND"])
    assert (told["og:locale"], told["og:locale:alternate"]) == (["en_US"], ["vi_VN"])


def test_a_long_description_is_cut_between_words(client, shop):
    shop.honey.summary_vi = "Mật ong của những cánh rừng " * 10
    shop.honey.save()
    text = head(client, "/hang/mat-ong/")["description"]
    assert len(text) == 200 and text.endswith("…")
