"""Products with their packs, stock, pictures, texts and season."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.utils import timezone

from catalog.models import Category, Product, ProductPicture, Stock, Variant
from cooperatives.groups.models import Group, PlaceShown
from cooperatives.media.models import Picture
from cooperatives.vietnam.places import format_address
from storefront.demo.content import read, read_folder

from .pages import body
from .pictures import Tick

TEXTS: Final = ("name", "summary", "ingredients", "storage")
PLAIN: Final = ("slug", "shelf_life_days", "lead_days", "is_fragile", "is_fresh")
SOLD_OUT: Final = {"TRANH-DET-1", "BANH-COM-1", "CA-PHE-HAT-2"}
ADDED_OVER_DAYS: Final = 400
PACK: Final = ("name_vi", "name_en", "price_vnd", "net_quantity", "net_unit", "weight_g")


def load_goods(tick: Tick) -> None:
    """Write every product that is not there. The ones listed last are the newest in the shop."""
    rows: list[dict[str, Any]] = read_folder("products")
    bodies: dict[str, Any] = read("bodies")
    known = set(Product.objects.values_list("slug", flat=True))
    groups = Group.objects.in_bulk(field_name="slug")
    categories = Category.objects.in_bulk(field_name="code")
    pictures = {picture.title: picture for picture in Picture.objects.filter(title__startswith="goods-")}
    covers = {group.pk: group.profile.cover for group in Group.objects.select_related("profile__cover")}
    for number, row in enumerate(rows):
        if row["slug"] not in known:
            group = groups[row["group"]]
            product = _write(row, group, categories[row["set"]], bodies.get(row["slug"], {}), _added_at(number, len(rows)))
            _write_packs(product, row["variants"])
            gallery = [pictures[f"goods-{row['picture']}"], covers[group.pk]]
            ProductPicture.objects.bulk_create(
                ProductPicture(product=product, picture=picture, sort_order=order) for order, picture in enumerate(gallery)
            )
        tick()


def _added_at(number: int, count: int) -> datetime.datetime:
    """Spread over the last 400 days, mixed so that the newest goods come from many groups."""
    days = ADDED_OVER_DAYS * ((number * 37) % count) // count
    return timezone.now() - datetime.timedelta(days=days + 1)


def _write(row: dict[str, Any], group: Group, category: Category, blocks: dict[str, Any], added_at: datetime.datetime) -> Product:
    texts = {f"{name}_{language}": row[f"{name}_{language}"] for name in TEXTS for language in ("vi", "en")}
    season = dict(zip(("season_from", "season_to"), row["season"] or (None, None), strict=True))
    commune = group.commune_code if group.place_shown == PlaceShown.COMMUNE else ""
    product = Product(
        group=group,
        category=category,
        origin_vi=format_address("", commune, group.province_code, "vi"),
        origin_en=format_address("", commune, group.province_code, "en"),
        body_vi=body(blocks.get("vi", [])),
        body_en=body(blocks.get("en", [])),
        created_at=added_at,
        first_published_at=added_at,
        last_published_at=added_at,
        live=True,
        has_unpublished_changes=False,
        **texts,
        **season,
        **{name: row[name] for name in PLAIN},
    )
    product.save()
    return product


def _write_packs(product: Product, rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        variant = Variant.objects.create(product=product, sku=row["sku"], position=position, **{name: row[name] for name in PACK})
        Stock.objects.create(variant=variant, on_hand=0 if row["sku"] in SOLD_OUT else row["on_hand"])
