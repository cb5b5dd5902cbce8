"""All counts beside an answer in one question: every filter counted with the others as they are and itself left out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from search.columns import LICENSED, PRICE_RANGES
from search.engines.elasticsearch.client import alias, client
from search.engines.elasticsearch.goods import Goods
from search.query import SearchQuery
from search.results import Facets

if TYPE_CHECKING:
    from search.engines.elasticsearch.shelf import ClusterShelf

_MOST_GROUPS: Final = 20_000
_MOST_VALUES: Final = 500
"""More categories or provinces than there are; counts are exact as long as no value is cut off."""


def count_facets(shelf: ClusterShelf, base: Goods, chosen: Mapping[str, Goods | int], day: datetime.date) -> tuple[Facets, int, int]:
    """Facets, how many products pass all filters, and from how many groups they are."""

    def without(name: str | None) -> dict[str, Any]:
        """The filters with one left out."""
        kept = shelf.everything
        for other, found in chosen.items():
            if other != name:
                kept &= found
        return kept.query

    def part(name: str | None, inside: dict[str, Any]) -> dict[str, Any]:
        return {"filter": without(name), "aggs": {"inside": inside}}

    labels = {str(pk): found.query for pk, found in shelf.labelled(day).items() if pk != LICENSED}
    aggs = {
        "categories": part("categories", {"terms": {"field": "category_id", "size": _MOST_VALUES}}),
        "provinces": part("provinces", {"terms": {"field": "province_code", "size": _MOST_VALUES}}),
        "all": part(None, {"terms": {"field": "group_id", "size": _MOST_GROUPS}}),
        "prices": part("prices", {"range": {"field": "price_vnd", "keyed": True, "ranges": _ranges()}}),
        "in_season": part("in_season", {"filter": shelf.by_month.get(day.month).query}),
        "in_stock": part("in_stock", {"filter": shelf.in_stock.query}),
    }
    if labels:
        aggs["labels"] = part("labels", {"filters": {"filters": labels}})
    if "groups" in chosen:
        aggs["groups"] = part("groups", {"terms": {"field": "group_id", "size": _MOST_GROUPS}})
    answer = client().search(index=alias(), query=base.query, size=0, aggs=aggs, track_total_hits=False)["aggregations"]
    groups = _terms(answer["all"])
    return (
        Facets(
            categories=_with_parents(shelf, _terms(answer["categories"])),
            provinces={bucket["key"]: bucket["doc_count"] for bucket in answer["provinces"]["inside"]["buckets"]},
            labels={int(key): count for key, count in _keyed(answer["labels"]).items()} if labels else {},
            groups=_terms(answer["groups"]) if "groups" in chosen else groups,
            prices=_keyed(answer["prices"]),
            in_season=answer["in_season"]["inside"]["doc_count"],
            in_stock=answer["in_stock"]["inside"]["doc_count"],
        ),
        answer["all"]["doc_count"],
        len(groups),
    )


def _terms(part: dict[str, Any]) -> dict[int, int]:
    return {int(bucket["key"]): bucket["doc_count"] for bucket in part["inside"]["buckets"]}


def _keyed(part: dict[str, Any]) -> dict[str, int]:
    return {key: bucket["doc_count"] for key, bucket in part["inside"]["buckets"].items() if bucket["doc_count"]}


def _ranges() -> list[dict[str, Any]]:
    """The cluster's ranges end before ``to``, ours include it."""
    ranges = []
    for low, high in PRICE_RANGES:
        ends = {name: value for name, value in (("from", low), ("to", None if high is None else high + 1)) if value is not None}
        ranges.append({"key": SearchQuery(price_min=low, price_max=high).price, **ends})
    return ranges


def _with_parents(shelf: ClusterShelf, counts: dict[int, int]) -> dict[int, int]:
    for pk, count in list(counts.items()):
        named = shelf.names.categories.get(pk)
        if named is not None and named.parent is not None:
            counts[named.parent] = counts.get(named.parent, 0) + count
    return counts
