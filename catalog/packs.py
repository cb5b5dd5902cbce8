"""A pack as a member says it ("nửa cân", "một hũ 500 g", "chục 12"), and what the shop writes down for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import normalise_tones, strip_marks
from cooperatives.vietnam.units import Unit, find_unit

OFFERED: Final = ("kg", "lạng", "gói", "hũ", "túi", "chai", "lít", "bó", "chục", "quả", "con", "cái", "hộp", "đôi")
"""Units that are offered, the commonest first."""
SAID: Final = {"kg": "cân"}
"""How a unit is said where people sell, when the shop writes it otherwise."""
WRAPPING_G: Final = 50
_SHARE_OF_WRAPPING: Final = Fraction(11, 10)
_MOST: Final = 100_000
_NOT_BY_WEIGHT: Final = ("cái", "chiếc", "tấm", "đôi", "bộ", "cuộn", "chục", "tá")
_NUMBER: Final = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?")
_MEASURE: Final = re.compile(r"(1/2|\d{1,6}(?:[.,]\d{1,3})?|nửa|nua)\s*(\D+)")
_TYPED_WITHOUT_MARKS: Final = {"can": "cân"}
"""Where only a weight can be meant, "can" is no canister."""


class AmountUnclear(DomainError):
    """The text is no amount, or none that comes down to whole grams, millilitres or pieces. Facts: ``text``."""


@dataclass(frozen=True, slots=True)
class Pack:
    """``name`` is what shoppers read. ``compared_by`` ("kg", "l") and ``base``: by what its price is compared, of how many g or ml."""

    name: str
    net_quantity: int
    net_unit: str
    weight_g: int
    compared_by: str = ""
    base: int = 0

    def compared_vnd(self, price_vnd: int) -> int | None:
        """The price of one kilogram or litre, half a đồng up; None where nobody compares so."""
        return (2 * price_vnd * 1000 + self.base) // (2 * self.base) if self.base and self.base != 1000 else None


def parse_amount(text: str) -> Fraction:
    """Read "1", "2,5", "nửa". Raises AmountUnclear for what is no positive amount."""
    folded = strip_marks(text.strip().casefold())
    if folded in ("nua", "mot nua", "1/2"):
        return Fraction(1, 2)
    match = _NUMBER.fullmatch(folded)
    value = Fraction(f"{match[1]}.{match[2] or 0}") if match else Fraction(0)
    if not 0 < value <= _MOST:
        raise AmountUnclear(text=text)
    return value


def parse_measure(text: str) -> tuple[int, str]:
    """Read what one of them holds: "500 g", "nửa cân", "5 lạng", "330 ml" -> (500, "g"). Raises AmountUnclear."""
    match = _MEASURE.fullmatch(" ".join(normalise_tones(text).casefold().split()))
    word = match[2].strip() if match else ""
    unit = find_unit(_TYPED_WITHOUT_MARKS.get(word, word))
    if match is None or unit is None or unit.base not in ("g", "ml"):
        raise AmountUnclear(text=text)
    whole = parse_amount(match[1]) * unit.factor
    if whole.denominator != 1 or not 0 < whole <= _MOST:
        raise AmountUnclear(text=text)
    return int(whole), unit.base


def asks_each(unit: Unit) -> bool:
    """Whether the weight of one has to be asked: a hũ may hold anything."""
    return unit.base == "piece"


def said(unit: Unit) -> str:
    """The unit as people say it."""
    return SAID.get(unit.name_vi, unit.name_vi)


def pack_of(unit: Unit, amount: str, *, dozen: int | None, each_quantity: int | None, each_unit: str) -> Pack | None:
    """Return what one pack is; None while the weight of one, or the size of a chục, is not known. Raises AmountUnclear."""
    number = parse_amount(amount)
    if unit.base in ("g", "ml"):
        whole = number * unit.factor
        if whole.denominator != 1:
            raise AmountUnclear(text=amount)
        quantity = int(whole)
        return Pack(_measured(quantity, unit.base), quantity, unit.base, _sent(quantity), *_compared(quantity, unit.base))
    if number.denominator != 1 or each_quantity is None or (unit.asks and dozen not in unit.asks):
        return None
    pieces = int(number) * (dozen or unit.factor if unit.asks else unit.factor)
    weight = _sent(each_quantity * int(number))
    if unit.name_vi in _NOT_BY_WEIGHT:
        return Pack(_counted(unit, int(number), dozen), pieces, "piece", weight)
    whole_quantity = each_quantity * int(number)
    name = f"{_counted(unit, int(number), dozen)} {_measured(each_quantity, each_unit)}"
    return Pack(name, whole_quantity, each_unit, weight, *_compared(whole_quantity, each_unit))


def _measured(quantity: int, base: str) -> str:
    """1000 g -> "1 kg", 500 ml -> "500 ml"."""
    large = {"g": "kg", "ml": "lít"}[base]
    if quantity < 1000:
        return f"{quantity} {base}"
    whole, rest = divmod(quantity, 1000)
    return f"{whole}{f',{rest:03d}'.rstrip('0') if rest else ''} {large}"


def _counted(unit: Unit, number: int, dozen: int | None) -> str:
    word = f"{unit.name_vi} {dozen} cái" if unit.asks else unit.name_vi
    return word.capitalize() if number == 1 else f"{number} {word}"


def _compared(quantity: int, base: str) -> tuple[str, int]:
    return ("kg" if base == "g" else "l", quantity)


def _sent(quantity: int) -> int:
    """What it weighs in the post: a tenth for paper and box, at least 50 g. A millilitre counts as a gram."""
    return max(int(quantity * _SHARE_OF_WRAPPING), quantity + WRAPPING_G)
