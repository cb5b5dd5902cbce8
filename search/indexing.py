"""Writes the index: after a change, or all of it again. Everything else about search only reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from django.db import connection

from catalog.models import Product
from cooperatives.ledger.txn import write_txn
from search.documents import FIELDS, documents_of
from search.models import SearchChange, SearchDocument
from search.schema import LOG_LOCK

BATCH: Final = 500
LOG_LINES: Final = 5_000
"""Lines of the log that are kept; a process that is further behind reads everything again."""

_TRIM_ONE_IN: Final = 200


def index_products(product_ids: Iterable[int]) -> int:
    """Bring the rows of these products up to date and return how many changed. Nothing is written when nothing changed."""
    changed = 0
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        if _differences(batch):
            changed += _write(batch)
    return changed


def rebuild(report: Callable[[int], object] = lambda done: None) -> int:
    """Write every row again, batch by batch, while the shop stays open; return the number of products in the index.

    ``report`` is told how many products were looked at so far.
    """
    gone = SearchDocument.objects.exclude(product_id__in=Product.objects.passed().values("pk")).values_list("pk", flat=True)
    index_products(list(gone))
    done, last = 0, 0
    while batch := list(Product.objects.passed().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _write(batch, log=False)
        done, last = done + len(batch), batch[-1]
        report(done)
    note_everything_changed()
    _tidy()
    return SearchDocument.objects.count()


def note_everything_changed() -> None:
    """Make every process read the whole index again: names of categories, groups or labels changed."""
    with write_txn():
        _lock_log()
        SearchChange.objects.create()


def _differences(ids: list[int]) -> dict[int, SearchDocument | None]:
    """Rows that are not as they should be; None for one that should not be there."""
    wanted = documents_of(ids)
    found = SearchDocument.objects.in_bulk(ids)
    differing: dict[int, SearchDocument | None] = {
        pk: document for pk, document in wanted.items() if pk not in found or _values(found[pk]) != _values(document)
    }
    return differing | {pk: None for pk in found if pk not in wanted}


def _values(document: SearchDocument) -> list[Any]:
    return [value.replace(tzinfo=None) if isinstance(value := getattr(document, name), datetime) else value for name in FIELDS]


def _write(ids: list[int], *, log: bool = True) -> int:
    """Compare again inside the transaction, so that the last one in writes the newest state."""
    with write_txn():
        _lock_log()
        differing = _differences(ids)
        documents = [document for document in differing.values() if document is not None]
        SearchDocument.objects.filter(pk__in=[pk for pk, document in differing.items() if document is None]).delete()
        SearchDocument.objects.bulk_create(
            documents, update_conflicts=True, unique_fields=["product"], update_fields=FIELDS, batch_size=BATCH
        )
        if log:
            SearchChange.objects.bulk_create([SearchChange(product_id=pk) for pk in differing])
            if differing and random.randrange(_TRIM_ONE_IN) == 0:
                _trim_log()
    return len(differing)


def _lock_log() -> None:
    """Let lines of the log become visible in the order of their numbers; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])


def _trim_log() -> None:
    last = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last is not None:
        SearchChange.objects.filter(pk__lt=last - LOG_LINES).delete()


def _tidy() -> None:
    """Merge the pieces that a large build leaves behind, and let the database measure its indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_text(search_text) VALUES ('optimize')")
        cursor.execute("ANALYZE search_document")
