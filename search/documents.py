"""Makes the index row of a product from the catalogue's own tables. Nothing here writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from catalog.models import Product, Variant
from cooperatives.vietnam.places import province, region
from search.models import SearchDocument
from search.words import folded, syllables

BODY_SYLLABLES: Final = 400
"""So much of a long description is searched; the rest repeats it."""

FIELDS: Final = (
    "group_id", "category_id", "province_code", "price_vnd", "in_stock", "season_mask", "created_at",
    "title", "other", "body", "kind", "title_folded", "other_folded", "body_folded", "kind_folded",
)  # fmt: skip

_TAG = re.compile(r"<[^>]*>")


def documents_of(product_ids: Iterable[int]) -> dict[int, SearchDocument]:
    """Return the rows of those products that passed and have a pack on sale, by id. Two queries."""
    ids = list(product_ids)
    products = Product.objects.passed().select_related("group", "category__parent").in_bulk(ids)
    packs: dict[int, list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(product_id__in=list(products), is_active=True).select_related("stock"):
        packs[variant.product_id].append(variant)
    return {pk: _document(product, packs[pk]) for pk, product in products.items() if packs[pk]}


def season_mask(first_month: int | None, last_month: int | None) -> int:
    """Months of a season as bits, bit 0 is January; a season may run over the new year. 0 for goods without a season."""
    if first_month is None or last_month is None:
        return 0
    length = (last_month - first_month) % 12 + 1
    return sum(1 << (first_month - 1 + step) % 12 for step in range(length))


def _document(product: Product, packs: list[Variant]) -> SearchDocument:
    buyable = [pack for pack in packs if pack.available > 0]
    title = syllables(f"{product.name_vi} {product.name_en}")
    other = [*_surroundings(product), *(word for pack in packs for word in syllables(f"{pack.name_vi} {pack.name_en}"))]
    body = syllables(" ".join(_description(product)))[:BODY_SYLLABLES]
    return SearchDocument(
        product_id=product.pk,
        group_id=product.group_id,
        category_id=product.category_id,
        province_code=product.group.public_province_code,
        price_vnd=min(pack.price_vnd for pack in buyable or packs),
        in_stock=bool(buyable),
        season_mask=season_mask(product.season_from, product.season_to),
        created_at=product.created_at,
        **_both("title", title),
        **_both("other", other),
        **_both("body", body),
        **_both("kind", _kinds(product)),
    )


def _both(name: str, words: list[str]) -> dict[str, str]:
    return {name: " ".join(words), f"{name}_folded": " ".join(folded(word) for word in words)}


def _surroundings(product: Product) -> list[str]:
    """Words of the group and the place; the place only as finely as it may be shown."""
    group = product.group
    origin = syllables(f"{product.origin_vi} {product.origin_en}")
    return [*syllables(f"{group.name_vi} | {group.name_en}"), *_place_words(group.public_province_code), *origin]


def _kinds(product: Product) -> list[str]:
    """Words of the category and of the one above it."""
    found = [product.category, *([product.category.parent] if product.category.parent is not None else [])]
    return syllables(" | ".join(f"{category.name_vi} | {category.name_en}" for category in found))


@lru_cache(maxsize=64)
def _place_words(code: str) -> tuple[str, ...]:
    """Today's name of the province, the names that went into it, and its region."""
    if not code:
        return ()
    place = province(code)
    wide = region(place.region)
    return tuple(syllables(" | ".join([place.name_vi, place.name_en, *place.old_names, wide.name_vi, wide.name_en])))


def _description(product: Product) -> Iterator[str]:
    yield from (product.summary_vi, product.ingredients_vi, product.summary_en, product.ingredients_en)
    for body in (product.body_vi, product.body_en):
        yield from _texts(body.raw_data)


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a stream of blocks, without its markup."""
    if isinstance(value, str):
        yield _TAG.sub(" ", value)
    elif isinstance(value, dict):
        yield from _texts(value.get("value", [inside for key, inside in value.items() if key not in ("type", "id")]))
    elif hasattr(value, "__iter__"):
        for inside in value:
            yield from _texts(inside)
