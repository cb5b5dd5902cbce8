"""How far a parcel travels: same province, same region, further, or to an island."""

from __future__ import annotations

from typing import Final

from cooperatives.vietnam import places
from storefront.shipping.models import Zone

SPECIAL_ZONE: Final = "đặc khu"
REACHED_BY_ROAD: Final = frozenset({"06994"})
"""Vân Đồn is the one special zone that bridges join to the mainland; the other twelve are reached by ship or plane."""


def zone_for(*, from_province: str, to_province: str, to_commune: str = "") -> Zone:
    """Return the zone of a parcel. Without a commune an island cannot be told. Raises PlaceUnknown for a code that does not exist."""
    sender, receiver = places.province(from_province), places.province(to_province)
    if to_commune and is_island(to_commune):
        return Zone.ISLAND
    if sender.code == receiver.code:
        return Zone.SAME_PROVINCE
    return Zone.SAME_REGION if sender.region == receiver.region else Zone.FAR


def is_island(commune_code: str) -> bool:
    """Whether parcels to the commune go over the sea. Raises PlaceUnknown."""
    return places.commune(commune_code).kind == SPECIAL_ZONE and commune_code not in REACHED_BY_ROAD
