"""Queries asked twice, with the table of synonyms as it is and as it would be, so that staff see what they teach before they save it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from catalog.models import Product
from search import snapshot
from search.engines import of_database
from search.query import SearchQuery
from search.results import SearchResults
from search.synonyms import Synonyms

SHOWN: Final = 5
MOST_QUERIES: Final = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many products a query has, and the names of the first ones."""

    total: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One query before and after."""

    text: str
    before: Outcome
    after: Outcome

    @property
    def is_changed(self) -> bool:
        """Whether anybody would notice."""
        return self.before != self.after


def effects(texts: Iterable[str], synonyms: Synonyms) -> list[Effect]:
    """Every query with the table as it is and with ``synonyms``, those that change first. Nothing is stored or remembered."""
    columns = snapshot.current()
    other = replace(columns, names=replace(columns.names, synonyms=synonyms), answers={})
    engine = of_database()
    asked = list(dict.fromkeys(texts))[:MOST_QUERIES]
    queries = [SearchQuery.of_text(text) for text in asked]
    answers = [(engine.search_in(query, columns), engine.search_in(query, other)) for query in queries]
    names = Product.objects.in_bulk({pk for pair in answers for found in pair for pk in found.product_ids[:SHOWN]})

    def outcome(found: SearchResults) -> Outcome:
        return Outcome(found.total, tuple(names[pk].name_vi for pk in found.product_ids[:SHOWN] if pk in names))

    made = [Effect(text, outcome(before), outcome(after)) for text, (before, after) in zip(asked, answers, strict=True)]
    return sorted(made, key=lambda effect: not effect.is_changed)
