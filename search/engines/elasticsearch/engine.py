"""The same planner and the same order of answers as in the database (:mod:`search.engines.embedded`); only sets and counts come from the
cluster. When it is away, the database answers in the same request.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from elasticsearch import ApiError, TransportError

from search.engines.base import Engine
from search.engines.elasticsearch import outage
from search.engines.elasticsearch.client import ClusterAway, as_away
from search.engines.elasticsearch.shelf import MOST_DEEP, forget_answers, last_names, shelf
from search.engines.elasticsearch.text import ClusterText
from search.engines.embedded import EmbeddedEngine
from search.names import Names
from search.query import SearchQuery
from search.results import Facets, SearchResults, Suggestion

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class ClusterEngine(EmbeddedEngine):
    """Raises ClusterAway and errors of the client; :class:`WithFallback` is for shoppers."""

    def __init__(self) -> None:
        self._text = ClusterText()
        super().__init__(cast(Any, self._text))

    def names(self) -> Names:
        """As the shelf had them."""
        return last_names() or Names.load()

    def forget_answers(self) -> None:
        """The cluster's own memory of answers too."""
        forget_answers()

    def _columns(self) -> Any:
        made = shelf()
        self._text.use(made)
        return made

    def _count(self, base: Any, chosen: dict[str, Any], bits: Any, columns: Any, day: datetime.date) -> tuple[Facets, int]:
        if isinstance(bits, int) or isinstance(base, int):
            bits, base = columns.goods() & 0, columns.goods() & 0
        if not chosen and columns.is_known_empty(base):
            return Facets(), 0
        facets, groups = columns.count(base, chosen, bits, day)
        return facets, groups

    def _by_season(self, bits: Any, columns: Any, day: datetime.date, start: int, count: int) -> list[int]:
        found: list[int] = columns.by_season(bits, day.month, start, count)
        return found

    def _less(self, bits: Any, rows: Sequence[int], columns: Any) -> Any:
        return bits & ~columns.goods({"terms": {"product_id": list(rows)}})


class WithFallback:
    """Asks the cluster, and the database when there is no answer: at once, and for the next seconds too."""

    def __init__(self, cluster: Engine, database: Engine) -> None:
        self._cluster, self._database = cluster, database

    def search(self, query: SearchQuery) -> SearchResults:
        """As any engine."""
        if query.page * query.per_page > MOST_DEEP:
            return self._database.search(query)
        return self._either(lambda engine: engine.search(query))

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """As any engine."""
        return self._either(lambda engine: engine.suggest(text, limit))

    def names(self) -> Names:
        """Of the engine that answers now."""
        return (self._database if outage.is_on() else self._cluster).names()

    def _either(self, ask: Callable[[Engine], Answer]) -> Answer:
        if outage.is_on():
            return ask(self._database)
        try:
            answer = ask(self._cluster)
        except ClusterAway as away:
            outage.begin(away)
        except (ApiError, TransportError) as error:
            if (missing := as_away(error)) is not None:
                outage.begin(missing)
            else:
                log.exception("the search cluster refused a question, the database answers it")
        else:
            return answer
        return ask(self._database)
