"""Reads what the search keeps in memory before the first shopper asks: with very many products that takes seconds."""

from __future__ import annotations

import logging
import threading

from django.db import Error, connections

from search.engines import chosen, of_database
from search.query import SearchQuery

log = logging.getLogger(__name__)

MISTYPED = "maatj onq"
"""Read in every way there is, so that the words of the catalogue are in memory too."""


def warm_in_background() -> threading.Thread:
    """Start :func:`warm` beside the server that is starting; a question that comes meanwhile only waits as long as it would have."""
    thread = threading.Thread(target=warm, name="search-warming", daemon=True)
    thread.start()
    return thread


def warm() -> None:
    """Ask a question of the shop's engine and of the one that stands behind it. A database that is not ready is no reason not to start."""
    try:
        for engine in dict.fromkeys((chosen(), of_database())):
            engine.search(SearchQuery(text=MISTYPED))
    except Error:
        log.warning("the search could not be read beforehand", exc_info=True)
    finally:
        connections.close_all()
