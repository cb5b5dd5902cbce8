"""A typed query, understood: a list of slots that must all be filled, each by one of several phrases.

"ca phe dak lak" -> [cà phê | cafe | …] AND [Đắk Lắk]. Order does not matter between slots, only inside a phrase. A label ("ocop 4 sao",
"hữu cơ") becomes a set of label schemes, because what carries a label is decided by certificates valid today and not by words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cooperatives.vietnam.places import find_province, provinces
from search.synonyms import LONGEST, also_called
from search.words import folded, has_marks, syllables

MAX_SYLLABLES = 12
"""More than this is a pasted text, not a question; the rest is ignored."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring syllables. ``exact``: with their marks, as typed; otherwise without marks, whatever the marks in the text."""

    words: tuple[str, ...]
    exact: bool

    def loosened(self) -> Phrase:
        """The same without marks."""
        return Phrase(tuple(folded(word) for word in self.words), exact=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that was asked for: how it was typed, and every phrase that answers it, the typed one first."""

    typed: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    labels: frozenset[int] = frozenset()
    is_place: bool = False

    def loosened(self) -> Slot:
        """Without marks."""
        return replace(self, phrases=tuple(dict.fromkeys(phrase.loosened() for phrase in self.phrases)))

    def as_text(self) -> Slot:
        """A label's name looked for in the words instead of in the certificates."""
        return replace(self, labels=frozenset())


@dataclass(frozen=True, slots=True)
class Plan:
    """All slots of a query, in the order typed."""

    slots: tuple[Slot, ...] = field(default=())

    @property
    def text_slots(self) -> tuple[Slot, ...]:
        """Slots that are looked for in words."""
        return tuple(slot for slot in self.slots if not slot.labels)

    @property
    def label_slots(self) -> tuple[Slot, ...]:
        """Slots that are looked for in certificates."""
        return tuple(slot for slot in self.slots if slot.labels)

    @property
    def has_marks(self) -> bool:
        """Whether any phrase asks for exact marks."""
        return any(phrase.exact for slot in self.text_slots for phrase in slot.phrases)

    def loosened(self) -> Plan:
        """The same question without marks."""
        return Plan(tuple(slot.loosened() for slot in self.slots))

    def as_text(self) -> Plan:
        """The same question with labels as plain words."""
        return Plan(tuple(slot.as_text() for slot in self.slots))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms of this shop, without marks. ``labels``: names of label schemes -> ids. ``kinds``: names of categories and their parts."""

    labels: Mapping[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    kinds: frozenset[tuple[str, ...]] = frozenset()


def understand(text: str, lexicon: Lexicon) -> Plan:
    """Read a query. Longest known term first, from left to right."""
    words = syllables(text)[:MAX_SYLLABLES]
    slots: list[Slot] = []
    at = 0
    while at < len(words):
        slot = _longest_known(words, at, lexicon) or Slot((words[at],), (_phrase([words[at]]),))
        slots.append(slot)
        at += len(slot.typed)
    return Plan(tuple(slots))


def _longest_known(words: list[str], at: int, lexicon: Lexicon) -> Slot | None:
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        term = words[at : at + size]
        bare = tuple(folded(word) for word in term)
        if (found := lexicon.labels.get(bare)) is not None:
            return Slot(tuple(term), (_phrase(term),), found)
        if (place := _place(term)) is not None:
            return place
        if (others := also_called(term, words)) is not None:
            exact = any(has_marks(word) for word in words)
            phrases = [_phrase(term), *(Phrase(other, exact=True) if exact else Phrase(other, exact=True).loosened() for other in others)]
            return Slot(tuple(term), tuple(dict.fromkeys(phrases)))
        if size > 1 and bare in lexicon.kinds:
            return Slot(tuple(term), (_phrase(term),))
    return None


def _phrase(term: list[str]) -> Phrase:
    """As typed: exact when it carries marks."""
    if any(has_marks(word) for word in term):
        return Phrase(tuple(term), exact=True)
    return Phrase(tuple(term), exact=False)


def _place(term: list[str]) -> Slot | None:
    """A province by today's name or an old one; its goods carry all of its names, so today's name finds them."""
    bare = [folded(word) for word in term]
    if len("".join(bare)) < 3 or all(word.isdigit() for word in term):
        return None
    if any(has_marks(word) for word in term) and tuple(term) not in _province_names():
        return None
    province = find_province(" ".join(term))
    if province is None:
        return None
    today = Phrase(tuple(syllables(province.name_vi.removeprefix("Thành phố "))), exact=True)
    typed = _phrase(term)
    return Slot(tuple(term), tuple(dict.fromkeys([typed, today if typed.exact else today.loosened()])), is_place=True)


@lru_cache(maxsize=1)
def _province_names() -> frozenset[tuple[str, ...]]:
    """Every name of every province with its marks; "huệ" is a flower, not Huế."""
    names: set[tuple[str, ...]] = set()
    for province in provinces():
        for name in (province.name_vi, province.name_vi.removeprefix("Thành phố "), province.name_en, *province.old_names):
            names.add(tuple(syllables(name)))
    return frozenset(names)
