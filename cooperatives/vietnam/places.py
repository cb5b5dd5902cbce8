"""Provinces and communes: two levels since 1 July 2025, told apart by code because many communes share a name.

Old names (63 provinces, 696 districts, 10,040 communes) are still understood. This module is what other rooms import.
"""

from __future__ import annotations

from functools import lru_cache

from cooperatives.vietnam.place_names import find_province, resolve_old_region
from cooperatives.vietnam.place_search import CommuneMatch, address_from_old, search_communes
from cooperatives.vietnam.tables import (
    REGIONS,
    Commune,
    PlaceUnknown,
    Province,
    Region,
    communes_by_code,
    provinces_by_code,
)
from cooperatives.vietnam.text import collation_key

__all__ = [
    "Commune",
    "CommuneMatch",
    "PlaceUnknown",
    "Province",
    "Region",
    "address_from_old",
    "commune",
    "communes",
    "find_province",
    "format_address",
    "province",
    "provinces",
    "region",
    "regions",
    "resolve_old_region",
    "search_communes",
]


def regions() -> tuple[Region, ...]:
    """The six regions, from north to south."""
    return REGIONS


def region(code: str) -> Region:
    """The region with this code, or :class:`PlaceUnknown`."""
    for known in REGIONS:
        if known.code == code:
            return known
    raise PlaceUnknown(level="region", code=code)


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """The 34 provinces and cities in Vietnamese alphabetical order (Hồ Chí Minh City under H)."""
    return tuple(sorted(provinces_by_code().values(), key=lambda one: collation_key(one.name_vi.removeprefix("Thành phố "))))


def province(code: str) -> Province:
    """The province with this two-digit code, or :class:`PlaceUnknown`."""
    try:
        return provinces_by_code()[code]
    except KeyError:
        raise PlaceUnknown(level="province", code=code) from None


@lru_cache(maxsize=40)
def communes(province_code: str) -> tuple[Commune, ...]:
    """The communes of a province in Vietnamese alphabetical order; :class:`PlaceUnknown` for an unknown province."""
    province(province_code)
    inside = (one for one in communes_by_code().values() if one.province_code == province_code)
    return tuple(sorted(inside, key=lambda one: (collation_key(one.name), one.code)))


def commune(code: str) -> Commune:
    """The commune with this five-digit code, or :class:`PlaceUnknown`."""
    try:
        return communes_by_code()[code]
    except KeyError:
        raise PlaceUnknown(level="commune", code=code) from None


def format_address(street: str, commune_code: str, province_code: str, lang: str) -> str:
    """One line of address: "Thôn Nậm Đét, Xã Nậm Lúc, Tỉnh Lào Cai" or "…, Nậm Lúc commune, Lào Cai province".

    Blank parts are left out, so a place that is shown no finer than its province passes ``commune_code=""``.
    Raises :class:`PlaceUnknown` for an unknown code or a commune that lies in another province.
    """
    parts = [" ".join(street.split()).strip(" ,")]
    if commune_code:
        inside = commune(commune_code)
        if province_code and inside.province_code != province_code:
            raise PlaceUnknown(level="commune", code=commune_code, province_code=province_code)
        parts.append(inside.full_name(lang))
        province_code = inside.province_code
    if province_code:
        parts.append(province(province_code).full_name(lang))
    return ", ".join(part for part in parts if part)
