"""Asks the shop's own search every judged query and adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.engines.base import Engine
from search.judging.files import Judged
from search.judging.scores import PAGE, ndcg, recall
from search.query import SearchQuery


@dataclass(frozen=True, slots=True)
class Outcome:
    """One query: what a shopper sees on the first page, answers first, then what is shown as near."""

    judged: Judged
    found: tuple[str, ...]
    ndcg: float
    recall: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over some queries. ``zero``: the share with nothing on the page."""

    count: int
    ndcg: float
    recall: float
    zero: float


def ask(engine: Engine, judgments: Iterable[Judged], keys: Mapping[int, str]) -> list[Outcome]:
    """Ask as the search box does. ``keys``: by product id its id in the file."""
    outcomes = []
    for judged in judgments:
        results = engine.search(SearchQuery.of_text(judged.query))
        shown = dict.fromkeys([*results.product_ids, *results.similar])
        found = tuple(keys[pk] for pk in shown if pk in keys)[:PAGE]
        outcomes.append(Outcome(judged, found, ndcg(found, judged.grades), recall(found, judged.grades)))
    return outcomes


def summary(outcomes: Iterable[Outcome]) -> Summary:
    """Means. Raises ValueError without an outcome."""
    rows = list(outcomes)
    if not rows:
        raise ValueError("no queries")
    size = len(rows)
    return Summary(
        count=size,
        ndcg=sum(one.ndcg for one in rows) / size,
        recall=sum(one.recall for one in rows) / size,
        zero=sum(not one.found for one in rows) / size,
    )


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, Summary]:
    """Means of every kind of query, by name."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.judged.kind].append(outcome)
    return {kind: summary(rows) for kind, rows in sorted(kinds.items())}
