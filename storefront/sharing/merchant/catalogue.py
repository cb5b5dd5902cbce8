"""Goods for the list, read in batches: a fixed number of queries for each, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import prefetch_related_objects

from catalog.claims import certificates_of
from catalog.models import Certificate, Product, ProductPicture, Variant
from cooperatives.media.models import Picture
from storefront.sharing.pictures import may_be_shared

BATCH: Final = 200
MOST_PICTURES: Final = 11
"""One, and the ten more that Google takes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A product with its packs that can be bought now, the certificates that hold today, and pictures that may be shared."""

    product: Product
    variants: list[Variant]
    is_group: bool
    certificates: list[Certificate]
    pictures: list[Picture]


def entries() -> Iterator[Entry]:
    """Everything that can be bought now and sent to every province.

    Left out: services and fresh goods (Google lists neither what cannot be shipped nor what reaches only the neighbours), and goods without
    a picture that may be shared.
    """
    last = 0
    while batch := list(_products(last)):
        last = batch[-1].pk
        yield from _with_their_parts(batch)


def _products(after: int) -> Iterator[Product]:
    rows = Product.objects.on_sale().filter(pk__gt=after, category__is_service=False, is_fresh=False)
    return iter(rows.select_related("group__seller_of_record", "category__parent").defer("body_vi", "body_en").order_by("pk")[:BATCH])


def _with_their_parts(batch: list[Product]) -> Iterator[Entry]:
    ids = [product.pk for product in batch]
    sizes: dict[int, int] = defaultdict(int)
    variants: dict[int, list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(product_id__in=ids, is_active=True).select_related("stock"):
        sizes[variant.product_id] += 1
        if variant.available > 0:
            variants[variant.product_id].append(variant)
    pictures = _pictures(ids)
    claims = certificates_of(batch)
    for product in batch:
        if variants[product.pk] and pictures[product.pk]:
            yield Entry(product, variants[product.pk], sizes[product.pk] > 1, claims[product.pk], pictures[product.pk])


def _pictures(ids: list[int]) -> dict[int, list[Picture]]:
    found: dict[int, list[Picture]] = defaultdict(list)
    rows = ProductPicture.objects.filter(product_id__in=ids).select_related("picture").order_by("product_id", "sort_order", "pk")
    for row in rows:
        if may_be_shared(row.picture) and len(found[row.product_id]) < MOST_PICTURES:
            found[row.product_id].append(row.picture)
    prefetch_related_objects([picture for pictures in found.values() for picture in pictures], "renditions")
    return found
