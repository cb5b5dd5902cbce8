"""The parts of the index that Django's models cannot say: full text, and triggers.

SQLite: an FTS5 table over the columns of ``search_document``, kept in step by triggers. PostgreSQL: two generated ``tsvector`` columns with
GIN indexes; configuration ``simple``, no extension, nothing that needs a superuser. On both, a trigger on ``catalog_certificate`` writes to
the log, so that a certificate that is revoked by any route (a bulk update, the console) is seen by the next reader.

:func:`install` may be called again at any time; it is, after every ``migrate``, because Django drops triggers when it remakes a SQLite
table.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

COLUMNS: Final = ("title", "other", "body", "kind", "title_folded", "other_folded", "body_folded", "kind_folded")
LOG_LOCK: Final = 7_134_201
"""Key of PostgreSQL's advisory lock around the log: its numbers must become visible in their order."""

_NEW: Final = ", ".join(f"new.{column}" for column in COLUMNS)
_OLD: Final = ", ".join(f"old.{column}" for column in COLUMNS)
_ALL: Final = ", ".join(COLUMNS)
_EVENTS: Final = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}
"""Which rows of a certificate's change name products: an update may move it from one to another."""

_SQLITE_TEXT: Final = [
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5({_ALL}, content='search_document', content_rowid='product_id',
        tokenize="unicode61 remove_diacritics 0", prefix='1 2 3')""",
    f"""CREATE TRIGGER IF NOT EXISTS search_text_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_text(rowid, {_ALL}) VALUES (new.product_id, {_NEW}); END""",
    f"""CREATE TRIGGER IF NOT EXISTS search_text_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_text(search_text, rowid, {_ALL}) VALUES ('delete', old.product_id, {_OLD}); END""",
    f"""CREATE TRIGGER IF NOT EXISTS search_text_update AFTER UPDATE OF {_ALL} ON search_document BEGIN
        INSERT INTO search_text(search_text, rowid, {_ALL}) VALUES ('delete', old.product_id, {_OLD});
        INSERT INTO search_text(rowid, {_ALL}) VALUES (new.product_id, {_NEW}); END""",
    "DROP TABLE IF EXISTS search_words",  # of earlier versions
]


def _sqlite_certificate(event: str, rows: tuple[str, ...]) -> str:
    lines = "".join(
        f"""INSERT INTO search_change(token, product_id, group_id) VALUES (lower(hex(randomblob(8))), {row}.product_id,
        CASE WHEN {row}.product_id IS NULL THEN {row}.group_id END); """
        for row in rows
    )
    return f"CREATE TRIGGER IF NOT EXISTS search_certificate_{event} AFTER {event.upper()} ON catalog_certificate BEGIN {lines}END"


def _postgres_line(row: str) -> str:
    return f"""INSERT INTO search_change(token, product_id, group_id) VALUES (substr(md5(random()::text), 1, 16), {row}.product_id,
                CASE WHEN {row}.product_id IS NULL THEN {row}.group_id END);"""


def _vector(suffix: str) -> str:
    parts = [
        f"setweight(to_tsvector('simple'::regconfig, {column}{suffix}), '{weight}')"
        for column, weight in (("title", "A"), ("other", "B"), ("body", "C"), ("kind", "D"))
    ]
    return " || ".join(parts)


_POSTGRES: Final = [
    f"ALTER TABLE search_document ADD COLUMN IF NOT EXISTS exact_vector tsvector GENERATED ALWAYS AS ({_vector('')}) STORED",
    f"ALTER TABLE search_document ADD COLUMN IF NOT EXISTS folded_vector tsvector GENERATED ALWAYS AS ({_vector('_folded')}) STORED",
    "CREATE INDEX IF NOT EXISTS search_document_exact ON search_document USING gin (exact_vector) WITH (fastupdate = off)",
    "CREATE INDEX IF NOT EXISTS search_document_folded ON search_document USING gin (folded_vector) WITH (fastupdate = off)",
    f"""CREATE OR REPLACE FUNCTION search_log_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock({LOG_LOCK});
            IF TG_OP <> 'INSERT' THEN {_postgres_line("OLD")} END IF;
            IF TG_OP <> 'DELETE' THEN {_postgres_line("NEW")} END IF;
            RETURN NULL;
        END $$""",
    "DROP TRIGGER IF EXISTS search_certificate ON catalog_certificate",
    """CREATE TRIGGER search_certificate AFTER INSERT OR UPDATE OR DELETE ON catalog_certificate
        FOR EACH ROW EXECUTE FUNCTION search_log_certificate()""",
]
_POSTGRES_UNDO: Final = [
    "DROP TRIGGER IF EXISTS search_certificate ON catalog_certificate",
    "DROP FUNCTION IF EXISTS search_log_certificate()",
    "ALTER TABLE search_document DROP COLUMN IF EXISTS exact_vector",
    "ALTER TABLE search_document DROP COLUMN IF EXISTS folded_vector",
]
_SQLITE_UNDO: Final = [
    *(f"DROP TRIGGER IF EXISTS search_certificate_{event}" for event in _EVENTS),
    *(f"DROP TRIGGER IF EXISTS search_text_{event}" for event in _EVENTS),
    "DROP TABLE IF EXISTS search_words",
    "DROP TABLE IF EXISTS search_text",
]


def install(connection: BaseDatabaseWrapper) -> None:
    """Create what is missing. Needs the tables of ``search`` and ``catalog``."""
    if connection.vendor == "postgresql":
        _run(connection, _POSTGRES)
    else:
        _run(connection, [*_SQLITE_TEXT, *(_sqlite_certificate(event, rows) for event, rows in _EVENTS.items())])


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Remove it all, for a migration backwards."""
    _run(connection, _POSTGRES_UNDO if connection.vendor == "postgresql" else _SQLITE_UNDO)


def is_ready(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables that :func:`install` builds on are there."""
    return {"search_document", "search_change", "catalog_certificate"} <= set(connection.introspection.table_names())


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
