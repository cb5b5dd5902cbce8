"""Engines: embedded in the database by default, a cluster with the database behind it when there is one."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db import connection

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.engines.postgresql import PostgresText
from search.engines.sqlite import SqliteText

ENGINES: Final = ("sqlite", "postgresql", "elasticsearch")


def of_name(name: str | None) -> Engine:
    """The engine of that name, None: the shop's own. Raises LookupError when this shop is not set up for it."""
    if name == "elasticsearch":
        if not settings.ELASTICSEARCH_URL:
            raise LookupError("Set ELASTICSEARCH_URL to a cluster first; `make elasticsearch` starts one.")
        return _cluster()
    if name is None:
        return chosen()
    if name != connection.vendor:
        raise LookupError(f"This shop runs on {connection.vendor}. Set DATABASE_URL to a database of the kind {name} first.")
    return _embedded(connection.vendor)


def chosen() -> Engine:
    """The cluster that ``ELASTICSEARCH_URL`` names, with the database behind it; without one the embedded engine."""
    return _with_fallback(connection.vendor) if settings.ELASTICSEARCH_URL else _embedded(connection.vendor)


@lru_cache(maxsize=2)
def _with_fallback(vendor: str) -> Engine:
    from search.engines.elasticsearch.engine import WithFallback

    return WithFallback(_cluster(), _embedded(vendor))


@lru_cache(maxsize=1)
def _cluster() -> Engine:
    # The client takes half a second to import, which a shop without a cluster need not pay.
    from search.engines.elasticsearch.engine import ClusterEngine

    return ClusterEngine()


def of_database() -> EmbeddedEngine:
    """The engine inside the shop's own database, whatever else is configured."""
    return _embedded(connection.vendor)


@lru_cache(maxsize=2)
def _embedded(vendor: str) -> EmbeddedEngine:
    return EmbeddedEngine(PostgresText() if vendor == "postgresql" else SqliteText())


def throwaway_index(name: str | None) -> AbstractContextManager[None]:
    """What the engine of that name needs to answer from the database as it is now; removed afterwards. Nothing for a database's own engine.

    With None, the shop's own engine, which is the cluster when there is one.
    """
    if name != "elasticsearch" and (name is not None or not settings.ELASTICSEARCH_URL):
        return nullcontext()
    from search.engines.elasticsearch.throwaway import throwaway_index

    return throwaway_index()
