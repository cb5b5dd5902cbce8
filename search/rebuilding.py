"""Makes the database's own index again while the shop stays open, and goes back to what it was before.

Rows are compared with the catalogue batch by batch, each in its own transaction, and only those that differ are written; a reader sees the
old row or the new one, never none. Every replaced row is kept, so that going back is as quick. A rebuild that was broken off goes on where
it stopped.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Final

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from catalog.models import Product
from cooperatives.ledger.txn import write_txn
from search import schema
from search.indexing import BATCH, keep_before, lock_log, note_everything_changed, put, write
from search.models import SearchChange, SearchDocument, SearchRebuild, SearchRowBefore, SearchVocabulary
from search.vocabulary import keep as keep_vocabulary

RESUMED_WITHIN: Final = datetime.timedelta(hours=24)
"""An older rebuild is begun anew: too much may have happened to the rows that it had done."""


class NothingToGoBackTo(RuntimeError):
    """No rebuild changed anything that is still kept."""


def rebuild(report: Callable[[int], object] = lambda done: None) -> int:
    """Bring every row of the index to what the catalogue says and return how many rows there are.

    ``report`` is told how many products were looked at so far, those of an earlier try included.
    """
    # Nobody follows an empty index, and there is nothing to go back to.
    is_first = not SearchDocument.objects.exists()
    if is_first:
        schema.drop_text_index(connection)
    place = _begun() or _begin()
    done = Product.objects.passed().filter(pk__lte=place.built_to).count() if place.built_to else 0
    report(done)
    while batch := list(Product.objects.passed().filter(pk__gt=place.built_to).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        write(batch, log=not is_first, keep=not is_first)
        done, place.built_to = done + len(batch), batch[-1]
        place.save(update_fields=["built_to"])
        report(done)
    _drop_what_does_not_belong()
    schema.make_text_index(connection)
    place.delete()
    note_everything_changed()
    SearchVocabulary.objects.all().delete()
    keep_vocabulary()
    _tidy()
    return SearchDocument.objects.count()


def roll_back() -> int:
    """Put back the rows that the last rebuild replaced and return how many; done twice, it goes forward again.

    What changed since stays as it is now. Raises NothingToGoBackTo.
    """
    ids = list(SearchRowBefore.objects.order_by("product_id").values_list("product_id", flat=True))
    if not ids:
        raise NothingToGoBackTo
    return sum(_put_back(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _put_back(ids: list[int]) -> int:
    with write_txn():
        lock_log()
        # A product that is gone altogether took its row along; a row of it would point nowhere.
        there = set(Product.objects.filter(pk__in=ids).values_list("pk", flat=True))
        kept = list(SearchRowBefore.objects.filter(product_id__in=there))
        SearchRowBefore.objects.filter(product_id__in=ids).delete()
        keep_before([one.product_id for one in kept])
        SearchDocument.objects.filter(pk__in=[one.product_id for one in kept if one.row is None]).delete()
        put([_row(one) for one in kept if one.row is not None])
        SearchChange.objects.bulk_create([SearchChange(product_id=one.product_id) for one in kept])
    return len(kept)


def _row(before: SearchRowBefore) -> SearchDocument:
    fields = dict(before.row or {})
    return SearchDocument(product_id=before.product_id, **fields | {"created_at": parse_datetime(fields["created_at"])})


def _begun() -> SearchRebuild | None:
    return SearchRebuild.objects.filter(begun_at__gt=timezone.now() - RESUMED_WITHIN).order_by("-pk").first()


def _begin() -> SearchRebuild:
    SearchRebuild.objects.all().delete()
    SearchRowBefore.objects.all().delete()
    return SearchRebuild.objects.create(begun_at=timezone.now())


def _drop_what_does_not_belong() -> None:
    gone = SearchDocument.objects.exclude(product_id__in=Product.objects.passed().values("pk")).values_list("pk", flat=True)
    ids = list(gone)
    for start in range(0, len(ids), BATCH):
        write(ids[start : start + BATCH])


def _tidy() -> None:
    """Merge the pieces that a large build leaves behind, and let the database measure its indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_text(search_text) VALUES ('optimize')")
        cursor.execute("ANALYZE search_document")
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE search_lexemes")
