"""Which product answers a question best, decided in Python for the foremost two hundred, so that both databases agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from search.models import SearchDocument
from search.plan import Phrase, Slot

MOST_RANKED: Final = 200
"""So many products are weighed; what lies behind them follows in the shop's natural order."""

_IN_TITLE: Final = 3.0
_FIRST_IN_TITLE: Final = 0.6
_AROUND: Final = 1.6
_IN_BODY: Final = 0.6
_OTHER_NAME: Final = 0.9
_ALL_IN_TITLE: Final = 0.8
_AS_TYPED: Final = 1.2
_LENGTH: Final = 0.03


class Words(NamedTuple):
    """Words of one product, each with a space at both ends, so that only whole syllables are found."""

    title: str
    other: str
    title_folded: str
    other_folded: str


def words_of(product_ids: Iterable[int]) -> dict[int, Words]:
    """Read the words of these products. One query."""
    fields = ("pk", "title", "other", "title_folded", "other_folded")
    found = SearchDocument.objects.filter(pk__in=list(product_ids)).values_list(*fields)
    return {pk: Words(*(f" {text} " for text in texts)) for pk, *texts in found}


def score(slots: Sequence[Slot], words: Words) -> float:
    """How well the words fill the slots; only comparable for the same slots."""
    total, in_title = 0.0, 0
    for slot in slots:
        points, titled = max((_points(phrase, words, is_typed=at == 0) for at, phrase in enumerate(slot.phrases)), default=(0.0, False))
        total += points
        in_title += titled
    if in_title == len(slots):
        total += _ALL_IN_TITLE
    exact = all(slot.phrases[0].exact for slot in slots)
    typed = " ".join(word for slot in slots for word in slot.phrases[0].words)
    if f" {typed} " in (words.title if exact else words.title_folded):
        total += _AS_TYPED
    return total - _LENGTH * words.title.count(" ")


def _points(phrase: Phrase, words: Words, *, is_typed: bool) -> tuple[float, bool]:
    sought = f" {' '.join(phrase.words)} "
    title, other = (words.title, words.other) if phrase.exact else (words.title_folded, words.other_folded)
    share = 1.0 if is_typed else _OTHER_NAME
    if sought in title:
        return share * (_IN_TITLE + (_FIRST_IN_TITLE if title.startswith(sought) else 0.0)), True
    return share * (_AROUND if sought in other else _IN_BODY), False
