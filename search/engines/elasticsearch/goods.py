"""Sets of products that are asked of the cluster.

They are combined like the whole numbers of :mod:`search.bits` and cost nothing until they are counted, so that the planner and the order of
answers are the same code whatever engine stands behind.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

Query = dict[str, Any]
EVERYTHING: Final[Query] = {"match_all": {}}
NOTHING: Final[Query] = {"match_none": {}}


class Goods:
    """A set: products that pass all of ``filters``. ``count`` asks the cluster how many there are."""

    __slots__ = ("_count", "_key", "filters")

    def __init__(self, filters: tuple[Query, ...], count: Callable[[Goods], int]) -> None:
        self.filters, self._count = filters, count
        self._key = ""

    @property
    def query(self) -> Query:
        """The question as the cluster takes it."""
        if len(self.filters) == 1:
            return self.filters[0]
        return {"bool": {"filter": list(self.filters)}} if self.filters else EVERYTHING

    @property
    def key(self) -> str:
        """The same for the same question."""
        self._key = self._key or json.dumps(self.query, sort_keys=True)
        return self._key

    def __and__(self, other: Goods | int) -> Goods:
        if isinstance(other, int):
            return self if other else self._of((NOTHING,))
        return self._of((*self.filters, *(one for one in other.filters if one not in self.filters)))

    def __or__(self, other: Goods | int) -> Goods:
        if isinstance(other, int):
            return self._of(()) if other else self
        return self._of(({"bool": {"should": [self.query, other.query], "minimum_should_match": 1}},))

    def __invert__(self) -> Goods:
        return self._of(({"bool": {"must_not": [self.query]}},))

    __rand__ = __and__
    __ror__ = __or__

    def __bool__(self) -> bool:
        return self.bit_count() > 0

    def bit_count(self) -> int:
        """How many products there are."""
        return 0 if NOTHING in self.filters else self._count(self)

    def _of(self, filters: tuple[Query, ...]) -> Goods:
        return Goods(filters, self._count)


def any_of(queries: list[Query]) -> Query:
    """At least one of these."""
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries, "minimum_should_match": 1}}
