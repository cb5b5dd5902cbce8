"""One question (:class:`search.query.SearchQuery`), one answer (:class:`search.results.SearchResults`), whatever engine stands behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.engines.base import Engine


def engine() -> Engine:
    """The engine this shop runs on."""
    from search.engines import chosen

    return chosen()
