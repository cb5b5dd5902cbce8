"""What every search engine can do."""

from __future__ import annotations

from typing import Protocol

from search.names import Names
from search.query import SearchQuery
from search.results import SearchResults, Suggestion


class Engine(Protocol):
    """Answers questions; how it keeps its index is its own affair."""

    def search(self, query: SearchQuery) -> SearchResults:
        """Answer a question: one page of products, and the counts of every filter."""
        ...

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """What the beginning of a word may become; the best first."""
        ...

    def names(self) -> Names:
        """Names of what one filters by, as the last answer in this process knew them."""
        ...
