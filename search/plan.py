"""A typed query, understood: a list of slots that must all be filled, each by one of several phrases.

"ca phe dak lak" -> [cà phê | cafe | …] AND [Đắk Lắk]. Order does not matter between slots, only inside a phrase. A label ("ocop 4 sao",
"hữu cơ") becomes a set of label schemes, because what carries a label is decided by certificates valid today and not by words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cooperatives.vietnam.places import find_province, provinces
from search.areas import area
from search.fillers import is_filler
from search.packs import pack_size
from search.synonyms import LONGEST, Synonyms, base_synonyms
from search.words import folded, has_marks, syllables

MAX_SYLLABLES = 12
"""More than this is a pasted text, not a question; the rest is ignored."""
_REMEMBERED = 8_000
"""Words whose meaning as a place is remembered: one question is read several times, and many ask the same."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring syllables. ``exact``: with their marks, as typed; otherwise without marks, whatever the marks in the text."""

    words: tuple[str, ...]
    exact: bool

    def is_in(self, other: Phrase) -> bool:
        """Whether whatever has ``other`` in it has this as well."""
        if self.exact and not other.exact:
            return False
        words = other.words if self.exact is other.exact else other.loosened().words
        size = len(self.words)
        return any(words[at : at + size] == self.words for at in range(len(words) - size + 1))

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
    is_optional: bool = False
    """Orders answers but excludes none."""

    def loosened(self) -> Slot:
        """Without marks."""
        return replace(self, phrases=tuple(dict.fromkeys(phrase.loosened() for phrase in self.phrases)))

    @property
    def needed(self) -> tuple[Phrase, ...]:
        """The phrases that decide what answers: who has "thổ cẩm" among them need not look for "vải thổ cẩm" as well."""
        return tuple(one for one in self.phrases if not any(other != one and other.is_in(one) for other in self.phrases))

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
    def required(self) -> tuple[Slot, ...]:
        """Slots that have to be found in words."""
        return tuple(slot for slot in self.text_slots if not slot.is_optional)

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

    def taken_apart(self) -> Plan:
        """The same question with things of several syllables as their syllables: "tôm khô" is also "tôm đất khô"."""
        slots: list[Slot] = []
        for slot in self.slots:
            is_thing = not (slot.labels or slot.is_place or slot.is_optional)
            words = slot.phrases[0].words if is_thing else ()
            exact = bool(words) and slot.phrases[0].exact
            alone = [Slot((word,), (Phrase((word,), exact=exact),), is_optional=is_filler([word])) for word in words]
            slots += alone if len(alone) > 1 and not all(one.is_optional for one in alone) else [slot]
        return Plan(tuple(slots))

    def as_text(self) -> Plan:
        """The same question with labels as plain words."""
        return Plan(tuple(slot.as_text() for slot in self.slots))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms of this shop, without marks. ``labels``: names of label schemes -> ids. ``kinds``: names of categories and their parts."""

    labels: Mapping[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    kinds: frozenset[tuple[str, ...]] = frozenset()
    synonyms: Synonyms = field(default_factory=base_synonyms)


def understand(text: str, lexicon: Lexicon, *, freely: bool = False) -> Plan:
    """Read a query. Longest known term first, from left to right. Fillers and sizes of packs are optional unless there
    is nothing else. ``freely``: words that mean two things are merged with both."""
    words = syllables(text)[:MAX_SYLLABLES]
    slots: list[Slot] = []
    at = 0
    while at < len(words):
        slot = _pack(words, at) or _longest_known(words, at, lexicon, freely) or Slot((words[at],), (_phrase([words[at]]),))
        slots.append(slot)
        at += len(slot.typed)
    if all(slot.is_optional for slot in slots):
        slots = [replace(slot, is_optional=False) for slot in slots]
    return Plan(tuple(slots))


def literally(text: str) -> Plan:
    """Every word as it is typed, side by side with nothing else."""
    return Plan(tuple(Slot((word,), (_phrase([word]),)) for word in syllables(text)[:MAX_SYLLABLES]))


def _pack(words: list[str], at: int) -> Slot | None:
    """A size, in every way it may be printed."""
    found = pack_size(words, at)
    if found is None:
        return None
    length, ways = found
    return Slot(tuple(words[at : at + length]), tuple(Phrase(way, exact=False) for way in ways), is_optional=True)


def _longest_known(words: list[str], at: int, lexicon: Lexicon, freely: bool) -> Slot | None:
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        term = words[at : at + size]
        if is_filler(term):
            return Slot(tuple(term), (_phrase(term),), is_optional=True)
        bare = tuple(folded(word) for word in term)
        if (found := lexicon.labels.get(bare)) is not None:
            return Slot(tuple(term), (_phrase(term),), found)
        if (place := _place(tuple(term))) is not None:
            return place
        if (others := lexicon.synonyms.also_called(term, words, freely=freely)) is not None:
            exact = any(has_marks(word) for word in words)
            # One syllable without marks usually means several things ("san" is sắn, sản and sân), so other names keep theirs.
            named = [Phrase(other, exact=any(has_marks(word) for word in other)) for other in others]
            phrases = [_phrase(term), *(one if exact or len(one.words) == 1 else one.loosened() for one in named)]
            return Slot(tuple(term), tuple(dict.fromkeys(phrases)))
        if size > 1 and bare in lexicon.kinds:
            return Slot(tuple(term), (_phrase(term),))
    return None


def _phrase(term: Sequence[str]) -> Phrase:
    """As typed: exact when it carries marks."""
    if any(has_marks(word) for word in term):
        return Phrase(tuple(term), exact=True)
    return Phrase(tuple(term), exact=False)


@lru_cache(maxsize=_REMEMBERED)
def _place(term: tuple[str, ...]) -> Slot | None:
    """A province by today's name or an old one; its goods carry all of its names, so today's name finds them."""
    bare = [folded(word) for word in term]
    if len("".join(bare)) < 3 or all(word.isdigit() for word in term):
        return None
    if (inside := area(term)) is not None:
        names = [Phrase(name, exact=True) for name in inside]
        typed = _phrase(term)
        return Slot(term, (typed, *(name if typed.exact else name.loosened() for name in names)), is_place=True)
    if any(has_marks(word) for word in term) and term not in _province_names():
        return None
    province = find_province(" ".join(term))
    if province is None:
        return None
    today = Phrase(tuple(syllables(province.name_vi.removeprefix("Thành phố "))), exact=True)
    typed = _phrase(term)
    return Slot(term, tuple(dict.fromkeys([typed, today if typed.exact else today.loosened()])), is_place=True)


@lru_cache(maxsize=1)
def _province_names() -> frozenset[tuple[str, ...]]:
    """Every name of every province with its marks; "huệ" is a flower, not Huế."""
    names: set[tuple[str, ...]] = set()
    for province in provinces():
        for name in (province.name_vi, province.name_vi.removeprefix("Thành phố "), province.name_en, *province.old_names):
            names.add(tuple(syllables(name)))
    return frozenset(names)
