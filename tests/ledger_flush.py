"""Lets Django empty the ledger's tables after a test that really committed.

Such tests end with ``flush`` (DELETE on SQLite, TRUNCATE on PostgreSQL), which the ledger's triggers refuse, as they should. The one
function through which Django runs the flush is wrapped here: triggers down, flush, triggers up, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

_django_flush = BaseDatabaseOperations.execute_sql_flush


@contextmanager
def triggers_suspended(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the ledger's triggers down inside the block, also to plant damage that the checks must find. In tests only."""
    from cooperatives.ledger import triggers

    with transaction.atomic(using=connection.alias):
        _check_foreign_keys_now(connection)
        triggers.remove(connection)
        yield
        _check_foreign_keys_now(connection)
        triggers.install(connection)


def _check_foreign_keys_now(connection: BaseDatabaseWrapper) -> None:
    """PostgreSQL changes no trigger of a table whose foreign keys wait for COMMIT to be checked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _flush(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
    with triggers_suspended(operations.connection):
        _django_flush(operations, sql_list)


def install() -> None:
    """Make every flush of the test run pass the ledger's triggers. Safe to call twice."""
    BaseDatabaseOperations.execute_sql_flush = _flush  # type: ignore[method-assign, assignment]
