"""What it costs to send a parcel and when it will arrive.

The fee is the carrier's rate by zone and weight. From the free-delivery threshold on (goods of ONE parcel) the shop pays the fee up to a
maximum, so a heavy parcel to an island is cheaper but not free.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from catalog.models import Product
from storefront.shipping.errors import CannotDeliver
from storefront.shipping.models import Zone
from storefront.shipping.table import DeliveryTable, read_table, remembered_table
from storefront.shipping.zones import zone_for

__all__ = ["CannotDeliver", "DeliveryEstimate", "ParcelQuote", "estimate_delivery", "farthest_fee_vnd", "quote_parcel"]

NEAR = (Zone.SAME_PROVINCE, Zone.SAME_REGION)
"""Fresh goods travel no further."""


@dataclass(frozen=True, slots=True)
class ParcelQuote:
    """Fee and time of one parcel. ``fee_vnd`` is what the shopper pays, ``full_fee_vnd`` what it costs; days count from the order."""

    zone: Zone
    fee_vnd: int
    full_fee_vnd: int
    is_free: bool
    days_min: int
    days_max: int


@dataclass(frozen=True, slots=True)
class DeliveryEstimate:
    """When a product ordered today would arrive."""

    zone: Zone
    days_min: int
    days_max: int
    earliest_on: datetime.date
    latest_on: datetime.date


def quote_parcel(
    *,
    from_province: str,
    to_province: str,
    to_commune: str = "",
    weight_g: int,
    goods_vnd: int,
    lead_days: int = 0,
    is_fresh: bool = False,
    hides_place: bool = False,
    table: DeliveryTable | None = None,
) -> ParcelQuote:
    """Quote one parcel; pass ``table`` when there are several. ``lead_days`` is the slowest product's time to get ready.
    For a group that ``hides_place`` her own province costs and lasts as much as the others of the region: whoever asks for all of them must
    not see which one it is.

    Raises CannotDeliver (fresh goods too far, or no rate) and PlaceUnknown.
    """
    table = table or read_table()
    zone = _reachable(from_province, to_province, to_commune, is_fresh, hides_place)
    full_fee_vnd = table.fee_vnd(zone, weight_g)
    fee_vnd = _charged_vnd(full_fee_vnd, goods_vnd, table)
    days_min, days_max = table.days_under_way(zone)
    return ParcelQuote(zone, fee_vnd, full_fee_vnd, fee_vnd == 0, days_min + lead_days, days_max + lead_days)


def _charged_vnd(full_fee_vnd: int, goods_vnd: int, table: DeliveryTable) -> int:
    """What the shopper pays of a fee: from the threshold on, the shop pays up to its maximum."""
    threshold = table.policy.free_from_vnd
    if threshold and goods_vnd >= threshold:
        return max(0, full_fee_vnd - table.policy.free_max_fee_vnd)
    return full_fee_vnd


def farthest_fee_vnd(*, weight_g: int, goods_vnd: int, table: DeliveryTable) -> int:
    """What one parcel costs the shopper to the far end of the mainland: for lists that name one fee for the whole country, which may say
    too much but never too little. Raises CannotDeliver when there is no such rate."""
    return _charged_vnd(table.fee_vnd(Zone.FAR, weight_g), goods_vnd, table)


def estimate_delivery(
    *,
    product: Product,
    to_province: str,
    to_commune: str = "",
    today: datetime.date | None = None,
    table: DeliveryTable | None = None,
) -> DeliveryEstimate:
    """Say when ``product`` would arrive if ordered today. A group that is closed starts on the day after its last day off.

    Needs ``product.group``. Raises CannotDeliver and PlaceUnknown.
    """
    table = table or remembered_table()
    today = today or timezone.localdate()
    group = product.group
    zone = _reachable(group.ships_from_province, to_province, to_commune, product.is_fresh, group.hides_place)
    days_min, days_max = table.days_under_way(zone)
    wait = 0
    if group.closed_until and group.closed_until >= today:
        wait = (group.closed_until - today).days + 1
    days_min, days_max = days_min + product.lead_days + wait, days_max + product.lead_days + wait
    return DeliveryEstimate(zone, days_min, days_max, today + datetime.timedelta(days_min), today + datetime.timedelta(days_max))


def _reachable(from_province: str, to_province: str, to_commune: str, is_fresh: bool, hides_place: bool) -> Zone:
    zone = zone_for(from_province=from_province, to_province=to_province, to_commune=to_commune)
    if hides_place and zone == Zone.SAME_PROVINCE:
        zone = Zone.SAME_REGION
    if is_fresh and zone not in NEAR:
        raise CannotDeliver(reason="fresh", zone=zone.value)
    return zone
