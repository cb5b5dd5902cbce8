"""The catalogue as the cluster has it, in the shape of the database's snapshot (:class:`search.columns.Columns`), but asked piece by piece.

A row number here is a product's id. A shelf lives for a moment: it remembers what was asked in one answer, and names are looked after every
:data:`FRESH_SECONDS`.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from search.columns import LICENSED, Row
from search.engines.elasticsearch.client import ClusterAway, alias, client
from search.engines.elasticsearch.counts import count_facets
from search.engines.elasticsearch.document import field_of_scheme
from search.engines.elasticsearch.drift import MOST_BEHIND
from search.engines.elasticsearch.goods import Goods, Query
from search.models import SearchChange, SearchDocument, SearchIndex
from search.names import Names
from search.results import Facets
from search.synonyms import Term
from search.vocabulary import Vocabulary

FRESH_SECONDS: Final = 0.8
"""So long answers, names and the look whether the index has fallen behind are believed."""
SOLD_SECONDS: Final = 60.0
"""So long is believed what has anything to sell; it only decides what is suggested."""
MOST_SOLD: Final = 50_000
MOST_UNREAD: Final = 2_000
"""With more changed products than this the vocabulary is read again."""
_ROW: Final = ("price_vnd", "in_stock", "months", "created", "group_id", "category_id", "province_code")
MOST_DEEP: Final = 10_000
"""Pages beyond this many products are turned to in the database: the cluster would have to sort everything before them."""


@dataclass
class _Moment:
    """What outlives one question."""

    until: float
    names: Names
    log_id: int
    answers: dict[Any, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)


_lock = threading.Lock()
_moment: _Moment | None = None
_selling: tuple[float, dict[str, frozenset[str]]] | None = None
_vocabulary: tuple[int, Vocabulary, Collection[Term]] | None = None


def forget() -> None:
    """Look everything up again at the next question."""
    global _moment, _vocabulary, _selling
    _moment = _vocabulary = _selling = None


def forget_answers() -> None:
    """Forget what was asked, here and on the cluster, but not the names."""
    if _moment is not None:
        _moment.answers.clear()
        _moment.counts.clear()
        _moment.rows.clear()
    client().indices.clear_cache(index=alias(), request=True)


def last_names() -> Names | None:
    """Names as of the last question to the cluster."""
    return _moment.names if _moment is not None else None


def _now() -> _Moment:
    """What is believed at this moment. Raises ClusterAway when the index has fallen too far behind to be asked."""
    global _moment
    with _lock:
        known, clock = _moment, time.monotonic()
        if known is not None and clock < known.until:
            return known
        last = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        # The row of the live index is the one furthest on: the one before it is followed with less zeal at most.
        reached = SearchIndex.objects.filter(is_whole=True).order_by("-log_id").values_list("log_id", flat=True).first()
        if reached is None:
            raise ClusterAway("no index was built yet")
        if SearchChange.objects.filter(pk__gt=reached)[MOST_BEHIND : MOST_BEHIND + 1].exists():
            raise ClusterAway("the index is too far behind the log")
        stale = known is None or last < known.log_id or _names_changed(known.log_id)
        names = Names.load() if known is None or stale else known.names
        _moment = _Moment(clock + FRESH_SECONDS, names, last)
        return _moment


def _names_changed(since: int) -> bool:
    return SearchChange.objects.filter(pk__gt=since, product_id=None, group_id=None).exists()


class ClusterShelf:
    """What a question needs of the catalogue. Make one for each question with :func:`shelf`."""

    def __init__(self, moment: _Moment) -> None:
        self.names, self.answers = moment.names, moment.answers
        self.everything = self.goods()
        self.in_stock = self.goods({"term": {"in_stock": True}})
        self.by_category = _Sets(self, "category_id")
        self.by_province = _Sets(self, "province_code")
        self.by_month = _Sets(self, "months")
        self.of_group = _Sets(self, "group_id")
        self.row_of = _SameNumber()
        self.newest, self.cheapest = "newest", "cheapest"
        self._counts, self._rows = moment.counts, moment.rows

    # --- sets ---------------------------------------------------------------------------------------------------------

    def goods(self, *filters: Query) -> Goods:
        """The set of products that pass all of these."""
        return Goods(filters, self._count)

    def rows_in(self, found: Goods) -> Goods:
        """Full text answers with a set already."""
        return found

    def priced(self, low: int | None, high: int | None) -> Goods:
        """As in the snapshot: both ends included."""
        return self.goods({"range": {"price_vnd": {name: value for name, value in (("gte", low), ("lte", high)) if value is not None}}})

    def group_rows(self, group_ids: Iterable[int]) -> Goods:
        """The products of these groups."""
        return self.goods({"terms": {"group_id": [str(pk) for pk in group_ids]}})

    def labelled(self, day: datetime.date) -> dict[int, Goods]:
        """By label scheme what carries it on that day; under :data:`LICENSED` what may be sold as food."""
        held = {pk: self.goods(self._label(pk, day)) for pk in self.names.labels}
        return held | {LICENSED: self.goods(_on("licence", day))}

    def on_sale(self, day: datetime.date) -> Goods:
        """All but food whose maker has no licence that day."""
        needing = [str(pk) for pk, named in self.names.categories.items() if named.needs_licence]
        if not needing:
            return self.everything
        food = {"terms": {"category_id": needing}}
        return self.goods({"bool": {"must_not": [{"bool": {"filter": [food], "must_not": [_on("licence", day)]}}]}})

    def _label(self, scheme_id: int, day: datetime.date) -> Query:
        name = field_of_scheme(scheme_id)
        raw = [str(pk) for pk, named in self.names.categories.items() if named.is_raw]
        on_raw_goods = {"bool": {"filter": [_on(f"raw_claims.{name}", day), {"terms": {"category_id": raw}}]}}
        return {"bool": {"should": [_on(f"claims.{name}", day), on_raw_goods], "minimum_should_match": 1}}

    # --- products -----------------------------------------------------------------------------------------------------

    def first(self, found: Goods | int, order: str, start: int, count: int, *, backwards: bool) -> list[int]:
        """Products ``start`` to ``start + count`` of a set, by age or by price."""
        if isinstance(found, int) or count <= 0 or start + count > MOST_DEEP or self.is_known_empty(found):
            return []
        name, way = ("created" if order == self.newest else "price_vnd"), ("desc" if backwards else "asc")
        return self._page(found.query, [{name: way}, {"product_id": way}], start, count)

    def by_season(self, found: Goods | int, month: int, start: int, count: int) -> list[int]:
        """In season, then the rest, then what is sold out; each newest first."""
        if isinstance(found, int) or count <= 0 or start + count > MOST_DEEP or self.is_known_empty(found):
            return []
        stocked: Query = {"term": {"in_stock": True}}
        in_season: Query = {"bool": {"filter": [stocked, {"term": {"months": month}}]}}
        tiers = [{"constant_score": {"filter": one}} for one in (stocked, in_season)]
        query: Query = {"bool": {"filter": [found.query], "should": tiers}}
        return self._page(query, [{"_score": "desc"}, {"created": "desc"}, {"product_id": "desc"}], start, count)

    def best(self, query: Query, count: int) -> list[int]:
        """Those with the most points."""
        return self._page(query, [{"_score": "desc"}, {"product_id": "desc"}], 0, count)

    def newest_of(self, queries: Sequence[Query], count: int) -> list[list[int]]:
        """For each of these the newest. One question."""
        if not queries:
            return []
        parts: list[dict[str, Any]] = []
        for query in queries:
            parts += [{}, self._page_body(query, [{"created": "desc"}, {"product_id": "desc"}], 0, count)]
        answers = _all_of(client().msearch(index=alias(), searches=parts).body)
        return [self._take(answer) for answer in answers]

    def among(self, found: Goods, product_ids: Sequence[int]) -> list[int]:
        """Those of these products that are in the set, in their order."""
        if not product_ids:
            return []
        inside = set(self._page((found & self.goods({"terms": {"product_id": list(product_ids)}})).query, [], 0, len(product_ids)))
        return [pk for pk in product_ids if pk in inside]

    def row(self, at: int) -> Row:
        """What is filtered and sorted by of a product that was found."""
        if at not in self._rows:
            found = SearchDocument.objects.filter(pk=at).values_list(
                "pk", "group_id", "category_id", "province_code", "price_vnd", "in_stock"
            )
            self._rows[at] = Row(*found[0], 0, 0)
        return self._rows[at]

    @property
    def vocabulary(self) -> Vocabulary:
        """Syllables of the catalogue, from the database; they only propose what a mistyped word may have been."""
        return _words(self.names)

    # --- counts -------------------------------------------------------------------------------------------------------

    def count(self, base: Goods, chosen: Mapping[str, Goods | int], bits: Goods, day: datetime.date) -> tuple[Facets, int]:
        """Counts of every filter, and from how many groups the answer is. One question."""
        facets, total, groups = count_facets(self, base, chosen, day)
        self._counts[bits.key] = total
        return facets, groups

    def which(self, queries: Mapping[str, Query]) -> list[str]:
        """Names of the questions that have any answer. One question."""
        if not queries:
            return []
        answer = client().search(index=alias(), size=0, aggs={"each": {"filters": {"filters": dict(queries)}}}, track_total_hits=False)
        return [name for name, bucket in answer["aggregations"]["each"]["buckets"].items() if bucket["doc_count"]]

    look_ahead: Final = 6
    """So many readings are asked for at once: the way to the cluster and back is longer than what it does there."""

    def foresee(self, sets: Iterable[Goods | int]) -> None:
        """Count sets that will be looked at next. One question."""
        new = {one.key: one for one in sets if not isinstance(one, int) and one.key not in self._counts}
        if not new:
            return
        parts: list[dict[str, Any]] = []
        for one in new.values():
            parts += [{}, {"query": one.query, "size": 0, "track_total_hits": True}]
        answers = _all_of(client().msearch(index=alias(), searches=parts).body)
        self._counts |= {key: int(answer["hits"]["total"]["value"]) for key, answer in zip(new, answers, strict=True)}

    def is_known_empty(self, found: Goods | int) -> bool:
        """Whether the cluster has said already that there is nothing in it."""
        return not found if isinstance(found, int) else self._counts.get(found.key) == 0

    def sellable(self, product_ids: Sequence[int], day: datetime.date) -> list[int]:
        """All of them: the cluster's full text finds nothing else."""
        return list(product_ids)

    def sells(self, kind: str, key: int | str) -> bool:
        """As the snapshot says it; believed for :data:`SOLD_SECONDS`."""
        return str(key) in _sold()[kind]

    def _count(self, found: Goods) -> int:
        if found.key not in self._counts:
            answer = client().search(index=alias(), query=found.query, size=0, track_total_hits=True)
            self._counts[found.key] = int(answer["hits"]["total"]["value"])
        return self._counts[found.key]

    def _page(self, query: Query, sort: list[Any], start: int, count: int) -> list[int]:
        return self._take(client().search(index=alias(), body=self._page_body(query, sort, start, count)).body)

    @staticmethod
    def _page_body(query: Query, sort: list[Any], start: int, count: int) -> dict[str, Any]:
        return {
            "query": query,
            "sort": sort,
            "from": start,
            "size": count,
            "_source": False,
            "track_total_hits": False,
            "docvalue_fields": [{"field": name} for name in _ROW],
        }

    def _take(self, answer: Mapping[str, Any]) -> list[int]:
        """Numbers of the products of a page; what is filtered and sorted by of them is remembered."""
        ids = []
        for hit in answer["hits"]["hits"]:
            pk = int(hit["_id"])
            self._rows[pk] = _row(pk, hit["fields"])
            ids.append(pk)
        return ids


