"""Builds an index beside the one that answers and changes the alias over to it; the one before is kept for going back.

A building that was broken off is taken up where it stopped. Meanwhile the shop sells on: what changes during the building stands in the log
and is applied at the end, before and after the change-over.
"""

from __future__ import annotations

import datetime
import secrets
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from django.utils import timezone
from elasticsearch import ApiError, NotFoundError, TransportError
from elasticsearch.dsl import Index

from search.engines.elasticsearch import outage
from search.engines.elasticsearch.client import ClusterAway, alias, as_away, client, patient_client, write_alias
from search.engines.elasticsearch.document import ProductRow, settings_of_index
from search.engines.elasticsearch.following import catch_up, write
from search.indexing import note_everything_changed
from search.models import SearchChange, SearchDocument, SearchIndex

BATCH: Final = 1_000
INSIST_SECONDS: Final = 30.0
PAUSE_SECONDS: Final = 0.5
REFRESH: Final = "1s"
"""So soon a change is found."""


class NothingToGoBackTo(RuntimeError):
    """No index from before the one that answers is kept."""


Made = TypeVar("Made")


def rebuild(report: Callable[[int], object] = lambda done: None) -> str:
    """Build a new index, or finish one that was begun, and let it answer; return its name.

    ``report`` is told how many products were written so far, those of an earlier try included. Raises ClusterAway.
    """
    return _told(lambda: _rebuild(report))


def roll_back() -> str:
    """Let the index from before answer again, brought up to date first; return its name. Raises NothingToGoBackTo and ClusterAway."""
    return _told(_roll_back)


def live() -> str | None:
    """Name of the index that answers; None when there is none. Raises errors of the client."""
    try:
        names = list(client().indices.get_alias(name=alias()))
    except NotFoundError:
        return None
    return max(names, default=None)


def _rebuild(report: Callable[[int], object]) -> str:
    index = _begun() or _begin()
    _fill(index, report)
    _insist(partial(_let_it_be_found, index.name))
    _to_the_end(index)
    before = _insist(partial(_told, live))
    SearchIndex.objects.filter(pk=index.pk).update(is_whole=True)
    _insist(partial(_change_over, index.name))
    _to_the_end(index)
    _remove_all_but({index.name, before})
    outage.end()
    return index.name


def _roll_back() -> str:
    now = live()
    kept = SearchIndex.objects.filter(is_whole=True).exclude(name=now).order_by("-pk")
    for index in kept:
        if patient_client().indices.exists(index=index.name):
            _to_the_end(index)
            _change_over(index.name)
            return index.name
    raise NothingToGoBackTo


def _begun() -> SearchIndex | None:
    """The building that was broken off, if its index and its place in the log are still there."""
    index = SearchIndex.objects.filter(is_whole=False).order_by("-pk").first()
    if index is None or not index.name.startswith(f"{alias()}-"):
        return None
    has_place = SearchChange.objects.filter(pk=index.log_id, token=index.log_token).exists()
    return index if has_place and patient_client().indices.exists(index=index.name) else None


def _begin() -> SearchIndex:
    """The place in the log is taken first: what changes meanwhile is written twice rather than not at all."""
    note_everything_changed()  # an empty log has no place
    log_id, token = SearchChange.objects.order_by("-pk").values_list("pk", "token")[0]
    name = f"{alias()}-{timezone.now().astimezone(datetime.UTC):%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
    made = SearchIndex.objects.create(name=name, log_id=log_id, log_token=token)
    index = Index(name)
    index.document(ProductRow)
    index.settings(**settings_of_index(refresh="-1"))
    index.aliases(**{write_alias(name): {}})
    index.create(using=patient_client())
    return made


def _fill(index: SearchIndex, report: Callable[[int], object]) -> None:
    """Write every product, in the order of their numbers, and remember after each batch how far it came."""
    done = SearchDocument.objects.filter(pk__lte=index.built_to).count() if index.built_to else 0
    report(done)
    while batch := list(SearchDocument.objects.filter(pk__gt=index.built_to).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _insist(partial(write, index.name, batch, index.log_id))
        index.built_to = batch[-1]
        SearchIndex.objects.filter(pk=index.pk).update(built_to=index.built_to)
        done += len(batch)
        report(done)


def _to_the_end(index: SearchIndex) -> None:
    index.refresh_from_db()  # others follow the log too
    while _insist(partial(catch_up, index)):
        pass


def _insist(work: Callable[[], Made]) -> Made:
    """Try again for a while: a cluster that has just lost a node takes some seconds to agree on what it is now. Raises ClusterAway."""
    deadline = time.monotonic() + INSIST_SECONDS
    while True:
        try:
            return work()
        except ClusterAway:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def _let_it_be_found(name: str) -> None:
    _told(lambda: patient_client().indices.put_settings(index=name, settings={"refresh_interval": REFRESH}))
    _told(lambda: patient_client().indices.refresh(index=name))


def _change_over(name: str) -> None:
    """In one step: no question is ever asked of two indexes, or of none."""
    away: list[dict[str, Any]] = [{"remove": {"index": f"{alias()}-*", "alias": alias(), "must_exist": False}}]
    _told(lambda: patient_client().indices.update_aliases(actions=[*away, {"add": {"index": name, "alias": alias()}}]))


def _remove_all_but(kept: set[str | None]) -> None:
    """Older indexes, and what was left of buildings that were given up."""
    cluster = patient_client()
    found = set(cluster.indices.get(index=f"{alias()}-*", allow_no_indices=True))
    for name in sorted(found - kept):
        cluster.indices.delete(index=name, ignore_unavailable=True)
    SearchIndex.objects.exclude(name__in=[name for name in kept if name]).delete()


def _told(work: Callable[[], Made]) -> Made:
    """Errors of the client as errors of ours."""
    try:
        return work()
    except (ApiError, TransportError) as error:
        if (away := as_away(error)) is not None:
            raise away from error
        raise
