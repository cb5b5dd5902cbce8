"""Finds what a typed text means here: the first reading of it that has an answer.

As typed; then with the names of categories too; then with labels as words; then without marks ("mạt ong" finds mật ong); then mended
(:mod:`search.repair`); then without the words that are in no product. Every reading but the first three is told to the reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from search.columns import Columns
from search.engines.text import TextIndex, Where
from search.intents import Intent, split
from search.plan import Plan, Slot, literally, understand
from search.query import SearchQuery
from search.repair import Known, readings
from search.words import folded, folded_syllables

FEW_ANSWERS: Final = 8
OFTEN: Final = 200
"""A syllable that stood in so many products is still in one of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A meaning and the set of its products. ``told``: the reader has to be told of it; ``dropped``: words left aside; ``intent``: filters
    that the words ask for, not yet applied."""

    plan: Plan
    bits: int
    told: bool = False
    dropped: tuple[str, ...] = ()
    intent: Intent = Intent()


@dataclass(frozen=True, slots=True)
class _Try:
    """A reading that was not asked for yet. ``is_named``: what was not typed so has to be the name of something; a description that happens
    to have all the words is no answer."""

    plan: Plan
    told: bool
    where: Where = Where.KINDS_TOO
    is_named: bool = False


def read(query: SearchQuery, columns: Columns, index: TextIndex, day: datetime.date) -> Reading:
    """The first reading with an answer, or the literal one with none."""
    if query.literal:
        plan = literally(query.text)
        return Reading(plan, _answer(plan, columns, index, day, Where.WORDS))
    text, intent = split(query.text)
    plan = understand(text, columns.names.lexicon)
    first = Reading(plan, _answer(plan, columns, index, day, Where.WORDS), intent=intent)
    if first.bits:
        return _widened(text, first, columns, index, day)
    if (other := _other_reading(text, plan, columns, index, day)) is not None:
        return replace(other, intent=intent)
    if intent:
        return replace(read_words(query.text, columns, index, day), intent=Intent())
    return first


def _widened(text: str, first: Reading, columns: Columns, index: TextIndex, day: datetime.date) -> Reading:
    """Of few answers with none whose name it is ("chè" in a description), the wider sense of the words, when that is in names ("trà")."""
    if first.bits.bit_count() >= FEW_ANSWERS or (freely := understand(text, columns.names.lexicon, freely=True)) == first.plan:
        return first
    if _named_bits(first.plan, columns, index, day) & first.bits or not _named_bits(freely, columns, index, day):
        return first
    return replace(first, plan=freely, bits=_answer(freely, columns, index, day, Where.WORDS))


def read_words(text: str, columns: Columns, index: TextIndex, day: datetime.date) -> Reading:
    """As :func:`read`, with words of price, season and stock as words."""
    plan = understand(text, columns.names.lexicon)
    first = Reading(plan, _answer(plan, columns, index, day, Where.WORDS))
    return first if first.bits else _other_reading(text, plan, columns, index, day) or first


def _other_reading(text: str, plan: Plan, columns: Columns, index: TextIndex, day: datetime.date) -> Reading | None:
    """The first other reading with an answer. Where every question is a journey, several are asked at once."""
    if not plan.slots:
        return None
    tries = _tries(text, plan, columns, index)
    while batch := list(islice(tries, max(columns.look_ahead, 1))):
        if columns.look_ahead:
            named = [_named_bits(one.plan, columns, index, day) for one in batch if one.is_named]
            columns.foresee([*named, *(_answer(one.plan, columns, index, day, one.where) for one in batch)])
        for one in batch:
            if one.is_named and not _named_bits(one.plan, columns, index, day):
                continue
            if bits := _answer(one.plan, columns, index, day, one.where):
                return Reading(one.plan, bits, one.told)
    last = _without_unknown(plan.loosened(), columns, index, day)
    return last if last.bits else None


def _tries(text: str, plan: Plan, columns: Columns, index: TextIndex) -> Iterator[_Try]:
    lexicon = columns.names.lexicon

    def titled(other: Plan, *, told: bool = True) -> _Try:
        return _Try(other, told, Where.WORDS, is_named=True)

    yield _Try(plan, told=False)
    if plan.label_slots:
        yield _Try(plan.as_text(), told=False)
    freely = understand(text, lexicon, freely=True)
    if freely != plan:
        yield _Try(freely, told=False, where=Where.WORDS)
    if (apart := plan.taken_apart()) != plan:
        yield titled(apart, told=False)
    if plan.has_marks:
        yield titled(plan.loosened())
    certain = frozenset(folded(word) for slot in plan.slots if slot.is_place or slot.labels for word in slot.typed)
    for words in readings(text, _known(index, columns), columns.vocabulary, certain):
        yield titled(understand(" ".join(words), lexicon))
    if plan.has_marks:
        yield _Try(plan.loosened(), told=True, where=Where.WORDS)
        yield _Try(plan.loosened(), told=True)


def _named_bits(plan: Plan, columns: Columns, index: TextIndex, day: datetime.date) -> int:
    """Products with all the things, but not the places, in their titles."""
    things = Plan(tuple(slot for slot in plan.slots if not slot.is_place))
    return _answer(things if things.slots else plan, columns, index, day, Where.TITLE if things.required else Where.WORDS)


def _without_unknown(plan: Plan, columns: Columns, index: TextIndex, day: datetime.date) -> Reading:
    """Leave aside words that no product has, when at least half of the question remains and what remains, but places, is in titles."""
    known = _known(index, columns)({word for slot in plan.text_slots for phrase in slot.phrases for word in phrase.words})
    kept = [slot for slot in plan.slots if slot.labels or _is_known(slot, known)]
    dropped = tuple(word for slot in plan.slots if slot not in kept for word in slot.typed)
    if not dropped or 2 * sum(len(slot.typed) for slot in kept) < sum(len(slot.typed) for slot in plan.slots):
        return Reading(plan, 0)
    rest = Plan(tuple(kept))
    bits = _answer(rest, columns, index, day, Where.WORDS)
    things = [slot for slot in rest.text_slots if not slot.is_place]
    if bits and things:
        bits &= rows_in(columns, index.matching(things, where=Where.TITLE))
    return Reading(rest, bits, told=True, dropped=dropped)


def _known(index: TextIndex, columns: Columns) -> Known:
    """Which syllables the index has. Only of rare ones it has to be asked: they may have gone since the vocabulary read them."""
    counts = columns.vocabulary.counts

    def known(words: Iterable[str]) -> dict[str, int]:
        found = {word: counts[word] for word in words if word in counts}
        rare = [word for word, count in found.items() if count < OFTEN]
        there = index.known(rare) if rare else {}
        return {word: count for word, count in found.items() if count >= OFTEN or word in there}

    return known


def _is_known(slot: Slot, known: dict[str, int]) -> bool:
    return any(all(word in known for word in phrase.words) for phrase in slot.phrases)


def _answer(plan: Plan, columns: Columns, index: TextIndex, day: datetime.date, where: Where) -> int:
    bits = columns.on_sale(day)
    labelled = columns.labelled(day) if plan.label_slots else {}
    for slot in plan.label_slots:
        any_of = 0
        for scheme in slot.labels:
            any_of |= labelled.get(scheme, 0)
        bits &= any_of
    if plan.required and not columns.is_known_empty(bits):
        bits &= rows_in(columns, index.matching(plan.required, where=where))
    return bits


def rows_in(columns: Columns, product_ids: list[int]) -> int:
    """The set of these products, as far as the snapshot has them."""
    return columns.rows_in(product_ids)


def as_written(plan: Plan, title: str) -> str:
    """The words that were looked for, with the marks they have in the best answer: "mat ong" -> "mật ong"."""
    marked = {folded(word): word for word in reversed(title.split())}
    words = [word for slot in plan.slots for word in (slot.phrases[0].words if slot.phrases else slot.typed)]
    return " ".join(marked.get(word, word) for bare in words for word in folded_syllables(bare))
