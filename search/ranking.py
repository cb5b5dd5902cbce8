"""Which product answers a question best, decided in Python for the foremost two hundred, so that both databases agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from search.models import SearchDocument
from search.plan import Phrase, Slot
from search.words import has_marks

MOST_RANKED: Final = 200
"""So many products are weighed; what lies behind them follows in the shop's natural order."""

_IN_TITLE: Final = 3.0
_FIRST_IN_TITLE: Final = 0.6
_AS_IS: Final = 0.5
_AROUND: Final = 1.6
_IN_BODY: Final = 0.6
_OTHER_NAME: Final = 0.9
_ALL_IN_TITLE: Final = 0.8
_AS_TYPED: Final = 1.2
_PART: Final = 0.5
_LENGTH: Final = 0.03
_OPTIONAL: Final = 0.4


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


def score(slots: Sequence[Slot], words: Words, *, is_near: bool = False) -> float:
    """How well the words fill the slots; only comparable for the same slots. A required slot that is neither in the title nor around it is
    in the description, unless the product ``is_near``, not an answer."""
    total, in_title, required = 0.0, 0, 0
    for slot in slots:
        points, titled = max((_points(phrase, words, is_typed=at == 0) for at, phrase in enumerate(slot.phrases)), default=(0.0, False))
        if slot.is_optional:
            total += _OPTIONAL * points
            continue
        if not points and not is_near:
            points = _IN_BODY
        total += points
        in_title += titled
        required += 1
    if in_title == required:
        total += _ALL_IN_TITLE
    asked = [slot for slot in slots if not slot.is_optional]
    exact = all(slot.phrases[0].exact for slot in asked)
    typed = " ".join(word for slot in asked for word in slot.phrases[0].words)
    if f" {typed} " in (words.title if exact else words.title_folded):
        total += _AS_TYPED
    return total - _LENGTH * words.title.count(" ")


def nearness(asked: Sequence[Slot], loose: Sequence[Slot], words: Words) -> float:
    """How near a product is that does not answer: as asked, without marks (``loose``), and syllable by syllable."""
    parts = score(single_words(asked), words, is_near=True)
    return score(asked, words, is_near=True) + score(loose, words, is_near=True) + _PART * parts


def single_words(slots: Iterable[Slot]) -> list[Slot]:
    """The syllables of slots of several, each alone."""
    found = dict.fromkeys((word, has_marks(word)) for slot in slots if len(slot.typed) > 1 for word in slot.phrases[0].words)
    return [Slot((word,), (Phrase((word,), exact=exact),)) for word, exact in found]


def _points(phrase: Phrase, words: Words, *, is_typed: bool) -> tuple[float, bool]:
    sought = f" {' '.join(phrase.words)} "
    title, other = (words.title, words.other) if phrase.exact else (words.title_folded, words.other_folded)
    share = 1.0 if is_typed else _OTHER_NAME
    if sought in title:
        # "cam" without marks may be cẩm, but what is written so is cam.
        as_is = _AS_IS if not phrase.exact and sought in words.title else 0.0
        return share * (_IN_TITLE + as_is + (_FIRST_IN_TITLE if title.startswith(sought) else 0.0)), True
    if sought in other:
        return share * _AROUND, False
    return 0.0, False
