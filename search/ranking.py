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


class Scale:
    """Weighs products for one question. ``slots``: what was asked; a required slot that is neither in the title nor around it is in the
    description, unless the products are only ``near``, not answers. Weights compare for the same slots only."""

    def __init__(self, slots: Sequence[Slot], *, near: bool = False) -> None:
        self._near = near
        self._slots = [(slot.is_optional, [(f" {' '.join(one.words)} ", one.exact) for one in slot.phrases]) for slot in slots]
        asked = [slot for slot in slots if not slot.is_optional]
        self._required = len(asked)
        self._exact = all(slot.phrases[0].exact for slot in asked)
        self._typed = f" {' '.join(word for slot in asked for word in slot.phrases[0].words)} "

    def weigh(self, words: Words) -> float:
        """How well these words fill the slots."""
        total, in_title = 0.0, 0
        for is_optional, phrases in self._slots:
            points, titled = _best(phrases, words)
            if is_optional:
                total += _OPTIONAL * points
                continue
            total += points or (0.0 if self._near else _IN_BODY)
            in_title += titled
        if in_title == self._required:
            total += _ALL_IN_TITLE
        if self._typed in (words.title if self._exact else words.title_folded):
            total += _AS_TYPED
        return total - _LENGTH * words.title.count(" ")


class Nearness:
    """Weighs products that do not answer: as asked, without marks (``loose``), and syllable by syllable."""

    def __init__(self, asked: Sequence[Slot], loose: Sequence[Slot]) -> None:
        self._asked, self._loose = Scale(asked, near=True), Scale(loose, near=True)
        self._parts = Scale(single_words(asked), near=True)

    def weigh(self, words: Words) -> float:
        """How near these words are."""
        return self._asked.weigh(words) + self._loose.weigh(words) + _PART * self._parts.weigh(words)


def single_words(slots: Iterable[Slot]) -> list[Slot]:
    """The syllables of slots of several, each alone."""
    found = dict.fromkeys((word, has_marks(word)) for slot in slots if len(slot.typed) > 1 for word in slot.phrases[0].words)
    return [Slot((word,), (Phrase((word,), exact=exact),)) for word, exact in found]


def _best(phrases: Sequence[tuple[str, bool]], words: Words) -> tuple[float, bool]:
    """Points of the phrase that fits best, and whether it stands in the title. The typed one is first."""
    best, titled, share = 0.0, False, 1.0
    for sought, exact in phrases:
        title = words.title if exact else words.title_folded
        if sought in title:
            # "cam" without marks may be cẩm, but what is written so is cam.
            as_is = _AS_IS if not exact and sought in words.title else 0.0
            points = share * (_IN_TITLE + as_is + (_FIRST_IN_TITLE if title.startswith(sought) else 0.0))
            best, titled = max((best, titled), (points, True))
        elif share * _AROUND > best and sought in (words.other if exact else words.other_folded):
            best, titled = share * _AROUND, False
        share = _OTHER_NAME
    return best, titled
