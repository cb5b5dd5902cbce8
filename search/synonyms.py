"""What things are also called: "heo" is "lợn", "trái" is "quả".

A term of several syllables is understood without marks too; a single syllable only as it is written, because without marks it usually means
several things ("me" is mè, mẹ and me). A word that means two things has a rule that says when it may be merged.

Staff keep both in the admin (:class:`search.models.SynonymSet`, :class:`search.models.AmbiguousWord`). What a shop begins with, and goes
back to when they remove everything, are ``data/synonyms_vi.txt``, one set a line, and ``data/ambiguous_vi.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from search.words import folded, has_marks, syllables

_DATA: Final = Path(__file__).parent / "data"
LONGEST: Final = 5
"""Syllables of the longest term; how far ahead the reader of a query has to look."""

Term = tuple[str, ...]
ALONE, WITH, WITHOUT, NEVER = "alone", "with", "without", "never"


@dataclass(frozen=True, slots=True)
class Rule:
    """When a word of two meanings may be merged with its set: ``alone`` in the query, ``with`` or ``without`` some words, ``never``."""

    word: Term
    when: str
    beside: tuple[Term, ...] = ()

    @classmethod
    def of(cls, word: str, when: str, beside: str) -> Rule:
        """As staff write it; ``beside`` is a list with commas."""
        return cls(tuple(syllables(word)), when, terms_of(beside))

    def allows(self, term: Term, query: list[str]) -> bool:
        """Whether ``term`` may be merged inside ``query``."""
        if self.when == NEVER:
            return False
        if self.when == ALONE:
            return len(query) == len(term)
        is_beside = any(_contains(query, word) for word in self.beside)
        return is_beside if self.when == WITH else not is_beside


@dataclass(frozen=True)
class Synonyms:
    """The table: sets of terms, and rules of words of two meanings."""

    sets: tuple[tuple[Term, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    _by_word: dict[Term, Rule] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_word.update((rule.word, rule) for rule in self.rules)

    def also_called(self, term: list[str], query: list[str], *, freely: bool = False) -> tuple[Term, ...] | None:
        """Other names of ``term`` (syllables as typed) inside ``query``; None when the term is in no set.

        A name that is only a part of the term is left out: who asks for "khăn rằn" does not want every "khăn". A word whose rule forbids
        merging here is in a set, but has no other names: (); ``freely`` merges it all the same, and a single syllable without marks too.
        """
        key = tuple(term)
        exact, bare = self._names
        others = exact.get(key)
        if others is None and (len(key) > 1 or freely) and not any(has_marks(syllable) for syllable in key):
            others = bare.get(key)
        if others is None:
            return None
        rule = self._by_word.get(key)
        if rule is not None and not freely and not rule.allows(key, query):
            return ()
        unmarked = [folded(syllable) for syllable in key]
        return tuple(other for other in others if len(other) >= len(key) or not (_contains(list(key), other) or _contains(unmarked, other)))

    @property
    def terms(self) -> set[Term]:
        """Every term, without marks."""
        return set(self._names[1])

    @cached_property
    def _names(self) -> tuple[dict[Term, tuple[Term, ...]], dict[Term, tuple[Term, ...]]]:
        """Other names by term, as written and without marks."""
        exact: dict[Term, tuple[Term, ...]] = {}
        without_marks: dict[Term, tuple[Term, ...]] = {}
        for terms in self.sets:
            for term in terms:
                others = tuple(other for other in terms if other != term)
                exact[term] = (*exact.get(term, ()), *others)
                bare = tuple(folded(syllable) for syllable in term)
                without_marks[bare] = (*without_marks.get(bare, ()), *others)
        return exact, without_marks


def terms_of(text: str) -> tuple[Term, ...]:
    """A list with commas as terms: "lợn, heo quay" -> (("lợn",), ("heo", "quay")). Empty ones and repetitions are left out."""
    return tuple(dict.fromkeys(term for part in text.split(",") if (term := tuple(syllables(part)))))


def base_sets() -> list[str]:
    """Lines of the file that a shop begins with."""
    return _lines("synonyms_vi.txt")


def base_rules() -> list[tuple[str, str, str]]:
    """Word, when, words beside it, of the file that a shop begins with."""
    rules = []
    for line in _lines("ambiguous_vi.txt"):
        word, when, beside = (part.strip() for part in line.split(";"))
        rules.append((word, when, beside))
    return rules


@lru_cache(maxsize=1)
def base_synonyms() -> Synonyms:
    """The table that a shop begins with."""
    return Synonyms(tuple(map(terms_of, base_sets())), tuple(Rule.of(*rule) for rule in base_rules()))


def _contains(words: list[str], part: Term) -> bool:
    size = len(part)
    return any(tuple(words[at : at + size]) == part for at in range(len(words) - size + 1))


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
