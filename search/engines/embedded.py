"""The engine that needs no server: filters and counts from the snapshot in memory, words from the database's full text."""

from __future__ import annotations

import datetime
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Final, TypeVar

from django.utils import timezone
from django.utils.translation import get_language

from search.bits import bits_of, rows_of
from search.columns import LICENSED, PRICE_RANGES, Columns
from search.engines.text import TextIndex, Where
from search.intents import Intent
from search.names import Names
from search.plan import Phrase, Plan, Slot
from search.query import SearchQuery, Sort
from search.ranking import MOST_RANKED, Nearness, Scale, single_words, words_of
from search.reading import Reading, as_written, read, rows_in
from search.results import Facets, Note, SearchResults, Suggestion
from search.snapshot import current, last_names
from search.suggestions import suggestions

SIMILAR: Final = 8
FEW: Final = 8
"""With fewer answers than this, products near the question are shown too."""
_MOST_NEAR: Final = 60
IN_STOCK: Final = 1.0
IN_SEASON: Final = 0.4
"""Points beside those for words (:mod:`search.ranking`): what can be bought, and is good now, comes first among equals."""

MOST_ANSWERS: Final = 512
"""Answers that a snapshot keeps for the next page of the same question."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class _Answer:
    """Everything about a question but its page."""

    bits: int
    facets: Facets
    group_total: int
    reading: Reading | None
    ranked: list[int] | None = None
    note: Note | None = None


class EmbeddedEngine:
    """See :class:`search.engines.base.Engine`."""

    def __init__(self, index: TextIndex) -> None:
        self._index = index

    def search(self, query: SearchQuery) -> SearchResults:
        """Answer from the snapshot, brought up to date first."""
        begun = time.perf_counter()
        columns, day = self._columns(), timezone.localdate()
        key = ("page", query, day)
        known: SearchResults | None = columns.answers.get(key)
        if known is None:
            known = self._results(query, columns, day)
            if len(columns.answers) < MOST_ANSWERS:
                columns.answers[key] = known
        return replace(known, took_ms=(time.perf_counter() - begun) * 1_000)

    def search_in(self, query: SearchQuery, columns: Columns) -> SearchResults:
        """Answer from a snapshot that may be another than the shop's, and remember nothing of it elsewhere."""
        return self._results(query, columns, timezone.localdate())

    def _results(self, query: SearchQuery, columns: Columns, day: datetime.date) -> SearchResults:
        """One page of an answer; the snapshot remembers it as long as it lives, since sorting a page costs more than the sets."""
        answer = self._answer(query, columns, day)
        total = answer.bits.bit_count()
        start = (query.page - 1) * query.per_page
        rows = self._page(query, answer, columns, day, start)
        return SearchResults(
            product_ids=tuple(columns.row(at).product_id for at in rows),
            total=total,
            group_total=answer.group_total,
            facets=answer.facets,
            page=query.page,
            per_page=query.per_page,
            note=answer.note,
            similar=self._similar(query, answer, columns, day) if total < FEW and query.page == 1 and not query.literal else (),
            understood=answer.reading.intent if answer.reading is not None else Intent(),
            phrases=_phrases(answer.reading.plan) if answer.reading is not None else (),
        )

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Names that begin like this; many begin with the same letters, so the snapshot remembers them."""
        columns = self._columns()
        key = ("suggest", text, limit, get_language(), timezone.localdate())
        known: list[Suggestion] | None = columns.answers.get(key)
        if known is None:
            known = suggestions(text, columns, self._index, limit)
            if len(columns.answers) < MOST_ANSWERS:
                columns.answers[key] = known
        return known

    def names(self) -> Names:
        """As the snapshot has them."""
        return last_names()

    def forget_answers(self) -> None:
        """Answer the next question as if nobody had asked it before; for measuring."""
        self._columns().answers.clear()

    # --- what another engine with the same planner does in its own way ------------------------------------------------

    def _columns(self) -> Columns:
        return current()

    def _count(self, base: int, chosen: dict[str, int], bits: int, columns: Columns, day: datetime.date) -> tuple[Facets, int]:
        """Counts of every filter, and from how many groups the answer is."""
        groups = _count_groups(columns, bits)
        return _facets(base, chosen, columns, day, groups), len(groups)

    def _by_season(self, bits: int, columns: Columns, day: datetime.date, start: int, count: int) -> list[int]:
        """A page of what is in season, then the rest, then what is sold out."""
        return _through(_tiers(bits, columns, day), columns, start, count)

    def _less(self, bits: int, rows: Sequence[int], columns: Columns) -> int:
        """The set without these rows."""
        return bits & ~bits_of(rows, len(columns.rows))

    # ------------------------------------------------------------------------------------------------------------------

    def _answer(self, query: SearchQuery, columns: Columns, day: datetime.date) -> _Answer:
        key = (query.without_paging(), query.per_page, day)
        known: _Answer | None = columns.answers.get(key)
        if known is not None:
            return known
        reading = read(query, columns, self._index, day) if query.text else None
        base = columns.on_sale(day) if reading is None else reading.bits
        chosen = _chosen(query if reading is None else reading.intent.added_to(query), columns, day)
        bits = base
        for found in chosen.values():
            bits &= found
        facets, group_total = self._count(base, chosen, bits, columns, day)
        answer = _Answer(bits, facets, group_total, reading)
        if reading is not None and reading.told:
            answer.note = self._note(query, reading, answer, columns)
        if len(columns.answers) < MOST_ANSWERS:
            columns.answers[key] = answer
        return answer

    def _page(self, query: SearchQuery, answer: _Answer, columns: Columns, day: datetime.date, start: int) -> list[int]:
        if query.order is Sort.RELEVANCE and answer.reading is not None:
            ranked = self._ranked(answer, columns)
            page = ranked[start : start + query.per_page]
            if len(page) == query.per_page or answer.bits.bit_count() <= len(ranked):
                return page
            rest = self._less(answer.bits, ranked, columns)
            return page + self._by_season(rest, columns, day, max(0, start - len(ranked)), query.per_page - len(page))
        if query.order is Sort.SEASON:
            return self._by_season(answer.bits, columns, day, start, query.per_page)
        if query.order is Sort.NEWEST:
            return columns.first(answer.bits, columns.newest, start, query.per_page, backwards=True)
        return columns.first(answer.bits, columns.cheapest, start, query.per_page, backwards=query.order is Sort.PRICE_DOWN)

    def _ranked(self, answer: _Answer, columns: Columns) -> list[int]:
        """The best answers in order, at most :data:`MOST_RANKED`; kept with the answer."""
        if answer.ranked is None and answer.reading is not None:
            slots = answer.reading.plan.text_slots
            foremost = answer.bits
            if answer.bits.bit_count() > MOST_RANKED:
                foremost = self._foremost(slots, answer.bits, columns)
            rows = columns.first(foremost, columns.newest, 0, MOST_RANKED, backwards=True)
            words = words_of(columns.row(at).product_id for at in rows) if slots else {}
            scale = Scale(slots)
            month = timezone.localdate().month - 1
            points = {
                at: (scale.weigh(words[pk]) if (pk := columns.row(at).product_id) in words else 0.0)
                + (IN_STOCK if columns.row(at).in_stock else 0.0)
                + (IN_SEASON if columns.row(at).season_mask >> month & 1 else 0.0)
                for at in rows
            }
            answer.ranked = sorted(rows, key=lambda at: -points[at])
        return answer.ranked or []

    def _foremost(self, slots: Sequence[Slot], bits: int, columns: Columns) -> int:
        """Of more products than can be weighed: those with the words in their title, then those that can be bought."""
        titled = rows_in(columns, self._index.matching(slots, where=Where.TITLE, newest=2 * MOST_RANKED)) & bits if slots else 0
        if columns.look_ahead:
            columns.foresee([titled, titled & columns.in_stock, bits & columns.in_stock])
        if slots and titled.bit_count() < MOST_RANKED:
            titled = rows_in(columns, self._index.matching(slots, where=Where.TITLE)) & bits
        foremost = titled or bits
        stocked = foremost & columns.in_stock
        return stocked if stocked.bit_count() >= MOST_RANKED else foremost

    def _note(self, query: SearchQuery, reading: Reading, answer: _Answer, columns: Columns) -> Note:
        whole = _Answer(reading.bits, Facets(), 0, reading) if not answer.bits else answer
        best = self._ranked(whole, columns)[:1]
        words = words_of(columns.row(at).product_id for at in best)
        text = " ".join(f"{one.title} {one.other}" for one in words.values())
        return Note(shown=as_written(reading.plan, text), dropped=reading.dropped)

    def _similar(self, query: SearchQuery, answer: _Answer, columns: Columns, day: datetime.date) -> tuple[int, ...]:
        """Products beside few answers: with some of the things in their titles, whatever their place, label or price; the nearest first."""
        if answer.reading is None:
            return ()
        plan = answer.reading.plan
        loose = plan.loosened()
        slots = [slot for slot in loose.required if not slot.is_place] or list(loose.required)
        allowed = columns.on_sale(day) & ~answer.bits
        for found in _chosen(query, columns, day).values():
            allowed &= found
        if not slots:
            return ()
        near = self._index.near(slots, single_words(slots), _MOST_NEAR)
        words = words_of(columns.among(allowed, near))
        scale = Nearness(plan.required, loose.required)
        points = {pk: scale.weigh(one) + (IN_STOCK if columns.row(columns.row_of[pk]).in_stock else 0.0) for pk, one in words.items()}
        return tuple(sorted(points, key=lambda pk: (-points[pk], -pk))[:SIMILAR])


def _phrases(plan: Plan) -> tuple[Phrase, ...]:
    """Everything that may stand in a product's words because of this question."""
    return tuple(dict.fromkeys(phrase for slot in plan.text_slots for phrase in slot.phrases))


