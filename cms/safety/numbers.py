"""Telephone numbers, numbers of identity papers and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

from .passages import Finding, Kind, Passage

_EMAIL: Final = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_CITIZEN: Final = re.compile(r"(?<![\d.,])0\d{2}[ \-]?[0-3]\d{2}[ \-]?\d{3}[ \-]?\d{3}(?![\d.,]*\d)")
"""Twelve digits: province, sex and century, year of birth, six more."""
_OLD_CARD: Final = re.compile(r"(?<![\d.,])\d{3}[ \-]?\d{3}[ \-]?\d{3}(?![\d.,]*\d)(?!\s*(?:₫|đ\b|đồng|vnd|dong))", re.IGNORECASE)


def numbers_in(passage: Passage, allowed: frozenset[str]) -> Iterator[Finding]:
    """Numbers and addresses that lead to one person. ``allowed`` holds the center's own, digits or e-mail in small letters."""
    taken: list[range] = []
    for pattern, kind in ((_EMAIL, Kind.EMAIL), (_CITIZEN, Kind.IDENTITY)):
        for found in pattern.finditer(passage.written):
            taken.append(range(*found.span()))
            if found[0].casefold() not in allowed:
                yield Finding(kind, found[0], passage.where)
    for match in PhoneNumberMatcher(passage.written, "VN", leniency=Leniency.VALID):
        if _is_free(match.start, taken) and _looks_like_a_phone(match.raw_string):
            taken.append(range(match.start, match.end))
            if phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164) not in allowed:
                yield Finding(Kind.PHONE, match.raw_string, passage.where)
    for found in _OLD_CARD.finditer(passage.written):
        if _is_free(found.start(), taken):
            yield Finding(Kind.IDENTITY, found[0], passage.where)


def _is_free(place: int, taken: list[range]) -> bool:
    return all(place not in one for one in taken)


def _looks_like_a_phone(raw: str) -> bool:
    """A zero or a country code in front: nine bare digits are rather an old identity card."""
    return raw.lstrip("( ").startswith(("0", "+", "84"))
