"""The SQL of the ledger's triggers for SQLite and PostgreSQL; what they are for stands in :mod:`.triggers`."""

from __future__ import annotations

ACCOUNT, ENTRY, POSTING, SEAL = TABLES = ("ledger_account", "ledger_entry", "ledger_posting", "ledger_seal")

APPEND_ONLY = "ledger: append-only"
IDENTITY = "ledger: an account keeps its code, kind, currency, owner and floor"
KEPT_BALANCE = "ledger: only a seal moves a kept balance"
SEALED = "ledger: the entry is sealed"
CURRENCY = "ledger: one posting, one currency"
TIME = "ledger: a posting has the time of its entry"
EMPTY = "ledger: an entry without postings cannot be sealed"


def _net(account: str, key: str) -> str:
    """SQL: by how much the entry with ``key`` moves ``account`` (an alias), in the sign of the account's normal side."""
    return (
        f"(SELECT COALESCE(SUM(CASE WHEN (p.debit_id = {account}.id) = ({account}.kind IN ('A', 'E')) "
        f"THEN p.amount_vnd ELSE -p.amount_vnd END), 0) "
        f"FROM {POSTING} p JOIN {ENTRY} e ON e.id = p.entry_id "
        f"WHERE e.key = {key} AND (p.debit_id = {account}.id OR p.credit_id = {account}.id))"
    )


def _touched(key: str) -> str:
    """SQL: ids of the accounts in the entry with ``key``."""
    postings = f"FROM {POSTING} p JOIN {ENTRY} e ON e.id = p.entry_id WHERE e.key = {key}"
    return f"(SELECT p.debit_id {postings} UNION SELECT p.credit_id {postings})"


_MOVE_FLOORS = f"UPDATE {ACCOUNT} SET bal = bal + {_net(ACCOUNT, 'NEW.key')} WHERE floor_zero AND id IN {_touched('NEW.key')};"
_IDENTITY_FIELDS = ("id", "code", "kind", "currency", "owner", "floor_zero")


