"""Syllables of the catalogue without marks, and which stand side by side: what a mistyped word may have been.

Read once from the index, then kept up with what changes. It only proposes; whether a word exists is asked of the index itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import SearchDocument

MOST_WRONG: Final = 2
"""At most so many wrong letters (optimal string alignment: missing, extra, other, swapped)."""

LONG: Final = 5
"""From this many letters on two may be wrong."""

_CLOSE_ONES: Final = 24
_BATCH: Final = 2_000


@dataclass(slots=True)
class Vocabulary:
    """How many titles have a syllable, and a pair of neighbours. ``words`` by first letter is what is compared with."""

    counts: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def load(cls, terms: Iterable[tuple[str, ...]] = ()) -> Vocabulary:
        """Read the whole index; one query. Neighbours in ``terms`` are neighbours too."""
        made = cls()
        made.pairs.update(pair for term in terms for pair in pairwise(term))
        made._read(SearchDocument.objects.values_list("title_folded", "other_folded", "kind_folded").iterator(_BATCH))
        return made

    def add(self, product_ids: Iterable[int]) -> None:
        """Read products that have changed. Words that are gone stay: a proposal of them has no answer and is passed over."""
        found = SearchDocument.objects.filter(pk__in=list(product_ids))
        self._read(found.values_list("title_folded", "other_folded", "kind_folded").iterator(_BATCH))

    def close_to(self, word: str) -> list[tuple[str, int]]:
        """Syllables at most one letter off, two for a long word, each with how many; the nearest and then the most frequent first."""
        most = MOST_WRONG if len(word) >= LONG else 1
        found = process.extract(word, self.counts.keys(), scorer=OSA.distance, score_cutoff=most, limit=_CLOSE_ONES)
        close = [(other, round(wrong)) for other, wrong, _ in found if other != word and not other.isdigit()]
        return sorted(close, key=lambda one: (one[1], -self.counts[one[0]], one[0]))

    def _read(self, rows: Iterable[tuple[str, ...]]) -> None:
        for texts in rows:
            for text in texts:
                words = text.split()
                self.counts.update(set(words))
                self.pairs.update(set(pairwise(words)))
