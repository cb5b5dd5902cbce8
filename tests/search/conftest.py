"""A small catalogue whose answers are known by heart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from catalog.models import Category, Product
from cooperatives.groups.models import PlaceShown
from search.indexing import index_products
from tests.clock import Clock
from tests.factories import make_certificate, make_group, make_product

# group: (name, province)
GROUPS = {
    "ong": ("Nhóm ong Ea Tân", "66"),
    "caphe": ("HTX Bản Chiềng", "14"),
    "gao": ("Tổ nếp Tú Lệ", "15"),
    "det": ("Nhóm dệt Lũng Tám", "08"),
    "bien": ("Tổ biển Gò Cỏ", "51"),
    "kin": ("Nhóm ven sông", "92"),
}
# name: (group, category, price, stock, season, certificate)
GOODS: dict[str, tuple[str, str, int, int, tuple[int, int] | None, str]] = {
    "Mật ong hoa rừng": ("ong", "S04", 185_000, 5, (2, 4), "ocop4"),
    "Mật ong bạc hà": ("det", "S04", 320_000, 5, (11, 1), "gi"),
    "Cà phê rang xay": ("ong", "S13", 140_000, 5, None, "organic_vn"),
    "Cà phê Arabica": ("caphe", "S13", 150_000, 0, None, "ocop4"),
    "Chè Shan tuyết cổ thụ": ("det", "S11", 210_000, 5, (3, 5), "ocop5"),
    "Gạo nếp nương": ("gao", "S03", 82_000, 5, (9, 11), "ocop3"),
    "Nước mắm cá cơm": ("bien", "S09", 95_000, 5, None, ""),
    "Bò khô xé sợi": ("gao", "S08", 250_000, 5, None, ""),
    "Bơ sáp": ("ong", "S01", 60_000, 5, (5, 8), ""),
    "Thịt lợn gác bếp": ("gao", "S08", 280_000, 5, None, ""),
    "Khăn dệt tay": ("det", "S22", 240_000, 1, None, ""),
    "Giỏ lục bình": ("kin", "S21", 120_000, 3, None, ""),
}


@pytest.fixture
def goods(db: None, clock: Clock) -> dict[str, Product]:
    """The catalogue, indexed, at nine in the morning of 2 March 2026; products by name."""
    call_command("load_reference", verbosity=0)
    Category.objects.update(needs_food_licence=False)  # tests of licences say so themselves
    groups = {key: make_group(name, province=code, slug=f"g-{key}") for key, (name, code) in GROUPS.items()}
    groups["kin"].place_shown = PlaceShown.HIDDEN
    groups["kin"].save()
    made = {}
    for name, (group, category, price_vnd, stock, season, label) in GOODS.items():
        first, last = season or (None, None)
        kind = Category.objects.get(code=category)
        made[name] = make_product(groups[group], name, price_vnd=price_vnd, stock=stock, category=kind, season_from=first, season_to=last)
        if label:
            make_certificate(made[name], scheme=label)
    index_products(product.pk for product in made.values())
    return made


@pytest.fixture
def names(goods: dict[str, Product]) -> Callable[[Any], list[str]]:
    """Names of product ids, in their order."""
    by_id = {product.pk: name for name, product in goods.items()}
    return lambda ids: [by_id[pk] for pk in ids]
