"""Engines: embedded in the database by default."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.engines.postgresql import PostgresText
from search.engines.sqlite import SqliteText

ENGINES: Final = ("sqlite", "postgresql")


def of_name(name: str | None) -> Engine:
    """The engine of that name, None: the shop's own. Raises LookupError when this shop's database cannot be it."""
    if name is not None and name != connection.vendor:
        raise LookupError(f"This shop runs on {connection.vendor}. Set DATABASE_URL to a database of the kind {name} first.")
    return chosen()


def chosen() -> Engine:
    """The embedded engine over the shop's database.

    Raises ImproperlyConfigured when a search server is configured: there is no engine for it.
    """
    if settings.ELASTICSEARCH_URL:
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL is set, but this version searches in its own database only. Unset ELASTICSEARCH_URL to start the shop."
        )
    return _embedded(connection.vendor)


@lru_cache(maxsize=2)
def _embedded(vendor: str) -> EmbeddedEngine:
    return EmbeddedEngine(PostgresText() if vendor == "postgresql" else SqliteText())
