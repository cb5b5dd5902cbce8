"""Compares the index that answers with the database: how many, how far behind, and some rows picked at random word for word."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import ApiError, TransportError

from search.engines.elasticsearch.building import live
from search.engines.elasticsearch.client import as_away, client
from search.engines.elasticsearch.document import source
from search.models import SearchChange, SearchDocument, SearchIndex
from search.snapshot import certificates_of

SAMPLE: Final = 100
MOST_BEHIND: Final = 2_000
"""An index that has more lines of the log to go than this does not answer: the database does, until it has caught up."""


@dataclass(frozen=True, slots=True)
class Drift:
    """``is_away``: the cluster does not answer, or not with a whole index; the database does. ``behind``: lines of the log still to be
    applied. ``missing``: products in the database's index less those on the cluster. ``differing``: how many of the sample."""

    is_away: bool = False
    behind: int = 0
    missing: int = 0
    differing: int = 0

    @property
    def is_ok(self) -> bool:
        """Whether there is nothing to tell."""
        return self == Drift()


def drift() -> Drift:
    """Look. Three questions to the cluster."""
    try:
        name = live()
        index = SearchIndex.objects.filter(name=name, is_whole=True).first() if name else None
        if name is None or index is None or not _has_place(index):
            return Drift(is_away=True)
        behind = SearchChange.objects.filter(pk__gt=index.log_id).count()
        client().indices.refresh(index=name)
        found = int(client().count(index=name)["count"])
        # While it is behind, rows differ rightly.
        differing = 0 if behind else _differing(name)
    except (ApiError, TransportError) as error:
        if as_away(error) is None:
            raise
        return Drift(is_away=True)
    return Drift(behind=behind, missing=0 if behind else SearchDocument.objects.count() - found, differing=differing)


def _has_place(index: SearchIndex) -> bool:
    return SearchChange.objects.filter(pk=index.log_id, token=index.log_token).exists()


def _differing(name: str) -> int:
    """Rows around some random numbers, compared as they would be written now."""
    rows = _sample()
    if not rows:
        return 0
    days = certificates_of(rows.values())
    answer = client().mget(index=name, ids=[str(pk) for pk in rows])
    found: dict[int, dict[str, Any]] = {int(one["_id"]): one.get("_source", {}) for one in answer["docs"]}
    # Certificates that ended since are left out of a row that is written now; the days themselves hide them.
    return sum(_plain(found.get(pk, {})) != _plain(source(row, days.get(pk, ()))) for pk, row in rows.items())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("claims", "raw_claims", "licence", "ends_on")}


def _sample() -> dict[int, SearchDocument]:
    last = SearchDocument.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return {}
    start = random.randrange(last + 1)
    after = list(SearchDocument.objects.filter(pk__gte=start).order_by("pk")[:SAMPLE])
    before = list(SearchDocument.objects.filter(pk__lt=start).order_by("-pk")[: SAMPLE - len(after)])
    return {row.pk: row for row in [*after, *before]}
