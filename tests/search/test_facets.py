"""Counts beside the filters: each with all other filters as they are and its own left out."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from catalog.models import Category, LabelScheme
from search import engine
from search.columns import PRICE_RANGES
from search.query import SearchQuery, Sort
from tests.search.conftest import GOODS, GROUPS

MARCH = 3


def expected(query):
    """The same question asked of the table of the tests, one product at a time."""

    def fits(name):
        group, category, price, stock, season, label = GOODS[name]
        kind = Category.objects.select_related("parent").get(code=category)
        months = set() if season is None else {(season[0] - 1 + step) % 12 + 1 for step in range((season[1] - season[0]) % 12 + 1)}
        place = "" if group == "kin" else GROUPS[group][1]
        return (
            (not query.categories or bool({kind.slug, kind.parent.slug} & set(query.categories)))
            and (not query.provinces or place in query.provinces)
            and (not query.labels or label in query.labels)
            and (not query.groups or f"g-{group}" in query.groups)
            and (query.price_min is None or price >= query.price_min)
            and (query.price_max is None or price <= query.price_max)
            and (not query.in_season or MARCH in months)
            and (not query.in_stock or stock > 0)
        )

    return {name for name in GOODS if fits(name)}


CHOICES = {
    "categories": [(), ("thuc-pham",), ("do-uong", "thu-cong-my-nghe")],
    "provinces": [(), ("66",), ("08", "15")],
    "labels": [(), ("ocop4",), ("ocop3", "ocop5")],
    "groups": [(), ("g-det", "g-ong")],
    "in_season": [False, True],
    "in_stock": [False, True],
}


def test_every_combination_of_filters_gives_exactly_its_products(goods, names):
    for values in itertools.product(*CHOICES.values()):
        query = SearchQuery(**dict(zip(CHOICES, values, strict=True)))
        answer = engine().search(query)
        assert set(names(answer.product_ids)) == expected(query), query
        assert answer.total == len(expected(query))


def test_each_count_is_what_choosing_it_alone_in_its_filter_would_give(goods):
    base = SearchQuery(provinces=("08", "66"), in_stock=True, labels=("ocop4", "ocop5"), price_max=250_000)
    facets = engine().search(base).facets

    for pk, count in facets.categories.items():
        assert count == len(expected(replace(base, categories=(Category.objects.get(pk=pk).slug,))))
    for code, count in facets.provinces.items():
        assert count == len(expected(replace(base, provinces=(code,))))
    for pk, count in facets.labels.items():
        assert count == len(expected(replace(base, labels=(LabelScheme.objects.get(pk=pk).code,))))
    for low, high in PRICE_RANGES:
        wanted = replace(base, price_min=low, price_max=high)
        assert facets.prices.get(SearchQuery(price_min=low, price_max=high).price, 0) == len(expected(wanted))
    assert facets.in_season == len(expected(replace(base, in_season=True)))
    assert facets.in_stock == len(expected(base))
    # Written out, so that the table above is not the only witness.
    assert facets.provinces == {"66": 1, "08": 1}
    assert {LabelScheme.objects.get(pk=pk).code: count for pk, count in facets.labels.items()} == {
        "ocop4": 1,
        "ocop5": 1,
        "organic_vn": 1,
    }


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        (Sort.PRICE_UP, ["Bơ sáp", "Gạo nếp nương", "Nước mắm cá cơm"]),
        (Sort.PRICE_DOWN, ["Mật ong bạc hà", "Thịt lợn gác bếp", "Bò khô xé sợi"]),
        (Sort.NEWEST, ["Giỏ lục bình", "Khăn dệt tay", "Thịt lợn gác bếp"]),
        (None, ["Chè Shan tuyết cổ thụ", "Mật ong hoa rừng", "Giỏ lục bình"]),
    ],
)
def test_orders(goods, names, sort, first):
    """In March tea and forest honey are in season; what is sold out comes last then."""
    answer = engine().search(SearchQuery(sort=sort))

    assert names(answer.product_ids)[:3] == first
    assert sort is not None or names(answer.product_ids)[-1] == "Cà phê Arabica"


def test_pages_show_every_product_once(goods, names):
    for query in (SearchQuery(per_page=5), SearchQuery(per_page=5, sort=Sort.PRICE_UP), SearchQuery(per_page=1, text="mật ong")):
        first = engine().search(query)
        seen = [pk for page in range(1, first.pages + 1) for pk in engine().search(replace(query, page=page)).product_ids]
        assert len(seen) == len(set(seen)) == first.total


def test_counts_the_groups_behind_an_answer(goods):
    assert engine().search(SearchQuery()).group_total == 6
    assert engine().search(SearchQuery(text="cà phê")).group_total == 2


def test_values_that_do_not_exist_give_nothing(goods):
    for query in (SearchQuery(categories=("khong-co",)), SearchQuery(labels=("khong-co",)), SearchQuery(groups=("khong-co",))):
        assert engine().search(query).total == 0
