"""The list for Google Merchant Center keeps the documented rules and names what can be bought now, nothing else."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from catalog.models import ProductPicture
from cooperatives.media.models import Picture
from tests.cms.conftest import make_picture
from tests.factories import make_category, make_group, make_product, make_variant
from tests.sharing.merchant_rules import G, broken_rules
from tests.sharing.reading import BASE

pytestmark = pytest.mark.django_db


def _items(client, language="vi"):
    answer = client.get(f"/google-{language}.xml")
    assert (answer.status_code, answer["Content-Type"], answer.streaming) == (200, "application/xml; charset=utf-8", True)
    root = ElementTree.fromstring(b"".join(answer.streaming_content))
    found = {item.findtext(f"{G}id"): item for item in root.iter("item")}
    assert all(broken_rules(item, "testserver") == [] for item in found.values())
    return found


def _texts(item):
    return {field.tag.removeprefix(G): field.text for field in item}


@pytest.mark.parametrize(("language", "name", "prefix"), [("vi", "Mật ong hoa rừng", ""), ("en", "Forest honey", "/en")])
def test_a_pack_is_told_in_full(client, shop, language, name, prefix):
    variant = shop.honey.variants.get()
    item = _items(client, language)[variant.sku]
    told = _texts(item)
    assert (told["title"], told["price"], told["availability"]) == (name, "185000 VND", "in_stock")
    assert told["link"] == f"{BASE}{prefix}/hang/mat-ong/?co={variant.sku}"
    assert (told["unit_pricing_measure"], told["unit_pricing_base_measure"]) == ("500 g", "100 g")
    picture = client.get(told["image_link"].removeprefix(BASE))
    assert (picture.status_code, b"".join(picture.streaming_content)[8:12]) == (200, b"WEBP")
    assert [part.text for part in item.find(f"{G}shipping")] == ["VN", "40000 VND"]
    certificate = shop.honey.certificates.get()
    assert [part.text for part in item.find(f"{G}certification")] == ["UBND tỉnh", certificate.scheme.name, certificate.number]


def test_packs_of_one_product_belong_together(client, shop):
    small = make_variant(shop.honey, price_vnd=60_000, net_quantity=150, name_vi="Hũ nhỏ")
    items = _items(client)
    both = [_texts(items[sku]) for sku in (small.sku, shop.honey.variants.exclude(pk=small.pk).get().sku)]
    assert {one["item_group_id"] for one in both} == {f"mon-{shop.honey.pk}"}
    assert (both[0]["size"], both[0]["title"]) == ("Hũ nhỏ", "Mật ong hoa rừng, Hũ nhỏ")


def test_only_what_can_be_bought_now_and_sent_everywhere(client, shop):
    before = set(_items(client))
    with_picture = [
        make_product(shop.bees, live=False),
        make_product(shop.bees, stock=0),
        make_product(shop.bees, is_fresh=True),
        make_product(shop.bees, category=make_category("S26", is_service=True)),
        make_product(make_group(is_active=False)),
    ]
    for product in with_picture:
        ProductPicture.objects.create(product=product, picture=make_picture("Ảnh"))
    make_product(shop.bees)
    make_variant(shop.honey, is_active=False)
    assert set(_items(client)) == before and len(before) == 2


def test_a_person_is_on_no_picture_of_the_list(client, shop):
    sku = shop.scarf.variants.get().sku
    assert sku in _items(client)
    Picture.objects.filter(pk=ProductPicture.objects.get(product=shop.scarf).picture_id).update(shows="people")
    assert sku not in _items(client)


def test_a_claim_ends_with_its_certificate_and_a_hidden_place_has_no_issuer(client, shop):
    sku, certificate = shop.honey.variants.get().sku, shop.honey.certificates.get()
    shop.bees.place_shown = "hidden"
    shop.bees.save()
    certification = _items(client)[sku].find(f"{G}certification")
    assert [part.text for part in certification] == ["Sinh Kế", certificate.scheme.name]
    certificate.expires_on = timezone.localdate() - datetime.timedelta(days=1)
    certificate.save()
    assert _items(client)[sku].find(f"{G}certification") is None


def test_odd_letters_break_nothing(client, shop):
    shop.honey.name_vi, shop.honey.summary_vi = "Mật <ong> & \x0bsáp", "x" * 290 + " \x07"
    shop.honey.save()
    assert _texts(_items(client)[shop.honey.variants.get().sku])["title"] == "Mật <ong> &  sáp"


def test_queries_do_not_grow_with_the_catalogue(client, shop, django_assert_num_queries):
    def count():
        with django_assert_num_queries(9):
            _items(client)

    _items(client)
    count()
    for _ in range(5):
        ProductPicture.objects.create(product=make_product(shop.bees), picture=make_picture("Ảnh"))
    _items(client)
    count()


def test_another_language_is_not_there(client, shop):
    assert client.get("/google-fr.xml").status_code == 404
