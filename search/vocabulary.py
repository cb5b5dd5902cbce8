"""Syllables of the catalogue without marks, and which stand side by side: what a mistyped word may have been.

Read once from the index, then kept up with what changes. It only proposes; whether a word exists is asked of the index itself. To read
every product takes seconds when there are very many, so a copy is kept in the database (:func:`keep`), from which a process begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from django.utils import timezone
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import SearchChange, SearchDocument, SearchVocabulary

MOST_WRONG: Final = 2
"""At most so many wrong letters (optimal string alignment: missing, extra, other, swapped)."""

LONG: Final = 5
"""From this many letters on two may be wrong."""

KEPT_FOR: Final = timedelta(days=7)
"""Words that are gone leave the copy when it is made anew."""

MOST_CHANGED: Final = 2_000
"""With more lines of the log than this to catch up on, reading everything again is quicker."""

_THE_ONE: Final = 1
_CLOSE_ONES: Final = 24
_BATCH: Final = 2_000


@dataclass(slots=True)
class Vocabulary:
    """How many titles have a syllable, and a pair of neighbours. ``words`` by first letter is what is compared with."""

    counts: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def load(cls, terms: Iterable[tuple[str, ...]] = ()) -> Vocabulary:
        """Take the copy and what changed since, or read the whole index; three queries. Neighbours in ``terms`` are neighbours too."""
        made = _kept() or cls.of_index()
        made.pairs.update(pair for term in terms for pair in pairwise(term))
        return made

    @classmethod
    def of_index(cls) -> Vocabulary:
        """Read the whole index; one query."""
        made = cls()
        made._read(SearchDocument.objects.values_list("title_folded", "other_folded", "kind_folded").iterator(_BATCH))
        return made

    def add(self, product_ids: Iterable[int]) -> None:
        """Read products that have changed. Words that are gone stay: a proposal of them has no answer and is passed over."""
        found = SearchDocument.objects.filter(pk__in=list(product_ids))
        self._read(found.values_list("title_folded", "other_folded", "kind_folded").iterator(_BATCH))

    def close_to(self, word: str) -> list[tuple[str, int]]:
        """Syllables at most one letter off, two for a long word, each with how many; the nearest and then the most frequent first."""
        most = MOST_WRONG if len(word) >= LONG else 1
        found = process.extract(word, self.counts.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
        close = [(other, round(wrong)) for other, wrong, _ in found if other != word and not other.isdigit()]
        return sorted(close, key=lambda one: (one[1], -self.counts[one[0]], one[0]))[:_CLOSE_ONES]

    def _read(self, rows: Iterable[tuple[str, ...]]) -> None:
        for texts in rows:
            for text in texts:
                words = text.split()
                self.counts.update(set(words))
                self.pairs.update(set(pairwise(words)))


def keep(now: datetime | None = None) -> bool:
    """Write the copy when there is none, when it is a week old or too far behind the log; return whether it was written.

    A job of the worker. The place in the log is taken first: what changes meanwhile is read twice rather than not at all.
    """
    moment = now or timezone.now()
    kept = SearchVocabulary.objects.first()
    if kept is not None and moment - kept.made_at < KEPT_FOR and _changed_since(kept) is not None:
        return False
    last = SearchChange.objects.order_by("-pk").values_list("pk", "token").first()
    if last is None:
        return False
    made = Vocabulary.of_index()
    fields = {
        "log_id": last[0],
        "log_token": last[1],
        "made_at": moment,
        "words": dict(made.counts),
        "pairs": [" ".join(pair) for pair in made.pairs],
    }
    SearchVocabulary.objects.update_or_create(pk=_THE_ONE, defaults=fields)
    return True


def _kept() -> Vocabulary | None:
    """The copy, brought up to date; None when there is none that can be."""
    kept = SearchVocabulary.objects.first()
    changed = kept and _changed_since(kept)
    if kept is None or changed is None:
        return None
    made = Vocabulary(Counter(kept.words), Counter(dict.fromkeys(map(_pair, kept.pairs), 1)))
    if changed:
        made.add(changed)
    return made


def _pair(text: str) -> tuple[str, str]:
    first, second = text.split(" ")
    return first, second


def _changed_since(kept: SearchVocabulary) -> set[int] | None:
    """Products that changed since the copy was made; None when they are too many or the log no longer tells."""
    lines = SearchChange.objects.filter(pk__gte=kept.log_id).order_by("pk").values_list("pk", "token", "product_id")
    found = list(lines[: MOST_CHANGED + 2])
    if not found or found[0][:2] != (kept.log_id, kept.log_token) or len(found) > MOST_CHANGED + 1:
        return None
    return {product_id for _, _, product_id in found[1:] if product_id is not None}
