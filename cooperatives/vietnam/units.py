"""Units as sellers say them (lạng, cân, chục, hũ, bó …), and the price per unit that a shopper can compare.

A unit comes down to whole grams, millilitres, centimetres or pieces. Some words mean different amounts in different places: "chục" is
10 but 12, 14 or 16 when buying by the lot in the Mekong Delta, so it has to be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from django.utils.translation import gettext as _

from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import is_english, normalise_tones, strip_marks

Base = Literal["g", "ml", "cm", "piece"]


class UnitUnclear(DomainError):
    """A unit means several amounts and nobody said which. Facts: ``unit`` and ``choices``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its names, what it comes down to, other words for it, and the factors to ask about when one is not enough."""

    name_vi: str
    name_en: str
    base: Base
    factor: int
    also: tuple[str, ...] = ()
    asks: tuple[int, ...] = ()

    def name(self, lang: str) -> str:
        """The unit's name in the reader's language."""
        return self.name_en if is_english(lang) else self.name_vi


UNITS: Final = (
    Unit("g", "g", "g", 1, ("gam", "gram", "gr")),
    Unit("lạng", "lạng (100 g)", "g", 100),
    Unit("kg", "kg", "g", 1_000, ("cân", "ký", "kí", "ki", "kilo", "ki lô", "kilôgam", "kilogram", "ký lô")),
    Unit("yến", "yến (10 kg)", "g", 10_000),
    Unit("tạ", "tạ (100 kg)", "g", 100_000),
    Unit("tấn", "tonne", "g", 1_000_000),
    Unit("ml", "ml", "ml", 1, ("mililít", "mi li lít")),
    Unit("xị", "xị (250 ml)", "ml", 250),
    Unit("lít", "litre", "ml", 1_000, ("l", "lit", "litre", "liter")),
    Unit("cm", "cm", "cm", 1, ("phân", "xăng ti mét", "centimet")),
    Unit("mét", "metre", "cm", 100, ("m", "thước")),
    Unit("cái", "piece", "piece", 1),
    Unit("chiếc", "piece", "piece", 1),
    Unit("quả", "piece", "piece", 1, ("trái",)),
    Unit("con", "piece", "piece", 1),
    Unit("tấm", "piece", "piece", 1),
    Unit("đôi", "pair", "piece", 2, ("cặp",)),
    Unit("chục", "ten", "piece", 10, asks=(10, 12, 14, 16)),
    Unit("tá", "dozen", "piece", 12),
    Unit("chai", "bottle", "piece", 1),
    Unit("hũ", "jar", "piece", 1, ("keo",)),
    Unit("lọ", "jar", "piece", 1),
    Unit("gói", "pack", "piece", 1),
    Unit("túi", "bag", "piece", 1, ("bịch",)),
    Unit("hộp", "box", "piece", 1),
    Unit("bó", "bunch", "piece", 1),
    Unit("mớ", "bunch", "piece", 1),
    Unit("nải", "hand", "piece", 1),
    Unit("buồng", "bunch", "piece", 1),
    Unit("bộ", "set", "piece", 1),
    Unit("cuộn", "roll", "piece", 1),
    Unit("thúng", "basket", "piece", 1),
    Unit("vỉ", "tray", "piece", 1),
    Unit("khay", "tray", "piece", 1),
    Unit("can", "can", "piece", 1),
)

_HUNDRED: Final = 100
_THOUSAND: Final = 1_000


def find_unit(text: str) -> Unit | None:
    """The unit a word means, with or without marks; None when there is none, or several once the marks are gone ("ta": tạ or tá)."""
    word = " ".join(normalise_tones(text).casefold().split()).removesuffix(".")
    marked, folded = _units_by_word()
    if word in marked:
        return marked[word]
    found = folded.get(word, set())
    return next(iter(found)) if len(found) == 1 else None


def to_base(quantity: int, unit: Unit, *, factor: int | None = None) -> int:
    """A quantity in grams, millilitres, centimetres or pieces: 5 lạng -> 500.

    A unit that has to be asked about (``unit.asks``) needs its ``factor``; without one of them :class:`UnitUnclear` is raised.
    """
    if unit.asks:
        if factor not in unit.asks:
            raise UnitUnclear(unit=unit.name_vi, choices=unit.asks)
        return quantity * factor
    return quantity * unit.factor


def unit_price(price_vnd: int, net_quantity: int, unit: str) -> tuple[str, int] | None:
    """The price to compare by: ``("/100 g", 37000)``; the label is in the active language, the amount rounded half up.

    ``unit`` is g (per 100 g below 1 kg, else per kg), ml (per 100 ml below 1 litre, else per litre) or piece (when there are several).
    None when it would just repeat the price. ``ValueError`` for another unit or a quantity below one.
    """
    if net_quantity < 1:
        raise ValueError(f"a pack holds at least one: {net_quantity}")
    label, per = _compared_by(net_quantity, unit)
    if net_quantity == per:
        return None
    return label, (2 * price_vnd * per + net_quantity) // (2 * net_quantity)


def _compared_by(net_quantity: int, unit: str) -> tuple[str, int]:
    """Label and size of the unit that packs of this size are compared by."""
    if unit == "g":
        return ("/100 g", _HUNDRED) if net_quantity < _THOUSAND else ("/kg", _THOUSAND)
    if unit == "ml":
        return ("/100 ml", _HUNDRED) if net_quantity < _THOUSAND else (_("/lít"), _THOUSAND)
    if unit == "piece":
        return _("/chiếc"), 1
    raise ValueError(f"no such base unit: {unit}")


@lru_cache(maxsize=1)
def _units_by_word() -> tuple[dict[str, Unit], dict[str, set[Unit]]]:
    """Word with marks -> unit, and word without marks -> units."""
    marked = {normalise_tones(word): unit for unit in UNITS for word in (unit.name_vi, *unit.also)}
    folded: dict[str, set[Unit]] = {}
    for word, unit in marked.items():
        folded.setdefault(strip_marks(word), set()).add(unit)
    return marked, folded
