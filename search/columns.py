"""The index by columns, in memory: for every value of every filter the set of its products.

A snapshot is never changed; :meth:`Columns.with_changes` makes the next one. With sets as whole numbers (:mod:`search.bits`) any
combination of filters, and all counts beside it, cost a few milliseconds at 100,000 products, so no count outlives its snapshot.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NamedTuple

from search.bits import bits_of, octets_of, rows_of
from search.names import Names
from search.vocabulary import Vocabulary

MONTHS = range(1, 13)
LICENSED: Final = 0
"""No label scheme has this number."""
Range = tuple[int | None, int | None]
PRICE_RANGES: Final[tuple[Range, ...]] = ((None, 50_000), (50_000, 100_000), (100_000, 200_000), (200_000, 500_000), (500_000, None))
"""Ranges of the price filter, in đồng, both ends included; the sets of these are kept from the start."""
MOST_RANGES: Final = 64
"""So many ranges are kept once they were asked for: people ask for round sums, many for the same."""


class Row(NamedTuple):
    """What is filtered and sorted by of one product; ``created`` is in microseconds since 1970."""

    product_id: int
    group_id: int
    category_id: int
    province_code: str
    price_vnd: int
    in_stock: bool
    season_mask: int
    created: int


class Dated(NamedTuple):
    """A certificate: verified, not revoked, and valid from one day to another (None: without end).

    ``is_claim``: it may stand on goods; ``is_raw_only``: on raw goods only; ``is_licence``: food may be sold with it.
    """

    scheme_id: int
    valid_from: datetime.date
    valid_until: datetime.date | None
    is_claim: bool = True
    is_raw_only: bool = False
    is_licence: bool = False

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it may be shown on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def _is_priced(wanted: Range, row: Row) -> bool:
    low, high = wanted
    return (low is None or low <= row.price_vnd) and (high is None or row.price_vnd <= high)


def _is_in_month(month: int, row: Row) -> bool:
    return bool(row.season_mask >> (month - 1) & 1)


Certificates = Mapping[int, Sequence[Dated]]
"""By product id, or by group id."""


@dataclass(slots=True)
class Columns:
    """One snapshot.

    ``rows[n]`` is row n (None once its product is gone), ``group_at[n]`` its group; every set below is over those row numbers.
    """

    names: Names
    rows: list[Row | None] = field(default_factory=list)
    row_of: dict[int, int] = field(default_factory=dict)
    group_at: list[int] = field(default_factory=list)
    everything: int = 0
    by_category: dict[int, int] = field(default_factory=dict)
    by_province: dict[str, int] = field(default_factory=dict)
    by_month: dict[int, int] = field(default_factory=dict)
    by_range: dict[Range, int] = field(default_factory=dict)
    in_stock: int = 0
    of_group: dict[int, frozenset[int]] = field(default_factory=dict)
    newest: list[tuple[int, int, int]] = field(default_factory=list)
    cheapest: list[tuple[int, int, int]] = field(default_factory=list)
    own_certificates: dict[int, Sequence[Dated]] = field(default_factory=dict)
    group_certificates: dict[int, Sequence[Dated]] = field(default_factory=dict)
    answers: dict[Any, Any] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()
    """Products that changed since the vocabulary read them."""
    _vocabulary: Vocabulary | None = None
    _labels: tuple[datetime.date, dict[int, int]] | None = None

    @classmethod
    def load(cls, rows: Sequence[Row], own: Certificates, of_groups: Certificates, names: Names) -> Columns:
        """Make a snapshot of the whole catalogue."""
        size = len(rows)
        category, province, group = defaultdict[int, list[int]](list), defaultdict[str, list[int]](list), defaultdict[int, list[int]](list)
        for at, row in enumerate(rows):
            category[row.category_id].append(at)
            group[row.group_id].append(at)
            if row.province_code:
                province[row.province_code].append(at)

        def where(holds: Callable[[Row], bool]) -> int:
            return bits_of((at for at, row in enumerate(rows) if holds(row)), size)

        return cls(
            names=names,
            rows=list(rows),
            row_of={row.product_id: at for at, row in enumerate(rows)},
            group_at=[row.group_id for row in rows],
            everything=(1 << size) - 1,
            by_category={key: bits_of(found, size) for key, found in category.items()},
            by_province={key: bits_of(found, size) for key, found in province.items()},
            by_month={month: where(partial(_is_in_month, month)) for month in MONTHS},
            by_range={wanted: where(partial(_is_priced, wanted)) for wanted in PRICE_RANGES},
            in_stock=where(lambda row: row.in_stock),
            of_group={key: frozenset(found) for key, found in group.items()},
            newest=sorted((row.created, row.product_id, at) for at, row in enumerate(rows)),
            cheapest=sorted((row.price_vnd, row.product_id, at) for at, row in enumerate(rows)),
            own_certificates=dict(own),
            group_certificates=dict(of_groups),
        )

    def with_changes(
        self, product_ids: Iterable[int], rows: Mapping[int, Row], own: Certificates, of_groups: Certificates, group_ids: Iterable[int]
    ) -> Columns:
        """Make the next snapshot: ``rows`` and ``own`` for the products that are still there, ``of_groups`` for the groups named."""
        after = Columns(
            names=self.names,
            rows=list(self.rows),
            row_of=dict(self.row_of),
            group_at=list(self.group_at),
            everything=self.everything,
            by_category=dict(self.by_category),
            by_province=dict(self.by_province),
            by_month=dict(self.by_month),
            by_range=dict(self.by_range),
            in_stock=self.in_stock,
            of_group=dict(self.of_group),
            newest=list(self.newest),
            cheapest=list(self.cheapest),
            own_certificates=dict(self.own_certificates),
            group_certificates=dict(self.group_certificates),
            _vocabulary=self._vocabulary,
        )
        product_ids = list(product_ids)
        after.unread = self.unread.union(product_ids) if self._vocabulary is not None else frozenset()
        touched: set[int] = set()
        for product_id in product_ids:
            touched.add(after._put(product_id, rows.get(product_id)))
            after.own_certificates.pop(product_id, None)
            if product_id in own:
                after.own_certificates[product_id] = own[product_id]
        for group_id in group_ids:
            after.group_certificates.pop(group_id, None)
            if group_id in of_groups:
                after.group_certificates[group_id] = of_groups[group_id]
            touched |= after.of_group.get(group_id, frozenset())
        after._carry_labels(self._labels, touched - {-1})
        return after

    @property
    def look_ahead(self) -> int:
        """How many sets are worth asking for at once: none, because here a set costs what it costs."""
        return 0

    def foresee(self, sets: Iterable[int]) -> None:
        """Sets that will be looked at next; see :class:`search.engines.elasticsearch.shelf.ClusterShelf`."""

    def is_known_empty(self, bits: int) -> bool:
        """Whether there is nothing in a set, as far as that is known without asking."""
        return not bits

    def sells(self, kind: str, key: int | str) -> bool:
        """Whether a group, a category (each by id) or a province (by code) has anything to sell."""
        if kind == "group":
            return bool(self.of_group.get(int(key)))
        return bool(self.by_province.get(str(key)) if kind == "province" else self.by_category.get(int(key)))

    @property
    def vocabulary(self) -> Vocabulary:
        """Syllables of the catalogue; read when it is first asked for. At most two queries."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary.load(self.names.synonyms.terms)
        elif self.unread:
            self._vocabulary.add(self.unread)
        self.unread = frozenset()
        return self._vocabulary

    def rows_in(self, product_ids: Iterable[int]) -> int:
        """The set of these products, as far as they are here."""
        row_of = self.row_of
        return bits_of((row_of[pk] for pk in product_ids if pk in row_of), len(self.rows))

    def group_rows(self, group_ids: Iterable[int]) -> int:
        """The set of the products of these groups."""
        found = [at for group_id in group_ids for at in self.of_group.get(group_id, ())]
        return bits_of(found, len(self.rows))

    def priced(self, low: int | None, high: int | None) -> int:
        """The set of products whose lowest price lies in the range, both ends included."""
        if (low, high) in self.by_range:
            return self.by_range[low, high]
        start = 0 if low is None else bisect_left(self.cheapest, (low,))
        end = len(self.cheapest) if high is None else bisect_right(self.cheapest, (high + 1,))
        bits = bits_of((at for _, _, at in self.cheapest[start:end]), len(self.rows))
        if len(self.by_range) < MOST_RANGES:
            self.by_range[low, high] = bits
        return bits

    def labelled(self, day: datetime.date) -> dict[int, int]:
        """By label scheme the set of products that carry it on ``day``, by a certificate of their own or of their group.

        Under :data:`LICENSED` stand those whose maker holds a food licence.
        """
        if self._labels is None or self._labels[0] != day:
            found = defaultdict[int, list[int]](list)
            for product_id, certificates in self.own_certificates.items():
                if (at := self.row_of.get(product_id)) is not None:
                    for key in self._keys(certificates, at, day):
                        found[key].append(at)
            for group_id, certificates in self.group_certificates.items():
                for at in self.of_group.get(group_id, ()):
                    for key in self._keys(certificates, at, day):
                        found[key].append(at)
            self._labels = (day, {key: bits_of(rows, len(self.rows)) for key, rows in found.items()})
        return self._labels[1]

    def on_sale(self, day: datetime.date) -> int:
        """The set of products that may be sold on ``day``: all but food whose maker has no licence that day."""
        unlicensed = 0
        for category_id, bits in self.by_category.items():
            named = self.names.categories.get(category_id)
            if named is not None and named.needs_licence:
                unlicensed |= bits
        return self.everything & ~(unlicensed & ~self.labelled(day).get(LICENSED, 0)) if unlicensed else self.everything

    def _keys(self, certificates: Iterable[Dated], at: int, day: datetime.date) -> set[int]:
        """Under which keys of :meth:`labelled` these certificates put a row."""
        named = self.names.categories.get(self.row(at).category_id)
        is_raw = named is not None and named.is_raw
        held = [one for one in certificates if one.holds_on(day)]
        keys = {one.scheme_id for one in held if one.is_claim and (is_raw or not one.is_raw_only)}
        return keys | {LICENSED} if any(one.is_licence for one in held) else keys

    def first(self, bits: int, order: Sequence[tuple[int, int, int]], start: int, count: int, *, backwards: bool) -> list[int]:
        """Rows ``start`` to ``start + count`` of a set, in an order of the snapshot (``newest`` or ``cheapest``)."""
        size = bits.bit_count()
        if start >= size or count <= 0:
            return []
        if size * 8 < len(order):
            place = self._place_of(order)
            return sorted(rows_of(bits), key=place, reverse=backwards)[start : start + count]
        octets = octets_of(bits)
        limit, skipped, found = len(octets) << 3, 0, []
        for _, _, at in reversed(order) if backwards else order:
            if at < limit and octets[at >> 3] >> (at & 7) & 1:
                if skipped < start:
                    skipped += 1
                else:
                    found.append(at)
                    if len(found) == count:
                        break
        return found

    def among(self, allowed: int, product_ids: Sequence[int]) -> list[int]:
        """Those of these products that are in the set, in their order."""
        return [pk for pk in product_ids if (at := self.row_of.get(pk)) is not None and allowed >> at & 1]

    def sellable(self, product_ids: Sequence[int], day: datetime.date) -> list[int]:
        """Those of these products that may be sold on ``day``."""
        return self.among(self.on_sale(day), product_ids)

    def row(self, at: int) -> Row:
        """A row that is known to be there."""
        row = self.rows[at]
        if row is None:
            raise LookupError(f"row {at} is gone")
        return row

    def _place_of(self, order: Sequence[tuple[int, int, int]]) -> Any:
        if order is self.cheapest:
            return lambda at: (self.row(at).price_vnd, self.row(at).product_id)
        return lambda at: (self.row(at).created, self.row(at).product_id)

    def _put(self, product_id: int, row: Row | None) -> int:
        """Replace, add or remove one product; return its row number, -1 when it neither was nor is there. Only on a fresh copy."""
        at = self.row_of.get(product_id, -1)
        if at < 0 and row is None:
            return -1
        if at < 0:
            at = len(self.rows)
            self.rows.append(None)
            self.group_at.append(0)
            self.row_of[product_id] = at
        before = self.rows[at]
        if before is not None:
            self._mark(before, at, present=False)
        if row is None:
            del self.row_of[product_id]
        else:
            self._mark(row, at, present=True)
            self.group_at[at] = row.group_id
        self.rows[at] = row
        return at

    def _mark(self, row: Row, at: int, *, present: bool) -> None:
        """Set or clear one row in every set and order."""
        bit = 1 << at

        def marked(bits: int) -> int:
            return bits | bit if present else bits & ~bit

        self.everything = marked(self.everything)
        self.by_category[row.category_id] = marked(self.by_category.get(row.category_id, 0))
        if row.province_code:
            self.by_province[row.province_code] = marked(self.by_province.get(row.province_code, 0))
        for month in MONTHS:
            if _is_in_month(month, row):
                self.by_month[month] = marked(self.by_month.get(month, 0))
        for wanted in list(self.by_range):
            if _is_priced(wanted, row):
                self.by_range[wanted] = marked(self.by_range.get(wanted, 0))
        if row.in_stock:
            self.in_stock = marked(self.in_stock)
        group = self.of_group.get(row.group_id, frozenset())
        self.of_group[row.group_id] = group | {at} if present else group - {at}
        for order, key in ((self.newest, (row.created, row.product_id, at)), (self.cheapest, (row.price_vnd, row.product_id, at))):
            if present:
                insort(order, key)
            else:
                del order[bisect_left(order, key)]

    def _carry_labels(self, before: tuple[datetime.date, dict[int, int]] | None, touched: set[int]) -> None:
        """Take over the label sets of the last snapshot, with the touched rows decided anew."""
        if before is None:
            return
        day, sets = before
        size = len(self.rows)
        keep = ~bits_of(touched, size)
        carried = {scheme: bits & keep for scheme, bits in sets.items()}
        for at in touched:
            row = self.rows[at]
            if row is None:
                continue
            held = (*self.own_certificates.get(row.product_id, ()), *self.group_certificates.get(row.group_id, ()))
            for key in self._keys(held, at, day):
                carried[key] = carried.get(key, 0) | 1 << at
        self._labels = (day, carried)
