"""The triggers that keep the books append-only, written from here after every ``migrate``.

They are not in a migration because Django's ``AlterField`` rebuilds a table on SQLite: that silently drops the table's triggers, and fails
when another table's trigger names it. So a migration of the ledger takes them down first and they come back after it (:mod:`.apps`).
:func:`install` is idempotent, :func:`missing` names what is not there (asked by the system check and by ``check_ledger``).

The rules, the same on both databases; a broken one raises ``IntegrityError``:

- entries, postings and seals are never updated, deleted, replaced or truncated; accounts are never deleted and keep their identity
- a posting has one currency and its entry's time, and goes to an entry that is still open
- a seal closes an entry that has postings, and moves the kept balance of every floor account by that entry's net amount. The net
  counts, so the order of the lines does not matter; a CHECK refuses a balance below zero
- a kept balance is moved by a seal and by nothing else

Whoever may change the schema can drop triggers; on PostgreSQL give the shop's runtime role no such right.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .trigger_sql import POSTGRESQL_FUNCTIONS, POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS, TABLES


def expected(vendor: str) -> dict[str, str]:
    """Trigger name -> table, for ``"sqlite"`` or ``"postgresql"``. Another database is an error: it would run without the rules."""
    if vendor == "sqlite":
        return {name: table for name, (table, _) in SQLITE_TRIGGERS.items()}
    if vendor == "postgresql":
        return {name: table for name, (table, _) in POSTGRESQL_TRIGGERS.items()}
    raise NotImplementedError(f"The ledger has no triggers for {vendor}; it runs on SQLite and PostgreSQL.")


def _tables_exist(connection: BaseDatabaseWrapper) -> bool:
    return set(TABLES) <= set(connection.introspection.table_names())


def install(connection: BaseDatabaseWrapper) -> None:
    """Write every trigger that is missing or differs from ours. Does nothing while the tables do not exist."""
    if not _tables_exist(connection):
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            present = dict(cursor.fetchall())
            for name, (_, sql) in SQLITE_TRIGGERS.items():
                if present.get(name) != sql:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    cursor.execute(sql)
        else:
            expected(connection.vendor)  # refuses a database that has no rules
            for function in POSTGRESQL_FUNCTIONS:
                cursor.execute(function)
            for name, (table, sql) in POSTGRESQL_TRIGGERS.items():
                cursor.execute(sql)
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger of ours: before the ledger's tables go, and around a test's flush. Follow it with :func:`install`."""
    if not _tables_exist(connection):
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, table in expected(connection.vendor).items():
            on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are absent, altered (SQLite) or switched off (PostgreSQL); empty while the tables do not exist."""
    if not _tables_exist(connection):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            present = dict(cursor.fetchall())
            return sorted(name for name, (_, sql) in SQLITE_TRIGGERS.items() if present.get(name) != sql)
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') "
            "AND tgrelid IN (SELECT to_regclass(t)::oid FROM unnest(%s::text[]) AS t)",
            [list(TABLES)],
        )
        names = {row[0] for row in cursor.fetchall()}
        return sorted(set(expected(connection.vendor)) - names)
