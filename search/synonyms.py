"""What things are also called: "heo" is "lợn", "trái" is "quả". The sets are ``data/synonyms_vi.txt``, one a line.

A term of several syllables is understood without marks too; a single syllable only as it is written, because without marks it usually means
several things ("me" is mè, mẹ and me). ``data/ambiguous_vi.txt`` says of words that mean two things when they may be merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, cast

from search.words import folded, has_marks, syllables

_DATA: Final = Path(__file__).parent / "data"
LONGEST: Final = 5
"""Syllables of the longest term; how far ahead the reader of a query has to look."""

Term = tuple[str, ...]
_When = Literal["alone", "with", "without", "never"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """When a word of two meanings may be merged with its set."""

    when: _When
    words: tuple[Term, ...]

    def allows(self, term: Term, query: list[str]) -> bool:
        if self.when == "never":
            return False
        if self.when == "alone":
            return len(query) == len(term)
        beside = any(_contains(query, word) for word in self.words)
        return beside if self.when == "with" else not beside


@dataclass(frozen=True, slots=True)
class _Table:
    exact: dict[Term, tuple[Term, ...]]
    folded: dict[Term, tuple[Term, ...]]
    rules: dict[Term, _Rule]


def also_called(term: list[str], query: list[str], *, freely: bool = False) -> tuple[Term, ...] | None:
    """Other names of ``term`` (syllables as typed) inside ``query``; None when the term is in no set.

    A name that is only a part of the term is left out: who asks for "khăn rằn" does not want every "khăn". A word whose rule forbids
    merging here is in a set, but has no other names: (); ``freely`` merges it all the same, and a single syllable without marks too.
    """
    key = tuple(term)
    table = _table()
    others = table.exact.get(key)
    if others is None and (len(key) > 1 or freely) and not any(has_marks(syllable) for syllable in key):
        others = table.folded.get(key)
    if others is None:
        return None
    rule = table.rules.get(key)
    if rule is not None and not freely and not rule.allows(key, query):
        return ()
    bare = [folded(syllable) for syllable in key]
    return tuple(other for other in others if len(other) >= len(key) or not (_contains(list(key), other) or _contains(bare, other)))


def terms() -> set[Term]:
    """Every term of the table, without marks."""
    return set(_table().folded)


def _contains(words: list[str], part: Term) -> bool:
    size = len(part)
    return any(tuple(words[at : at + size]) == part for at in range(len(words) - size + 1))


@lru_cache(maxsize=1)
def _table() -> _Table:
    exact: dict[Term, tuple[Term, ...]] = {}
    without_marks: dict[Term, tuple[Term, ...]] = {}
    for line in _lines("synonyms_vi.txt"):
        terms = [tuple(syllables(term)) for term in line.split(",")]
        for term in terms:
            others = tuple(other for other in terms if other != term)
            exact[term] = (*exact.get(term, ()), *others)
            bare = tuple(folded(syllable) for syllable in term)
            without_marks[bare] = (*without_marks.get(bare, ()), *others)
    return _Table(exact, without_marks, dict(map(_rule, _lines("ambiguous_vi.txt"))))


def _rule(line: str) -> tuple[Term, _Rule]:
    word, when, words = (part.strip() for part in line.split(";"))
    return tuple(syllables(word)), _Rule(cast("_When", when), tuple(tuple(syllables(w)) for w in words.split(",") if w.strip()))


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
