"""Badge, facet, search, feed, JSON-LD, the group's page and the certificate's own page say the same at every moment.

Also one second before and after midnight, with everything warm that the shop keeps: the cache, the search snapshot, the prepared answers.
"""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse

from catalog.models import Category, Certificate, LabelScheme
from catalog.services.certificates import revoke_certificate
from search import engine
from search.query import SearchQuery
from tests.factories import make_certificate, make_product, make_user
from tests.sharing.merchant_rules import G
from tests.sharing.reading import nodes

pytestmark = pytest.mark.django_db
ENDS = datetime.date(2026, 11, 30)


@pytest.fixture
def paper(shop, clock) -> Certificate:
    clock.set("2026-11-30 12:00")
    LabelScheme.objects.filter(code="ocop4").update(stars=4, name_vi="OCOP 4 sao", short_name="OCOP")
    Certificate.objects.update(expires_on=ENDS, issued_on=datetime.date(2024, 1, 1), number="38/QĐ-UBND")
    make_product(shop.bees, "Sáp ong")  # so that "related" has a card of the honey
    return shop.honey.certificates.get()


def soup(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def claims(client, shop, paper) -> dict[str, bool]:
    """Whether each place makes the claim now."""
    sku = shop.honey.variants.get().sku
    feed = ElementTree.fromstring(b"".join(client.get("/google-vi.xml").streaming_content))
    item = next(one for one in feed.iter("item") if one.findtext(f"{G}id") == sku)
    wax = shop.bees.products.get(name_vi="Sáp ong").get_absolute_url()
    facets = engine().search(SearchQuery()).facets.labels
    return {
        "product page": bool(soup(client, "/hang/mat-ong/").select(".cert")),
        "badge in the list": bool(soup(client, reverse("search:results") + "?q=mật+ong").select(".badge")),
        "badge on the first page": bool(soup(client, "/").select(".badge")),
        "badge beside another": bool(soup(client, wax).select(".badge")),
        "facet": facets.get(paper.scheme_id, 0) == 1,
        "search by label": shop.honey.pk in engine().search(SearchQuery(labels=("ocop4",))).product_ids,
        "search by word": engine().search(SearchQuery(text="mật ong ocop 4 sao")).total == 1,
        "feed": item.find(f"{G}certification") is not None,
        "JSON-LD": "hasCertification" in nodes(client, "/hang/mat-ong/")["Product"],
        "group page": bool(soup(client, shop.bees.get_absolute_url()).select(".cert")),
        "certificate page": "còn hiệu lực hôm nay" in soup(client, paper.get_absolute_url()).get_text(),
    }


def test_all_agree_around_midnight_with_everything_warm(client, shop, paper, clock):
    clock.set("2026-11-30 23:59:59")
    first = claims(client, shop, paper)
    assert first == dict.fromkeys(first, True)
    clock.set("2026-12-01 00:00:01")
    after = claims(client, shop, paper)
    assert after == dict.fromkeys(first, False)
    clock.set("2026-11-30 23:59:59")
    assert claims(client, shop, paper) == first


def test_all_agree_in_the_moment_of_a_revocation(client, shop, paper):
    first = claims(client, shop, paper)
    assert first == dict.fromkeys(first, True)
    revoke_certificate(certificate=paper, actor=make_user(staff=True), reason="đổi công thức")
    assert claims(client, shop, paper) == dict.fromkeys(first, False)


@pytest.mark.parametrize("reach", ["product", "maker", "raw", "group"])
@pytest.mark.parametrize("is_raw", [True, False], ids=["raw", "made"])
@pytest.mark.parametrize("own", [True, False], ids=["own", "of-group"])
def test_all_agree_where_a_label_may_stand(client, shop, paper, reach, is_raw, own):
    """The group's page and the paper's own page show it wherever it may stand."""
    LabelScheme.objects.update(reach=reach)
    if not own:
        Certificate.objects.filter(pk=paper.pk).update(product=None)
    category = Category.objects.get(pk=shop.honey.category_id)
    category.is_raw = is_raw
    category.save()
    LabelScheme.objects.get(code="ocop4").save()  # the snapshot hears of schemes that are saved
    engine().search(SearchQuery())
    expected = {"product": own, "maker": True, "raw": is_raw, "group": False}[reach]
    told = claims(client, shop, paper)
    always = {"group page", "certificate page"}
    counted = {"facet"} if not own else set()  # the wax carries the group's label too
    assert {name: told[name] for name in told if name not in always | counted} == dict.fromkeys(set(told) - always - counted, expected)
    assert all(told[name] for name in always)


def seen(client, shop) -> dict[str, bool]:
    """Where the honey can be found."""
    sku = shop.honey.variants.get().sku
    feed = ElementTree.fromstring(b"".join(client.get("/google-vi.xml").streaming_content))
    return {
        "page": client.get("/hang/mat-ong/").status_code == 200,
        "first page": "Mật ong hoa rừng" in soup(client, "/").get_text(),
        "list": "Mật ong hoa rừng" in soup(client, reverse("search:listing")).get_text(),
        "search": shop.honey.pk in engine().search(SearchQuery(text="mật ong hoa rừng")).product_ids,
        "counted": engine().search(SearchQuery()).total == 2,
        "group page": "Mật ong hoa rừng" in soup(client, shop.bees.get_absolute_url()).select("#hang")[0].get_text(),
        "feed": any(one.findtext(f"{G}id") == sku for one in feed.iter("item")),
        "sitemap": "/hang/mat-ong/" in client.get("/sitemap-hang-0.xml").content.decode(),
    }


def test_food_goes_and_comes_with_its_licence_everywhere(client, shop, clock):
    clock.set("2026-11-30 12:00")
    category = shop.honey.category
    category.needs_food_licence = True
    category.save()
    licence = make_certificate(group=shop.bees, scheme="attp", expires_on=ENDS)
    weavers = make_certificate(group=shop.weavers, scheme="attp", expires_on=ENDS + datetime.timedelta(days=9))
    LabelScheme.objects.filter(code="attp").update(is_food_licence=True, reach="group", on_card=False)
    LabelScheme.objects.get(code="attp").save()
    assert weavers.scheme == licence.scheme
    there = seen(client, shop)
    assert there == dict.fromkeys(there, True)
    clock.set("2026-12-01 00:00:01")
    assert {name for name, is_there in seen(client, shop).items() if is_there} == set()
    Certificate.objects.filter(pk=licence.pk).update(expires_on=ENDS + datetime.timedelta(days=2))
    cache.clear()  # the first page takes up to a minute to bring something back
    assert seen(client, shop) == there
