"""A database for the time of one evaluation, beside the shop's own, which is not touched."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator

from django.db import connection

from search import snapshot


@contextlib.contextmanager
def throwaway_database() -> Iterator[None]:
    """Point this process at a new, migrated database of the same kind, and remove it again: in memory on SQLite, on PostgreSQL one that
    the configured user must be allowed to create. Raises DatabaseError when it may not."""
    own_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"sinhke_judged_{secrets.token_hex(4)}" if connection.vendor == "postgresql" else None
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    snapshot.forget()
    try:
        yield
    finally:
        snapshot.forget()
        connection.creation.destroy_test_db(own_name, verbosity=0)
