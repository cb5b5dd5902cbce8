"""Keeps the indexes on the cluster in step with the log of the database's own index, line by line, in order.

Each index has its own place in the log (:class:`search.models.SearchIndex`). Lines may be applied twice and by several processes at once:
what is written is always the newest state, under the number of the last line read, and the cluster refuses what is older.
"""

from __future__ import annotations

import logging
from typing import Final

from django.utils import timezone
from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import bulk

from search.engines.elasticsearch import outage
from search.engines.elasticsearch.client import ClusterAway, alias, as_away, client, patient_client, write_alias
from search.engines.elasticsearch.document import actions
from search.indexing import note_changed
from search.models import SearchChange, SearchDocument, SearchIndex

log = logging.getLogger(__name__)

LINES: Final = 500
"""Lines of the log that are applied at once."""
NEWER: Final = 409
MOST_ENDED: Final = 1_000


class PlaceLost(RuntimeError):
    """The log no longer has the line at which an index stands (restored, cut off), or the index is gone: it has to be built again."""


def follow(*, patiently: bool) -> None:
    """Bring every index up to the end of the log, also those kept for going back: nothing that was withdrawn may stay in them.

    In a hurry, after a commit, nothing is tried while the cluster is known to be away.
    Never raises for a cluster that is away or an index that lost its place: the database answers then, and the health page tells.
    """
    if not patiently and outage.is_on():
        return
    for index in SearchIndex.objects.order_by("pk"):
        try:
            while catch_up(index, patiently=patiently):
                pass
        except ClusterAway as away:
            outage.begin(away)
            return
        except PlaceLost:
            log.error("search index %s lost its place in the log; `manage.py search_rebuild` makes a new one", index.name)
            _give_up(index)


def catch_up(index: SearchIndex, *, patiently: bool = True) -> int:
    """Apply the next lines of the log and move the index's place behind them; return how many lines there were.

    Raises ClusterAway and PlaceLost.
    """
    found = SearchChange.objects.filter(pk__gte=index.log_id).order_by("pk").values_list("pk", "token", "product_id", "group_id")
    lines = list(found[: LINES + 1])
    if not lines or lines[0][:2] != (index.log_id, index.log_token):
        raise PlaceLost(index.name)
    if len(lines) == 1:
        return 0
    new = lines[1:]
    products = {product_id for _, _, product_id, _ in new if product_id is not None}
    groups = {group_id for _, _, _, group_id in new if group_id is not None}
    if groups:
        products |= set(SearchDocument.objects.filter(group_id__in=groups).values_list("pk", flat=True))
    write(index.name, sorted(products), new[-1][0], patiently=patiently)
    _move(index, new[-1][0], new[-1][1])
    return len(new)


def write(name: str, product_ids: list[int], version: int, *, patiently: bool = True) -> None:
    """Bring these products of one index to what the database has. Raises ClusterAway when a line could not be written."""
    chosen = patient_client() if patiently else client()
    for start in range(0, len(product_ids), LINES):
        lines = actions(write_alias(name), product_ids[start : start + LINES], version)
        try:
            # By its alias: an index that is gone must not come to life again without its mapping.
            _, errors = bulk(chosen, lines, raise_on_error=False, require_alias=True, chunk_size=LINES)
        except (ApiError, TransportError) as error:
            if (away := as_away(error)) is not None:
                raise away from error
            raise
        _judge(name, errors)


def _judge(name: str, errors: object) -> None:
    """Sort out the lines that were refused: done already, come again later, or a row that the index cannot hold."""
    for line in errors if isinstance(errors, list) else []:
        (answer,) = line.values()
        status = answer.get("status", 500)
        if status == NEWER or (status == 404 and "error" not in answer):  # newer there, or deleted before
            continue
        if status == 404:
            raise PlaceLost(name)
        if status == 429 or status >= 500:
            raise ClusterAway(f"{status}: {answer.get('error')}")
        log.error("search index %s refused product %s: %s", name, answer.get("_id"), answer.get("error"))


def _give_up(index: SearchIndex) -> None:
    """Take the alias off, so that the database answers in every process, and forget the index."""
    try:
        if client().indices.exists_alias(index=index.name, name=alias()):
            client().indices.delete_alias(index=index.name, name=alias())
    except (ApiError, TransportError) as error:
        outage.begin(error)
        return
    index.delete()


def _move(index: SearchIndex, log_id: int, token: str) -> None:
    """Forward only, and only from where this process began: another may have been faster."""
    SearchIndex.objects.filter(pk=index.pk, log_id=index.log_id).update(log_id=log_id, log_token=token)
    index.log_id, index.log_token = log_id, token


def drop_ended() -> int:
    """Have the rows written again whose label or licence ended before today, by lines in the log; returns how many there are.

    Their days hide them already; but what is over need not lie on a server.
    """
    question = {"range": {"ends_on": {"lt": timezone.localdate().isoformat()}}}
    try:
        answer = client().search(index=alias(), query=question, size=MOST_ENDED, source=False)
    except (ApiError, TransportError) as error:
        if as_away(error) is None:
            raise
        return 0
    ended = [int(hit["_id"]) for hit in answer["hits"]["hits"]]
    if ended:
        note_changed(ended)
    return len(ended)
