"""Sizes of packs as people say them: "nửa ký", "2 lạng", "500gr", "1 lít". A size orders answers: whoever sells another comes after."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from search.words import folded

_UNITS: Final = {
    "g": ("g", 1), "gr": ("g", 1), "gram": ("g", 1), "grams": ("g", 1), "gam": ("g", 1), "lạng": ("g", 100), "lang": ("g", 100),
    "kg": ("g", 1_000), "ký": ("g", 1_000), "kí": ("g", 1_000), "ki": ("g", 1_000), "kilo": ("g", 1_000), "kilogram": ("g", 1_000),
    "cân": ("g", 1_000), "yến": ("g", 10_000),
    "ml": ("ml", 1), "cc": ("ml", 1), "l": ("ml", 1_000), "lít": ("ml", 1_000), "lit": ("ml", 1_000), "litre": ("ml", 1_000),
    "liter": ("ml", 1_000), "xị": ("ml", 250),
}  # fmt: skip
"""Unit as typed -> base and how many of it. "Ký", "cân", "lạng", "xị" as said in Vietnam today; a lạng is 100 g."""

_WRITTEN: Final = {"g": (("kg", 1_000), ("g", 1), ("gr", 1), ("gram", 1)), "ml": (("lít", 1_000), ("l", 1_000), ("ml", 1))}
_HALF: Final = frozenset({"nửa", "nua", "half"})


def pack_size(words: Sequence[str], at: int) -> tuple[int, tuple[tuple[str, ...], ...]] | None:
    """How many of the words from ``at`` on name a size, and the ways it may be printed; None when they do not."""
    if at + 1 >= len(words) or words[at + 1] not in _UNITS:
        return None
    number = Fraction(1, 2) if words[at] in _HALF else Fraction(int(words[at])) if words[at].isdecimal() and len(words[at]) < 7 else None
    if not number:
        return None
    base, times = _UNITS[words[at + 1]]
    size = number * times
    ways = [(words[at], words[at + 1])] if words[at].isdecimal() else []
    for unit, one in _WRITTEN[base]:
        if (size / one).denominator == 1:
            ways.append((str(size / one), unit))
    return 2, tuple(dict.fromkeys(tuple(folded(word) for word in way) for way in ways))
