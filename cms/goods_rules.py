"""Which goods a section shows. Only what is on sale and in stock, except what staff picked by hand, which may be sold out."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from catalog.claims import carries
from catalog.models import Product, Stock, Variant
from cooperatives.groups.models import PlaceShown

GIFT_MAX_VND: Final = 200_000


def season_filter(month: int) -> Q:
    """Products whose season covers ``month``; a season may wrap around the year."""
    straight = Q(season_from__lte=models.F("season_to")) & Q(season_from__lte=month) & Q(season_to__gte=month)
    wrapped = Q(season_from__gt=models.F("season_to")) & (Q(season_from__lte=month) | Q(season_to__gte=month))
    return straight | wrapped


def chosen_by_hand(value: Any, picks: list[int]) -> list[int]:
    """Products that staff put into the section, or else the page's own picks."""
    ids = [product.pk for product in value.get("products") or [] if product] or picks
    return ids[: value["count"]]


def chosen_by_rule(value: Any, taken: set[int]) -> list[int]:
    """Ids for one section, newest first, without what another section shows already. One query."""
    found = _in_stock().filter(_rule(value))
    return [pk for pk in found.values_list("pk", flat=True)[: value["count"] + len(taken)] if pk not in taken][: value["count"]]


def _in_stock() -> Any:
    left = Stock.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True, on_hand__gt=models.F("reserved"))
    return Product.objects.on_sale().filter(Exists(left)).order_by("-pk")


def _rule(value: Any) -> Any:
    today: datetime.date = timezone.localdate()
    rule = value["rule"]
    if rule == "season":
        return season_filter(today.month)
    if rule == "gifts":
        cheap = Variant.objects.filter(product=OuterRef("pk"), is_active=True, price_vnd__lte=GIFT_MAX_VND)
        return Exists(cheap) & Q(category__parent__code__in=["G1", "G4"], is_fresh=False)
    if rule == "label":
        return carries(value.get("label"), today)
    if rule == "province":
        return Q(group__province_code=value.get("province")) & ~Q(group__place_shown=PlaceShown.HIDDEN)
    return Q()