def _all_of(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The answers to several questions. Raises ClusterAway when one of them failed."""
    for one in answer["responses"]:
        if "error" in one:
            raise ClusterAway(str(one["error"]))
    return list(answer["responses"])


class _Sets:
    """By the value of one field the set of its products."""

    def __init__(self, shelf: ClusterShelf, name: str) -> None:
        self._shelf, self._name = shelf, name

    def get(self, value: int | str, default: object = None) -> Goods:
        """Never missing; it may be empty."""
        return self._shelf.goods({"term": {self._name: value if self._name == "months" else str(value)}})


class _SameNumber:
    """A product's row number on the cluster is its id."""

    def __contains__(self, pk: int) -> bool:
        return True

    def __getitem__(self, pk: int) -> int:
        return pk

    def get(self, pk: int) -> int:
        """The same."""
        return pk


def shelf() -> ClusterShelf:
    """The shelf for one question. Raises ClusterAway."""
    return ClusterShelf(_now())


def _row(pk: int, values: dict[str, list[Any]]) -> Row:
    def one(name: str, default: Any) -> Any:
        return values.get(name, [default])[0]

    mask = sum(1 << (month - 1) for month in values.get("months", ()))
    group, category = int(one("group_id", 0)), int(one("category_id", 0))
    return Row(pk, group, category, one("province_code", ""), one("price_vnd", 0), one("in_stock", False), mask, one("created", 0))


def _sold() -> dict[str, frozenset[str]]:
    """Groups, categories and provinces with anything to sell. One question a minute."""
    global _selling
    known, clock = _selling, time.monotonic()
    if known is None or clock >= known[0]:
        fields = {"group": "group_id", "category": "category_id", "province": "province_code"}
        aggs = {kind: {"terms": {"field": name, "size": MOST_SOLD}} for kind, name in fields.items()}
        found = client().search(index=alias(), size=0, aggs=aggs, track_total_hits=False)["aggregations"]
        sold = {kind: frozenset(str(bucket["key"]) for bucket in found[kind]["buckets"]) for kind in fields}
        known = _selling = (clock + SOLD_SECONDS, sold)
    return known[1]


def _on(name: str, day: datetime.date) -> Query:
    return {"term": {name: day.isoformat()}}


def _words(names: Names) -> Vocabulary:
    """Read once, which takes seconds for very many products, then kept up with the log; read again when somebody taught new words."""
    global _vocabulary
    last = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    known, terms = _vocabulary, names.synonyms.terms
    if known is not None and known[0] <= last and known[2] == terms:
        changed = SearchChange.objects.filter(pk__gt=known[0], product_id__isnull=False)
        ids = {pk for pk in changed.values_list("product_id", flat=True)[: MOST_UNREAD + 1] if pk is not None}
        if len(ids) <= MOST_UNREAD:
            known[1].add(ids)
            _vocabulary = (last, known[1], terms)
            return known[1]
    _vocabulary = (last, Vocabulary.load(terms), terms)
    return _vocabulary[1]
