"""Text into syllables. The same cutting is used for what is indexed and for what is asked, so the two always meet.

A Vietnamese word is one or more syllables written apart ("cà phê"); syllables are the tokens here, and neighbours are asked for as phrases.
Digits are cut from letters, so that "500ml" and "500 ml" are the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cooperatives.vietnam.text import fold, normalise_tones, strip_marks

_REMEMBERED: Final = 20_000
"""Syllables whose bare form is remembered; Vietnamese has some seven thousand."""

_SYLLABLE = re.compile(r"[^\W\d_]+|\d+")
_APOSTROPHES = re.compile("['`´‘’ʼʹ′＇]")


def syllables(text: str) -> list[str]:
    """Syllables in lower case, marks kept and placed one way: "Hoà Bình, 500ml" -> ["hòa", "bình", "500", "ml"]."""
    return _SYLLABLE.findall(_APOSTROPHES.sub("", normalise_tones(text).casefold()))


@lru_cache(maxsize=_REMEMBERED)
def folded(syllable: str) -> str:
    """A syllable without its marks: "đắk" -> "dak"."""
    return strip_marks(syllable)


@lru_cache(maxsize=_REMEMBERED)
def has_marks(syllable: str) -> bool:
    """Whether the writer took the trouble to write marks."""
    return folded(syllable) != syllable


def folded_syllables(text: str) -> list[str]:
    """Syllables without marks."""
    return _SYLLABLE.findall(fold(text))
