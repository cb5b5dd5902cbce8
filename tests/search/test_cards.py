"""What a card says."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from catalog.cards import product_cards
from catalog.models import Product
from tests.factories import make_certificate, make_group, make_product, make_variant


@pytest.fixture(autouse=True)
def _stopped(db, clock):
    """Tests look at 2 March 2026."""


def test_the_lowest_price_that_can_be_bought():
    product = make_product(variants=[{"price_vnd": 90_000, "stock": 0}, {"price_vnd": 120_000}, {"price_vnd": 200_000}])
    make_variant(product, price_vnd=1_000, is_active=False)
    (card,) = product_cards([product.pk])
    assert (card.price_vnd, card.price_from, card.in_stock) == (120_000, True, True)


def test_sold_out_still_has_a_price():
    (card,) = product_cards([make_product(variants=[{"price_vnd": 90_000, "stock": 0}]).pk])
    assert (card.price_vnd, card.price_from, card.in_stock) == (90_000, False, False)


def test_one_pack_is_part_of_the_name_and_several_are_not():
    one = make_product(name="Mật ong", variants=[{"name_vi": "Hũ 500 ml"}])
    said = make_product(name="Mật ong, hũ 1 kg", variants=[{"name_vi": "Hũ 1 kg"}])
    two = make_product(name="Mật ong", variants=2)
    assert [card.name for card in product_cards([one.pk, said.pk, two.pk])] == ["Mật ong, hũ 500 ml", "Mật ong, hũ 1 kg", "Mật ong"]


def test_the_order_asked_for_and_nothing_that_is_not_on_sale():
    first, second, draft, closed, bare = (
        make_product(),
        make_product(),
        make_product(live=False),
        make_product(make_group(is_active=False)),
        make_product(variants=0),
    )
    ids = [second.pk, draft.pk, first.pk, closed.pk, bare.pk, second.pk, 10**9]
    assert [card.product_id for card in product_cards(ids)] == [second.pk, first.pk]
    assert [card.product_id for card in product_cards(Product.objects.order_by("-pk"))] == [second.pk, first.pk]
    assert product_cards([]) == []


def test_only_labels_that_are_valid_today_and_the_best_star():
    product = make_product()
    day = datetime.date(2026, 3, 2)
    make_certificate(product, scheme="ocop3")
    make_certificate(product, scheme="ocop4", expires_on=day)
    make_certificate(product, scheme="ocop5", expires_on=day - datetime.timedelta(1))
    make_certificate(product, scheme="pgs", verified_by=None, verified_at=None)
    make_certificate(group=product.group, scheme="organic_vn")
    for code, stars in (("ocop3", 3), ("ocop4", 4), ("ocop5", 5)):
        type(product.certificates.first().scheme).objects.filter(code=code).update(stars=stars)

    (card,) = product_cards([product.pk])
    assert {badge.code for badge in card.badges} == {"ocop4", "organic_vn"}


def test_a_hidden_place_is_not_shown():
    (card,) = product_cards([make_product(make_group(province="66", place_shown="hidden")).pk])
    assert card.province_name == ""
    (card,) = product_cards([make_product(make_group(province="66")).pk])
    assert card.province_name == "Đắk Lắk"


def test_says_what_is_in_season():
    seasons = [(3, 3), (2, 4), (11, 3), (4, 2), (None, None)]
    ids = [make_product(season_from=first, season_to=last).pk for first, last in seasons]
    assert [card.flag for card in product_cards(ids)] == ["Đang mùa", "Đang mùa", "Đang mùa", "", ""]


def test_english_readers_get_english_names():
    group = make_group("Nhóm ong", name_en="Bee group", province="01")
    product = make_product(group, "Mật ong", name_en="Honey", variants=2)
    with translation.override("en"):
        (card,) = product_cards([product.pk])
        assert (card.name, card.group_name, card.province_name) == ("Honey", "Bee group", "Hanoi")
        assert card.url == f"/en/hang/{product.slug}/"


def test_as_many_queries_for_forty_as_for_one(django_assert_num_queries):
    ids = [make_product(make_group(), variants=2).pk for _ in range(40)]
    with django_assert_num_queries(4):
        product_cards(ids[:1])
    with django_assert_num_queries(4):
        product_cards(ids)
