"""The parts of the index that Django's models cannot say: full text, and triggers.

SQLite: an FTS5 table over the columns of ``search_document``, kept in step by triggers. PostgreSQL: a table of lexemes with a GIN index
(:mod:`search.lexemes`), written with each row; no extension, nothing that needs a superuser. On both, a trigger on
``catalog_certificate`` writes to the log, so that a certificate that is revoked by any route (a bulk update, the console) is seen by the
next reader.

:func:`install` may be called again at any time; it is, after every ``migrate``, because Django drops triggers when it remakes a SQLite
table.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from search import lexemes

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


_POSTGRES_INDEX: Final = "CREATE INDEX IF NOT EXISTS search_lexemes_vector ON search_lexemes USING gin (vector) WITH (fastupdate = off)"
_POSTGRES: Final = [
    # A narrow table of its own: thousands of answers are on few pages, and a change of price does not touch it.
    "CREATE TABLE IF NOT EXISTS search_lexemes (product_id bigint PRIMARY KEY, vector tsvector NOT NULL) WITH (toast_tuple_target = 128)",
    _POSTGRES_INDEX,
    # The planner does not know how dear it is to look into a vector, and would rather read all of them for a frequent word.
    """CREATE OR REPLACE FUNCTION search_matching(question tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off
        AS 'SELECT product_id FROM search_lexemes WHERE vector @@ question'""",
    """CREATE OR REPLACE FUNCTION search_forget_lexemes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN DELETE FROM search_lexemes;
            ELSE DELETE FROM search_lexemes WHERE product_id = OLD.product_id; END IF;
            RETURN NULL;
        END $$""",
    "DROP TRIGGER IF EXISTS search_forget ON search_document",
    """CREATE TRIGGER search_forget AFTER DELETE ON search_document
        FOR EACH ROW EXECUTE FUNCTION search_forget_lexemes()""",
    "DROP TRIGGER IF EXISTS search_forget_all ON search_document",
    """CREATE TRIGGER search_forget_all AFTER TRUNCATE ON search_document
        FOR EACH STATEMENT EXECUTE FUNCTION search_forget_lexemes()""",
    # Of earlier versions.
    "ALTER TABLE search_document DROP COLUMN IF EXISTS exact_vector",
    "ALTER TABLE search_document DROP COLUMN IF EXISTS folded_vector",
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
    "DROP TRIGGER IF EXISTS search_forget ON search_document",
    "DROP TRIGGER IF EXISTS search_forget_all ON search_document",
    "DROP FUNCTION IF EXISTS search_forget_lexemes()",
    "DROP FUNCTION IF EXISTS search_matching(tsquery)",
    "DROP TABLE IF EXISTS search_lexemes",
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
        lexemes.fill_missing(connection)
    else:
        _run(connection, [*_SQLITE_TEXT, *(_sqlite_certificate(event, rows) for event, rows in _EVENTS.items())])


def drop_text_index(connection: BaseDatabaseWrapper) -> None:
    """Let very many rows be written without it, which is several times quicker. On PostgreSQL only."""
    if connection.vendor == "postgresql":
        _run(connection, ["DROP INDEX IF EXISTS search_lexemes_vector"])


def make_text_index(connection: BaseDatabaseWrapper) -> None:
    """Make it again, unless it is there."""
    if connection.vendor == "postgresql":
        _run(connection, [_POSTGRES_INDEX])


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
