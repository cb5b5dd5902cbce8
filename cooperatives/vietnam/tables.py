"""The tables of places, read once: 34 provinces, 3,321 communes, and what the districts and communes before 1 July 2025 became.

The two-level map follows Resolution 202/2025/QH15 and the code list of Decision 19/2025/QĐ-TTg; kinds of province are those of 2026.
The regions are the six of Resolution 306/NQ-CP of 2025. Sources and licence: data/NOTICE.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import is_english

FOLDER: Final = Path(__file__).parent / "data"


class PlaceUnknown(DomainError):
    """There is no such place. Facts: ``level`` (region, province or commune) and ``code``; ``province_code`` if it lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Region:
    """One of the six regions of the national plan."""

    code: str
    name_vi: str
    name_en: str

    def name(self, lang: str) -> str:
        """The region's name in the reader's language."""
        return self.name_en if is_english(lang) else self.name_vi


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally-run city; ``code`` is two digits as text, ``old_names`` are the provinces merged into it in 2025."""

    code: str
    name_vi: str
    name_en: str
    kind: str
    region: str
    old_names: tuple[str, ...]

    def name(self, lang: str) -> str:
        """The short name: "Lào Cai", "Hà Nội" / "Hanoi"."""
        return self.name_en if is_english(lang) else self.name_vi

    def full_name(self, lang: str) -> str:
        """The name with its kind, as in an address: "Tỉnh Lào Cai" / "Lào Cai province", "Thành phố Huế" / "Huế City", "Hanoi"."""
        if is_english(lang):
            has_english_name = self.name_en != self.name_vi
            return self.name_en if has_english_name else f"{self.name_en} {'City' if self.is_city else 'province'}"
        prefix = self.kind.capitalize()
        return self.name_vi if self.name_vi.startswith(prefix) else f"{prefix} {self.name_vi}"

    @property
    def is_city(self) -> bool:
        """Whether it is one of the centrally-run cities."""
        return self.kind == "thành phố"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone; ``code`` is five digits as text, ``name`` is without its kind, ``kind`` xã/phường/đặc khu."""

    code: str
    name: str
    kind: str
    province_code: str

    def full_name(self, lang: str) -> str:
        """The name with its kind: "Xã Bản Hồ" / "Bản Hồ commune"; "Phường" is "ward" and "Đặc khu" is "special zone"."""
        if is_english(lang):
            return f"{self.name} {_KINDS_EN[self.kind]}"
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A commune before 1 July 2025, with its kind in its name, and the codes of what it became (the main one first)."""

    name: str
    district: str
    province: str
    new_codes: tuple[str, ...]


_KINDS_EN: Final = {"xã": "commune", "phường": "ward", "đặc khu": "special zone"}

REGIONS: Final = (
    Region("north_midland_mountain", "Trung du và miền núi phía Bắc", "Northern midlands and mountains"),
    Region("red_river_delta", "Đồng bằng sông Hồng", "Red River Delta"),
    Region("north_central", "Bắc Trung Bộ", "North Central Coast"),
    Region("south_central_highlands", "Duyên hải Nam Trung Bộ và Tây Nguyên", "South Central Coast and Central Highlands"),
    Region("southeast", "Đông Nam Bộ", "Southeast"),
    Region("mekong_delta", "Đồng bằng sông Cửu Long", "Mekong Delta"),
)


@lru_cache(maxsize=1)
def provinces_by_code() -> dict[str, Province]:
    """All provinces, in the order of their codes."""
    return {
        code: Province(code, name_vi, name_en, kind, region, tuple(old.split(";")))
        for code, name_vi, name_en, kind, region, old in _rows("provinces")
    }


@lru_cache(maxsize=1)
def communes_by_code() -> dict[str, Commune]:
    """All communes, in the order of their codes."""
    return {code: Commune(code, name, kind, province) for code, name, kind, province in _rows("communes")}


@lru_cache(maxsize=1)
def old_communes() -> tuple[OldCommune, ...]:
    """All communes before 1 July 2025, in the order of their districts."""
    districts = {code: (name, province) for code, name, province in _rows("old_districts")}
    return tuple(OldCommune(name, *districts[district], tuple(codes.split())) for name, district, codes in _rows("old_communes"))


def _rows(table: str) -> Iterator[list[str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as source:
        reader = csv.reader(source)
        next(reader)
        yield from reader
