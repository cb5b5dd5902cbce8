"""Reading an amount of money as people in Vietnam write it: "1tr2", "500k", "2 triệu rưỡi", "1.200.000 ₫".

The rule behind the strictness: an amount that two people could read in two ways is refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import strip_marks

MAX_VND: Final = 999_999_999_999_999
"""Nothing this shop does reaches a million billion đồng; more is a slip of the finger (and still fits BIGINT)."""

_UNITS: Final = {
    **dict.fromkeys(("ty", "ti", "billion"), 10**9),
    **dict.fromkeys(("trieu", "tr", "trd", "m", "million"), 10**6),
    **dict.fromkeys(("nghin", "ngan", "k", "thousand"), 10**3),
}
_SCALES: Final = {"tram": 100, "chuc": 10}
_NUMBER = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)*"
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>[a-z]+)|(?P<space>\s+)|(?P<other>.)", re.DOTALL)
_CURRENCY = re.compile(r"^(?:₫|vnd|d)\s*(?=[0-9])|(?<=[\s0-9a-z])\s*(?:₫|vnd|(?<![a-z])dong|(?<![a-z])d)$")
_WHOLE = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_WITH_ZERO_CENTS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),00|([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.00")
_DECIMAL = re.compile(r"([0-9]+)[.,]([0-9]+)")
_LONGEST: Final = 80
_MINUSES = ("-", "−", "–", "—")


class MoneyFormatError(DomainError):
    """The text is not one clear amount of whole đồng.

    Facts: ``text`` as entered and ``reason``: empty, negative, fraction, ambiguous, not_money or too_large.
    """

    code = "money_format"


class _Refused(Exception):
    """Inside this module: why a text is no amount."""


@dataclass(slots=True)
class _Part:
    """One number with the unit said after it: "2 triệu" = ("2", 1_000_000); no unit = 0."""

    number: str
    unit: int = 0
    half: bool = False
    apart: bool = False


def parse_vnd(text: str) -> int:
    """Read an amount in whole đồng.

    Understands grouped digits (1.200.000 / 1,200,000 / 1 200 000), đ/₫/vnd/đồng before or behind, k, nghìn/ngàn, tr/triệu, tỷ/tỉ with or
    without marks, the tail that stands for the next digits ("1tr2", "1tr25", "1 triệu 2", "1tỷ2") and "rưỡi".
    Raises :class:`MoneyFormatError` for anything ambiguous, negative or with a fraction of a đồng.
    """
    try:
        amount = _read(" ".join(strip_marks(text.casefold()).split()))
    except _Refused as refused:
        raise MoneyFormatError(text=text, reason=str(refused)) from None
    if amount > MAX_VND:
        raise MoneyFormatError(text=text, reason="too_large")
    return amount


def _read(text: str) -> int:
    if not text:
        raise _Refused("empty")
    if len(text) > _LONGEST:
        raise _Refused("not_money")
    if text.startswith(_MINUSES) or text.startswith("₫-") or text.endswith("-"):
        raise _Refused("negative")
    bare, currencies = _CURRENCY.subn("", text)
    if currencies > 1:
        raise _Refused("not_money")
    parts = _split(bare.strip())
    if len(parts) == 1 and not parts[0].unit:
        return _bare(parts[0].number)
    return _sum(parts, named_dong=currencies > 0)


def _split(text: str) -> list[_Part]:
    """Cut the text into numbers with their units."""
    parts: list[_Part] = []
    spaced = False
    for match in _TOKEN.finditer(text):
        if match["space"]:
            spaced = True
            continue
        if match["other"]:
            # A dash in the middle is a range: "5-10k".
            raise _Refused("ambiguous" if match["other"] in _MINUSES else "not_money")
        if match["number"]:
            parts.append(_Part(match["number"], apart=spaced))
        else:
            _take_word(parts, match["word"])
        spaced = False
    if not parts:
        raise _Refused("not_money")
    return parts


def _take_word(parts: list[_Part], word: str) -> None:
    """Give a word (unit, trăm/chục, rưỡi) to the number it stands behind."""
    if not parts or parts[-1].half:
        raise _Refused("not_money")
    last = parts[-1]
    if word == "ruoi" and last.unit >= 1000:
        last.half = True
    elif word in _SCALES and not last.unit:
        last.unit = _SCALES[word]
    elif word in _UNITS and last.unit < 1000:
        last.unit = _UNITS[word] * (last.unit or 1)
    else:
        raise _Refused("not_money")


def _bare(number: str) -> int:
    """A number without a unit counts đồng."""
    if _WHOLE.fullmatch(number):
        return int(number)
    if _GROUPED.fullmatch(number):
        return int(re.sub("[., ]", "", number))
    if cents := _WITH_ZERO_CENTS.fullmatch(number):
        return int(re.sub("[.,]", "", cents[1] or cents[2]))
    raise _Refused("fraction" if _DECIMAL.fullmatch(number) else "ambiguous")


def _sum(parts: list[_Part], *, named_dong: bool) -> int:
    """Add up parts whose units grow smaller: 1 tỷ + 200 triệu + tail."""
    total, smallest = 0, 0
    for index, part in enumerate(parts):
        if part.half and index < len(parts) - 1:
            raise _Refused("not_money")
        if part.unit and part.unit < 1000:
            raise _Refused("ambiguous")
        if not part.unit:
            if index != len(parts) - 1 or not smallest:
                raise _Refused("not_money")
            return total + _tail(part, smallest, named_dong=named_dong)
        value = _scaled(part, alone=len(parts) == 1)
        if smallest and value >= smallest:
            raise _Refused("ambiguous")
        total += value
        smallest = _said_unit(part.unit)
    return total


def _said_unit(unit: int) -> int:
    """The named unit under "trăm nghìn" is "nghìn"."""
    return max(size for size in _UNITS.values() if size <= unit)


def _scaled(part: _Part, *, alone: bool) -> int:
    """The đồng in one number and its unit."""
    half = _said_unit(part.unit) // 2 if part.half else 0
    if _WHOLE.fullmatch(part.number):
        return int(part.number) * part.unit + half
    if _GROUPED.fullmatch(part.number):
        digits = re.sub("[., ]", "", part.number)
        # "1.200k": twelve hundred thousand, or 1.2 thousand? Two groups or a space leave no doubt.
        if part.half or (len(part.number) <= 7 and " " not in part.number):
            raise _Refused("ambiguous")
        return int(digits) * part.unit
    decimal = _DECIMAL.fullmatch(part.number)
    if decimal is None or part.half or not alone:
        raise _Refused("ambiguous")
    if not _WHOLE.fullmatch(decimal[1]):
        raise _Refused("ambiguous")
    scale: int = 10 ** len(decimal[2])
    scaled, fraction = divmod(int(decimal[1] + decimal[2]) * part.unit, scale)
    if fraction:
        raise _Refused("fraction")
    return scaled


def _tail(part: _Part, unit: int, *, named_dong: bool) -> int:
    """The number after the last unit: the next digits ("1tr25" = 1.250.000), or plain đồng when written out ("1tr 200.000")."""
    if _GROUPED.fullmatch(part.number):
        amount = int(re.sub("[., ]", "", part.number))
        if amount >= unit:
            raise _Refused("ambiguous")
        return amount
    if not part.number.isdigit() or len(part.number) > 3:
        raise _Refused("ambiguous")
    if named_dong and part.apart and unit > 1000:
        # "1 triệu 500 đồng" may mean 1.000.500 as well as 1.500.000.
        raise _Refused("ambiguous")
    scale: int = 10 ** len(part.number)
    return int(part.number) * unit // scale
