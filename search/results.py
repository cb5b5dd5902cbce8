"""The answer to a :class:`~search.query.SearchQuery`: product ids in order and counts; the words on screen are made by the view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.highlights import Pieces, excerpt, pieces
from search.intents import Intent
from search.plan import Phrase
from search.query import PER_PAGE


@dataclass(frozen=True, slots=True)
class Facets:
    """How many products each value would give, with all other filters as they are and the value's own filter left out.

    ``categories``: by category id, a parent counts its children. ``provinces``: by code. ``labels``: by scheme id, valid today.
    ``groups``: by group id. ``prices``: by the range as the address says it. Values without a product are left out.
    """

    categories: Mapping[int, int] = field(default_factory=dict)
    provinces: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[int, int] = field(default_factory=dict)
    groups: Mapping[int, int] = field(default_factory=dict)
    prices: Mapping[str, int] = field(default_factory=dict)
    in_season: int = 0
    in_stock: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """The question was answered in another reading than typed. ``shown``: what was looked for instead; ``dropped``: words left aside."""

    shown: str
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of products. ``group_total``: from how many groups. ``note``: set when the words were read differently than typed.
    ``similar``: products near the question when it has few answers. ``understood``: what the words asked beside the thing.
    ``phrases``: what was looked for in words, in every name it has. ``took_ms``: how long the engine needed."""

    product_ids: tuple[int, ...]
    total: int
    group_total: int
    facets: Facets
    page: int = 1
    per_page: int = PER_PAGE
    note: Note | None = None
    similar: tuple[int, ...] = ()
    understood: Intent = Intent()
    phrases: tuple[Phrase, ...] = ()
    took_ms: float = field(default=0.0, compare=False)

    @property
    def pages(self) -> int:
        """Number of the last page, at least 1."""
        return max(1, -(-self.total // self.per_page))

    def highlighted(self, text: str) -> Pieces:
        """A text with what was looked for marked: a name, say."""
        return pieces(text, self.phrases)

    def excerpt(self, text: str) -> Pieces:
        """The part of a longer text with what was looked for; nothing when it is not in it."""
        return excerpt(text, self.phrases)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box. ``kind``: product, group, category or province. ``key``: slug, or a province's code."""

    kind: str
    name: str
    key: str
