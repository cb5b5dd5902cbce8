"""Writes the index: after a change, or all of it again. Everything else about search only reads."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Min

from catalog.models import Product
from cooperatives.ledger.txn import write_txn
from search import lexemes
from search.documents import FIELDS, documents_of
from search.models import SearchChange, SearchDocument, SearchIndex, SearchRowBefore
from search.schema import LOG_LOCK

BATCH: Final = 500
LOG_LINES: Final = 5_000
"""Lines of the log that are kept; a process that is further behind reads everything again."""
MOST_LOG_LINES: Final = 200_000
"""So many are kept for an index on a search server that is away; one that is further behind has to be built again."""

_TRIM_ONE_IN: Final = 200


def index_products(product_ids: Iterable[int]) -> int:
    """Bring the rows of these products up to date and return how many changed. Nothing is written when nothing changed."""
    changed = 0
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        rows, gone = _differences(batch)
        if rows or gone:
            changed += write(batch)
    return changed


def differing(product_ids: Iterable[int]) -> list[int]:
    """Which of these products are in the index otherwise than they should be, or should not be there. Writes nothing."""
    rows, _ = _differences(sorted(set(product_ids)))
    return sorted(rows)


def note_changed(product_ids: Iterable[int]) -> None:
    """Have everybody who follows the log look at these products again."""
    with write_txn():
        lock_log()
        SearchChange.objects.bulk_create([SearchChange(product_id=pk) for pk in product_ids], batch_size=BATCH)


def note_everything_changed() -> None:
    """Make every process read the whole index again: names of categories, groups or labels changed."""
    with write_txn():
        lock_log()
        SearchChange.objects.create()


def _differences(ids: list[int]) -> tuple[dict[int, SearchDocument | None], set[int]]:
    """Rows that are not as they should be, None for one that should not be there; and products that are gone altogether: the database took
    their rows along, but who follows the log has to hear of it."""
    wanted = documents_of(ids)
    found = SearchDocument.objects.in_bulk(ids)
    rows: dict[int, SearchDocument | None] = {
        pk: document for pk, document in wanted.items() if pk not in found or _values(found[pk]) != _values(document)
    }
    rows |= {pk: None for pk in found if pk not in wanted}
    unknown = {pk for pk in ids if pk not in wanted and pk not in found}
    return rows, unknown - set(Product.objects.filter(pk__in=unknown).values_list("pk", flat=True)) if unknown else set()


def _values(document: SearchDocument) -> list[Any]:
    return [value.replace(tzinfo=None) if isinstance(value := getattr(document, name), datetime) else value for name in FIELDS]


def write(ids: list[int], *, log: bool = True, keep: bool = False) -> int:
    """Write these products' rows and return how many were not as they should be. Compares inside the transaction, so that the last one in
    writes the newest state. ``keep``: what stood there before is kept for going back, unless it may not be shown any more."""
    with write_txn():
        lock_log()
        rows, gone = _differences(ids)
        kept = [pk for pk, document in rows.items() if document is not None] if keep else []
        SearchRowBefore.objects.filter(product_id__in={*rows, *gone}.difference(kept)).delete()
        keep_before(kept)
        documents = [document for document in rows.values() if document is not None]
        SearchDocument.objects.filter(pk__in=[pk for pk, document in rows.items() if document is None]).delete()
        put(documents)
        if log:
            SearchChange.objects.bulk_create([SearchChange(product_id=pk) for pk in (*rows, *gone)])
            if rows and random.randrange(_TRIM_ONE_IN) == 0:
                _trim_log()
    return len(rows)


def put(documents: list[SearchDocument]) -> None:
    """Write rows, over those that are there."""
    SearchDocument.objects.bulk_create(documents, update_conflicts=True, unique_fields=["product"], update_fields=FIELDS, batch_size=BATCH)
    lexemes.write(connection, ((one.product_id, vars(one)) for one in documents))


def keep_before(product_ids: list[int]) -> None:
    """Keep the rows of these products as they are now, unless older ones are kept already. Nothing when there are none."""
    if not product_ids:
        return
    rows = {row.pop("product_id"): row for row in SearchDocument.objects.filter(pk__in=product_ids).values("product_id", *FIELDS)}
    before = [SearchRowBefore(product_id=pk, row=_as_json(rows.get(pk))) for pk in product_ids]
    SearchRowBefore.objects.bulk_create(before, ignore_conflicts=True, batch_size=BATCH)


def _as_json(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return row and row | {"created_at": row["created_at"].isoformat()}


def lock_log() -> None:
    """Let lines of the log become visible in the order of their numbers; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])


def _trim_log() -> None:
    last = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last is not None:
        followers = SearchIndex.objects.aggregate(slowest=Min("log_id"))["slowest"]
        needed = last if followers is None else max(followers, last - MOST_LOG_LINES)
        SearchChange.objects.filter(pk__lt=min(last - LOG_LINES, needed)).delete()