# --- SQLite ---------------------------------------------------------------------------------------------------------------
def _sqlite(name: str, table: str, event: str, condition: str, message: str) -> tuple[str, tuple[str, str]]:
    when = f" WHEN {condition}" if condition else ""
    return name, (table, f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END")


def _sqlite_append_only(table: str, taken: str) -> list[tuple[str, tuple[str, str]]]:
    # INSERT OR REPLACE deletes the row in its way without firing a DELETE trigger, so a taken place is refused before.
    return [
        _sqlite(f"{table}_no_update", table, "UPDATE", "", APPEND_ONLY),
        _sqlite(f"{table}_no_delete", table, "DELETE", "", APPEND_ONLY),
        _sqlite(f"{table}_no_replace", table, "INSERT", f"EXISTS (SELECT 1 FROM {table} t WHERE {taken})", APPEND_ONLY),
    ]


_LAST_SEAL = f"(SELECT key FROM {SEAL} ORDER BY rowid DESC LIMIT 1)"

SQLITE_TRIGGERS: dict[str, tuple[str, str]] = dict(
    [
        *_sqlite_append_only(ENTRY, "t.id = NEW.id OR t.key = NEW.key OR t.reverses_id = NEW.reverses_id"),
        *_sqlite_append_only(POSTING, "t.id = NEW.id OR (t.entry_id = NEW.entry_id AND t.seq = NEW.seq)"),
        *_sqlite_append_only(SEAL, "t.key = NEW.key"),
        _sqlite(f"{ACCOUNT}_no_delete", ACCOUNT, "DELETE", "", APPEND_ONLY),
        _sqlite(
            f"{ACCOUNT}_no_replace",
            ACCOUNT,
            "INSERT",
            f"EXISTS (SELECT 1 FROM {ACCOUNT} t WHERE t.id = NEW.id OR t.code = NEW.code)",
            APPEND_ONLY,
        ),
        _sqlite(
            f"{ACCOUNT}_identity", ACCOUNT, "UPDATE", " OR ".join(f"NEW.{field} IS NOT OLD.{field}" for field in _IDENTITY_FIELDS), IDENTITY
        ),
        _sqlite(f"{ACCOUNT}_opens_empty", ACCOUNT, "INSERT", "NEW.bal <> 0", KEPT_BALANCE),
        # SQLite cannot tell a trigger's UPDATE from another; it can tell that the newest seal does not account for the difference.
        _sqlite(
            f"{ACCOUNT}_kept_balance",
            ACCOUNT,
            "UPDATE OF bal",
            f"NEW.bal IS NOT OLD.bal AND NEW.bal - OLD.bal IS NOT {_net('OLD', _LAST_SEAL)}",
            KEPT_BALANCE,
        ),
        _sqlite(
            f"{POSTING}_open_entry",
            POSTING,
            "INSERT",
            f"EXISTS (SELECT 1 FROM {SEAL} s JOIN {ENTRY} e ON e.key = s.key WHERE e.id = NEW.entry_id)",
            SEALED,
        ),
        _sqlite(
            f"{POSTING}_currency",
            POSTING,
            "INSERT",
            f"(SELECT currency FROM {ACCOUNT} WHERE id = NEW.debit_id) IS NOT (SELECT currency FROM {ACCOUNT} WHERE id = NEW.credit_id)",
            CURRENCY,
        ),
        _sqlite(f"{POSTING}_time", POSTING, "INSERT", f"NEW.at IS NOT (SELECT at FROM {ENTRY} WHERE id = NEW.entry_id)", TIME),
        _sqlite(
            f"{SEAL}_not_empty",
            SEAL,
            "INSERT",
            f"NOT EXISTS (SELECT 1 FROM {POSTING} p JOIN {ENTRY} e ON e.id = p.entry_id WHERE e.key = NEW.key)",
            EMPTY,
        ),
        (f"{SEAL}_moves_floors", (SEAL, f"CREATE TRIGGER {SEAL}_moves_floors AFTER INSERT ON {SEAL} BEGIN {_MOVE_FLOORS} END")),
    ]
)


# --- PostgreSQL -----------------------------------------------------------------------------------------------------------
def _raise(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {body} END $body$"


POSTGRESQL_FUNCTIONS: tuple[str, ...] = (
    _function("ledger_append_only", _raise(APPEND_ONLY)),
    _function(
        "ledger_account_guard",
        f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.bal <> 0 THEN {_raise(KEPT_BALANCE)} END IF;
            RETURN NEW;
        END IF;
        IF {" OR ".join(f"NEW.{field} IS DISTINCT FROM OLD.{field}" for field in _IDENTITY_FIELDS)} THEN {_raise(IDENTITY)} END IF;
        -- Depth 1 is this trigger alone: the UPDATE came from outside, not from the seal's trigger.
        IF NEW.bal <> OLD.bal AND pg_trigger_depth() < 2 THEN {_raise(KEPT_BALANCE)} END IF;
        RETURN NEW;""",
    ),
    _function(
        "ledger_posting_guard",
        f"""
        IF EXISTS (SELECT 1 FROM {SEAL} s JOIN {ENTRY} e ON e.key = s.key WHERE e.id = NEW.entry_id) THEN {_raise(SEALED)} END IF;
        IF (SELECT currency FROM {ACCOUNT} WHERE id = NEW.debit_id) IS DISTINCT FROM
           (SELECT currency FROM {ACCOUNT} WHERE id = NEW.credit_id) THEN {_raise(CURRENCY)} END IF;
        IF NEW.at IS DISTINCT FROM (SELECT at FROM {ENTRY} WHERE id = NEW.entry_id) THEN {_raise(TIME)} END IF;
        RETURN NEW;""",
    ),
    _function(
        "ledger_seal_guard",
        f"""
        IF NOT EXISTS (SELECT 1 FROM {POSTING} p JOIN {ENTRY} e ON e.id = p.entry_id WHERE e.key = NEW.key) THEN {_raise(EMPTY)} END IF;
        RETURN NEW;""",
    ),
    _function("ledger_seal_moves_floors", f"{_MOVE_FLOORS} RETURN NULL;"),
)


def _postgresql(name: str, table: str, event: str, function: str, *, each: str = "ROW") -> tuple[str, tuple[str, str]]:
    return name, (table, f"CREATE OR REPLACE TRIGGER {name} {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()")


POSTGRESQL_TRIGGERS: dict[str, tuple[str, str]] = dict(
    [
        *(_postgresql(f"{table}_no_update", table, "BEFORE UPDATE", "ledger_append_only") for table in (ENTRY, POSTING, SEAL)),
        *(_postgresql(f"{table}_no_delete", table, "BEFORE DELETE", "ledger_append_only") for table in TABLES),
        *(_postgresql(f"{table}_no_truncate", table, "BEFORE TRUNCATE", "ledger_append_only", each="STATEMENT") for table in TABLES),
        _postgresql(f"{ACCOUNT}_guard", ACCOUNT, "BEFORE INSERT OR UPDATE", "ledger_account_guard"),
        _postgresql(f"{POSTING}_guard", POSTING, "BEFORE INSERT", "ledger_posting_guard"),
        _postgresql(f"{SEAL}_not_empty", SEAL, "BEFORE INSERT", "ledger_seal_guard"),
        _postgresql(f"{SEAL}_moves_floors", SEAL, "AFTER INSERT", "ledger_seal_moves_floors"),
    ]
)
