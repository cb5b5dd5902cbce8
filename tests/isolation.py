"""Puts the database back as the migrations left it after a test that really committed.

Django empties every table after such a test, and with it what migrations wrote: the first pages, the languages, the accounts of the
ledger. The next test would then depend on the order. Here the rows that stood there before the first test are kept, column by column,
and written back, so every test starts from the same database whatever ran before it, in any order and in any xdist worker.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from tests import ledger_flush
from tests.ledger_flush import triggers_suspended

_Rows = list[tuple[Any, ...]]
_kept: dict[tuple[str, tuple[str, ...]], _Rows] = {}
_django_teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _tables() -> list[tuple[str, tuple[str, ...]]]:
    """Each table of ours or of a package, with the columns that can be written."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
            fields = model._meta.local_concrete_fields
            tables[model._meta.db_table] = tuple(str(field.column) for field in fields if not field.generated)
    return list(tables.items())


def keep_rows() -> None:
    """Remember what the migrations wrote. Called once, right after the test database is made."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, columns in _tables():
            cursor.execute(f"SELECT {', '.join(map(quote, columns))} FROM {quote(table)}")
            rows = cursor.fetchall()
            if rows:
                _kept[table, columns] = rows


def write_rows_back() -> None:
    """Write the remembered rows into the emptied tables; foreign keys are checked when the transaction commits."""
    quote = connection.ops.quote_name
    with triggers_suspended(connection), connection.cursor() as cursor:
        for table, columns in _tables():
            if (table, columns) in _kept:  # Django itself writes content types and permissions again, under new numbers
                cursor.execute(f"DELETE FROM {quote(table)}")
        for (table, columns), rows in _kept.items():
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) VALUES ({marks})", rows)
    ContentType.objects.clear_cache()  # it remembers the new numbers
    cache.clear()


def _teardown(test_case: TransactionTestCase) -> None:
    _django_teardown(test_case)
    write_rows_back()


def install() -> None:
    """Make every committing test end by writing the migrations' rows back."""
    ledger_flush.install()
    TransactionTestCase._fixture_teardown = _teardown  # type: ignore[attr-defined]