def _chosen(query: SearchQuery, columns: Columns, day: datetime.date) -> dict[str, int]:
    """For every filter that is set, the set of products that pass it."""
    names, chosen = columns.names, dict[str, int]()
    if query.categories:
        ids = {pk for slug in query.categories for pk in names.category_ids.get(slug, ())}
        chosen["categories"] = _union(columns.by_category.get(pk, 0) for pk in ids)
    if query.provinces:
        chosen["provinces"] = _union(columns.by_province.get(code, 0) for code in query.provinces)
    if query.labels:
        labelled = columns.labelled(day)
        chosen["labels"] = _union(labelled.get(names.label_ids.get(code, -1), 0) for code in query.labels)
    if query.groups:
        chosen["groups"] = columns.group_rows(names.group_ids[slug] for slug in query.groups if slug in names.group_ids)
    if query.price:
        chosen["prices"] = columns.priced(query.price_min, query.price_max)
    if query.in_season:
        chosen["in_season"] = columns.by_month.get(day.month, 0)
    if query.in_stock:
        chosen["in_stock"] = columns.in_stock
    return chosen


def _facets(base: int, chosen: dict[str, int], columns: Columns, day: datetime.date, groups: dict[int, int]) -> Facets:
    def without(name: str) -> int:
        """The answer with one filter left out."""
        bits = base
        for other, found in chosen.items():
            if other != name:
                bits &= found
        return bits

    categories = _counts(without("categories"), columns.by_category)
    for pk, count in list(categories.items()):
        named = columns.names.categories.get(pk)
        if named is not None and named.parent is not None:
            categories[named.parent] = categories.get(named.parent, 0) + count
    ranges = {SearchQuery(price_min=low, price_max=high).price: columns.priced(low, high) for low, high in PRICE_RANGES}
    return Facets(
        categories=categories,
        provinces=_counts(without("provinces"), columns.by_province),
        labels=_counts(without("labels"), {key: found for key, found in columns.labelled(day).items() if key != LICENSED}),
        groups=_count_groups(columns, without("groups")) if "groups" in chosen else groups,
        prices=_counts(without("prices"), ranges),
        in_season=(without("in_season") & columns.by_month.get(day.month, 0)).bit_count(),
        in_stock=(without("in_stock") & columns.in_stock).bit_count(),
    )


def _counts(bits: int, sets: Mapping[Key, int]) -> dict[Key, int]:
    counted = {key: (bits & found).bit_count() for key, found in sets.items()}
    return {key: count for key, count in counted.items() if count}


def _count_groups(columns: Columns, bits: int) -> dict[int, int]:
    if bits == columns.everything:
        return {pk: len(rows) for pk, rows in columns.of_group.items() if rows}
    return dict(Counter(map(columns.group_at.__getitem__, rows_of(bits))))


def _tiers(bits: int, columns: Columns, day: datetime.date) -> list[int]:
    """In season, then the rest, then what is sold out."""
    season = columns.by_month.get(day.month, 0)
    return [bits & season & columns.in_stock, bits & ~season & columns.in_stock, bits & ~columns.in_stock]


def _through(tiers: Sequence[int], columns: Columns, start: int, count: int) -> list[int]:
    """A page over several sets, each newest first."""
    found: list[int] = []
    for bits in tiers:
        size = bits.bit_count()
        found += columns.first(bits, columns.newest, start, count - len(found), backwards=True)
        start = max(0, start - size)
    return found


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
