"""Money is whole đồng in ``int``: the đồng has no smaller unit, so there are no floats, no Decimal and never a factor of 100.

Amounts that people type are read by :func:`parse_vnd`; all splitting and rounding of money in the shop is done by the functions here,
so that sums stay exact to the last đồng.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cooperatives.vietnam.amounts import MAX_VND, MoneyFormatError, parse_vnd
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.numerals import english_words, vietnamese_words
from cooperatives.vietnam.text import is_english

__all__ = [
    "CASH_STEP_VND",
    "MAX_VND",
    "AllocationImpossible",
    "MoneyFormatError",
    "allocate",
    "format_bps",
    "format_vnd",
    "parse_vnd",
    "round_cash",
    "share_bps",
    "spell_vnd",
]

CASH_STEP_VND: Final = 1_000
"""The smallest note in everyday use; cash on delivery is rounded to it."""

_MINUS: Final = "\N{MINUS SIGN}"
_NBSP: Final = "\N{NO-BREAK SPACE}"
_WHOLE_BPS: Final = 10_000
_BPS_PER_PERCENT: Final = 100


class AllocationImpossible(DomainError):
    """Money cannot be split over these weights: there are none, one is negative, or they are all zero."""


def format_vnd(amount: int, lang: str) -> str:
    """Write an amount for the reader: "125.000 ₫" (no-break space) in Vietnamese, "₫125,000" in English.

    ``lang`` is a Django language code; any English (``en``, ``en-gb``) counts as English and everything else as Vietnamese.
    A negative amount has a real minus sign in front.
    """
    sign = _MINUS if amount < 0 else ""
    digits = f"{abs(amount):,d}"
    if is_english(lang):
        return f"{sign}₫{digits}"
    return f"{sign}{digits.replace(',', '.')}{_NBSP}₫"


def spell_vnd(amount: int, lang: str) -> str:
    """Read an amount aloud: "một trăm hai mươi lăm nghìn đồng", "one hundred and twenty-five thousand đồng"."""
    words = english_words(amount) if is_english(lang) else vietnamese_words(amount)
    return f"{words} đồng"


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that the parts add up to it exactly (largest remainder; equal remainders go by index).

    A part of weight zero gets nothing. A negative total (a refund) is the mirror image of the positive one.
    Raises :class:`AllocationImpossible` when the weights are empty, negative or all zero.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise AllocationImpossible(total=total, weights=list(weights))
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    left_over = abs(total) - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda index: (-shares[index][1], index))
    for index in by_remainder[:left_over]:
        parts[index] += 1
    return [sign * part for part in parts]


def share_bps(amount: int, bps: int) -> int:
    """The share of an amount at a rate in basis points (150 = 1.5 %), half a đồng rounded up.

    A negative amount gives exactly the negative share, so that reversing a sale reverses its fee. ``ValueError`` for a negative rate.
    """
    if bps < 0:
        raise ValueError(f"a rate cannot be negative: {bps} bps")
    share = (abs(amount) * bps * 2 + _WHOLE_BPS) // (2 * _WHOLE_BPS)
    return -share if amount < 0 else share


def format_bps(bps: int, lang: str) -> str:
    """Write a rate given in basis points as a percentage without idle zeros: 150 is "1,5%" in Vietnamese and "1.5%" in English."""
    whole, hundredths = divmod(abs(bps), _BPS_PER_PERCENT)
    digits = f"{whole}.{hundredths:02d}".rstrip("0").rstrip(".")
    sign = _MINUS if bps < 0 else ""
    return f"{sign}{digits if is_english(lang) else digits.replace('.', ',')}%"


def round_cash(amount: int) -> tuple[int, int]:
    """Round an amount to notes of 1,000 đ (half up): ``(rounded, difference)`` with ``rounded == amount + difference``."""
    steps = (abs(amount) * 2 + CASH_STEP_VND) // (2 * CASH_STEP_VND)
    rounded = steps * CASH_STEP_VND * (-1 if amount < 0 else 1)
    return rounded, rounded - amount
