"""Database settings from ``DATABASE_URL``; one SQLite file when it is empty.

SQLite runs as measured for this shop: IMMEDIATE transactions, WAL, ``synchronous=FULL`` and a long busy timeout. With Django's
default (DEFERRED) most concurrent orders fail at once with "database is locked".
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;",
}


def database(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Return Django's settings dict for ``url``, or for a SQLite file at ``sqlite_path`` when ``url`` is empty."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(sqlite_path), "OPTIONS": dict(SQLITE_OPTIONS)}
    parsed = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        parsed["OPTIONS"] = dict(SQLITE_OPTIONS)
        parsed["CONN_MAX_AGE"] = 0
    return parsed
