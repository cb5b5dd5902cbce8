"""Names of members, ages, and exact dates next to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from cooperatives.vietnam.numerals import vietnamese_words

from .passages import Finding, Kind, Passage, Span

_TITLES: Final = ("chị", "cô", "bà", "em", "anh", "ông", "bác", "dì", "mẹ", "con gái", "con trai")
_PERSON_WORDS: Final = (*_TITLES, "she", "he", "her", "his", "woman", "girl", "mother", "daughter", "widow")
_WORD_AFTER: Final = re.compile(r"\s+([^\W\d_]\w*)")
_YOUNGEST, _OLDEST = 5, 105
_AGES: Final = (
    re.compile(r"(?<![\w.,])(\d{1,3}) tuoi(?!\w)"),
    re.compile(r"(?<!\w)(?:sinh nam|sn|born in|nam sinh)[\s:]*((?:19|20)\d{2})(?!\d)"),
    re.compile(r"(?<![\w.,])(\d{1,3})(?: |-)years?(?: |-)old(?!\w)"),
    re.compile(r"(?<!\w)aged? (\d{1,3})(?!\w)"),
)
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATES: Final = (
    re.compile(r"(?<![\d/.\-])\d{1,2}([/.\-])\d{1,2}\1(?:19|20)\d{2}(?![\d/\-])"),
    re.compile(r"(?<!\w)(?:ngay|mung) \d{1,2}(?: thang |[/\-])\d{1,2}(?!\d)(?:(?:,? nam |[/\-])\d{4})?"),
    re.compile(rf"(?<!\w)\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})(?:,? \d{{4}})?(?!\w)"),
    re.compile(rf"(?<!\w)(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?(?!\w)"),
)


def names_in(passage: Passage, members: Iterable[str]) -> Iterator[Finding]:
    """Full names of members of groups, in either order, with or without marks."""
    for span in passage.finds(members, loosely=True):
        yield Finding(Kind.NAME, passage.quote(span), passage.where)


def ages_in(passage: Passage) -> Iterator[Finding]:
    """Ages and years of birth, in figures and, in Vietnamese, in words."""
    for pattern in _AGES:
        for found in pattern.finditer(passage.plain):
            number = int(found[1])
            if number > 1900 or _YOUNGEST <= number <= _OLDEST:
                yield Finding(Kind.AGE, passage.quote(Span(*found.span())), passage.where)
    if "tuoi" in passage.plain:
        longest: dict[int, Span] = {}
        for span in passage.finds(_ages_in_words()):
            if span.end not in longest or span.start < longest[span.end].start:
                longest[span.end] = span
        for span in longest.values():
            yield Finding(Kind.AGE, passage.quote(span), passage.where)


@cache
def _ages_in_words() -> tuple[str, ...]:
    """Six and more: "năm tuổi" is five, but mostly "(ba mươi) năm tuổi", the age of a tree or a vat."""
    return tuple(f"{vietnamese_words(number)} tuổi" for number in range(_YOUNGEST + 1, _OLDEST + 1))


def dates_in(passage: Passage, members: Iterable[str]) -> Iterator[Finding]:
    """Exact dates in a sentence that tells about a person."""
    for pattern in _DATES:
        for found in pattern.finditer(passage.plain):
            span = Span(*found.span())
            around = Passage(passage.where, passage.quote(passage.sentence(span)))
            if any(around.finds(_PERSON_WORDS)) or any(around.finds(members, loosely=True)):
                yield Finding(Kind.DATE, passage.quote(span), passage.where)


def called_in(passage: Passage, members: Iterable[str]) -> Iterator[str]:
    """How persons are called here: a member's name, or a title with a name in capitals ("chị Mai")."""
    for span in passage.finds(members, loosely=True):
        yield passage.quote(span)
    for span in passage.finds(_TITLES):
        after = _WORD_AFTER.match(passage.quote(Span(span.end, len(passage.plain))))
        if after and after[1][0].isupper():
            yield passage.quote(span) + after[0]
