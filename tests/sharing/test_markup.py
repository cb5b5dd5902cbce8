"""JSON-LD as a parser that is not ours reads it."""

from __future__ import annotations

import datetime

import pytest
from wagtail.models import Page

from catalog.models import LabelScheme
from cms.models import FairIndexPage, FairPage, StoryIndexPage, StoryPage
from tests.factories import make_certificate, make_variant
from tests.sharing.reading import BASE, nodes

pytestmark = pytest.mark.django_db


def test_home_says_who_we_are_and_how_to_search(client, shop):
    found = nodes(client, "/en/")
    assert set(found) == {"Organization", "WebSite"}
    assert found["Organization"]["url"] == f"{BASE}/"
    assert found["WebSite"]["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/en/tim/?q={{search_term_string}}"


def test_a_product_is_told_with_its_packs(client, shop):
    variant = shop.honey.variants.get()
    empty = make_variant(shop.honey, stock=0, price_vnd=90_000, net_quantity=250, position=5)
    found = nodes(client, "/hang/mat-ong/")["Product"]
    offer, sold_out = found["offers"]
    assert (found["name"], found["url"], found["brand"]["name"]) == ("Mật ong hoa rừng", f"{BASE}/hang/mat-ong/", "Nhóm mật ong Ea Tân")
    assert (offer["sku"], offer["price"], offer["priceCurrency"]) == (variant.sku, 185_000, "VND")
    assert (offer["availability"], offer["seller"]["name"]) == ("https://schema.org/InStock", "Nhóm mật ong Ea Tân")
    assert (sold_out["sku"], sold_out["availability"]) == (empty.sku, "https://schema.org/OutOfStock")
    amount = offer["priceSpecification"]["referenceQuantity"]
    assert (amount["value"], amount["unitCode"], amount["valueReference"]["value"]) == (500, "GRM", 100)


def test_the_seller_is_the_one_on_the_receipt(client, shop):
    shop.bees.seller_of_record = shop.weavers
    shop.bees.save()
    assert nodes(client, "/hang/mat-ong/")["Product"]["offers"][0]["seller"]["name"] == "Tổ dệt Nà Phòn"


def test_a_claim_lasts_as_long_as_its_certificate(client, clock, shop):
    certificate = shop.honey.certificates.get()
    claim = nodes(client, "/hang/mat-ong/")["Product"]["hasCertification"]
    assert [one["certificationIdentification"] for one in claim] == [certificate.number]
    assert claim[0]["expires"] == certificate.expires_on.isoformat()
    clock.set(f"{certificate.expires_on} 23:59:59")
    assert "hasCertification" in nodes(client, "/hang/mat-ong/")["Product"]
    clock.set(f"{certificate.expires_on + datetime.timedelta(days=1)} 00:00:00")
    assert "hasCertification" not in nodes(client, "/hang/mat-ong/")["Product"]


def test_an_award_is_no_certificate_and_a_hidden_place_has_no_issuer(client, shop):
    LabelScheme.objects.update_or_create(code="giai", defaults={"name_vi": "Giải nhất", "short_name": "Giải", "kind": "award"})
    make_certificate(shop.honey, scheme="giai")
    shop.bees.place_shown = "hidden"
    shop.bees.save()
    found = nodes(client, "/hang/mat-ong/")["Product"]
    assert found["award"] == ["Giải nhất"]
    assert [set(one) & {"issuedBy", "certificationIdentification"} for one in found["hasCertification"]] == [set()]
    assert "address" not in nodes(client, "/nhom-lam-ra/mat-ong-ea-tan/")["Organization"]


def test_no_name_can_end_the_script(client, shop):
    shop.honey.name_vi = '</script><script>alert("1")</script>\u2028&'
    shop.honey.save()
    page = client.get("/hang/mat-ong/").content.decode()
    assert "alert" not in page.replace("\\u003Cscript\\u003Ealert", "").replace("&lt;script&gt;alert", "")
    assert nodes(client, "/hang/mat-ong/")["Product"]["name"] == shop.honey.name_vi


def test_crumbs_and_lists(client, shop):
    found = nodes(client, "/hang/")
    assert [one["item"] for one in found["ItemList"]["itemListElement"]] == [f"{BASE}/hang/mat-ong/", f"{BASE}/hang/khan-det/"]
    crumbs = nodes(client, "/nhom-lam-ra/to-det-na-phon/")["BreadcrumbList"]["itemListElement"]
    assert [(one["position"], one["item"]) for one in crumbs] == [
        (1, f"{BASE}/"),
        (2, f"{BASE}/nhom-lam-ra/"),
        (3, f"{BASE}/nhom-lam-ra/to-det-na-phon/"),
    ]


def test_a_story_is_an_article_of_the_center_and_a_fair_an_event(client, shop):
    home = Page.objects.get(slug="trang-dau")
    stories = home.add_child(instance=StoryIndexPage(title="Chuyện nghề", slug="chuyen-nghe", locale=home.locale))
    story = stories.add_child(
        instance=StoryPage(title="Nồi chàm", slug="noi-cham", kick="Cách làm", lead="Ngâm ba ngày.", locale=home.locale)
    )
    story.save_revision().publish()
    fairs = home.add_child(instance=FairIndexPage(title="Hội chợ", slug="hoi-cho", locale=home.locale))
    days = {"starts_on": datetime.date(2026, 12, 5), "ends_on": datetime.date(2026, 12, 7)}
    fairs.add_child(instance=FairPage(title="Ngày hội", slug="ngay-hoi", kick="x", place="Pleiku", locale=home.locale, **days))
    told = nodes(client, "/chuyen-nghe/noi-cham/")
    article = told["Article"]
    assert (article["headline"], article["author"]["name"], article["inLanguage"]) == ("Nồi chàm", "Sinh Kế", "vi")
    assert article["datePublished"][:4].isdigit()
    assert [one["name"] for one in told["BreadcrumbList"]["itemListElement"]] == ["Trang đầu", "Chuyện nghề", "Nồi chàm"]
    assert nodes(client, "/chuyen-nghe/")["ItemList"]["itemListElement"][0]["item"] == f"{BASE}/chuyen-nghe/noi-cham/"
    event = nodes(client, "/hoi-cho/ngay-hoi/")["Event"]
    assert (event["startDate"], event["endDate"], event["location"]["name"]) == ("2026-12-05", "2026-12-07", "Pleiku")
