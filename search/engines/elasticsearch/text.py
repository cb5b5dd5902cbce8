"""Full text on the cluster: what :class:`search.engines.text.TextIndex` asks, as sets where the database gives numbers."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from search.engines.elasticsearch.goods import Goods, Query, any_of
from search.engines.text import ENOUGH, Where, near_all_but_one
from search.plan import Phrase, Slot

if TYPE_CHECKING:
    from search.engines.elasticsearch.shelf import ClusterShelf

_FIELDS: Final = {
    Where.TITLE: ("title",),
    Where.WORDS: ("title", "other", "body"),
    Where.KINDS_TOO: ("title", "other", "body", "kind"),
}
_KNOWN_IN: Final = ("title_folded", "other_folded", "kind_folded")
_MOST_WORDS: Final = 1_000
_MOST_ENDINGS: Final = 500
"""So many words may go on from an unfinished one."""


class ClusterText:
    """Asks through the shelf of the question that this thread answers."""

    def __init__(self) -> None:
        self._of_thread = threading.local()

    def use(self, shelf: ClusterShelf) -> None:
        """From now on this thread answers with that shelf."""
        self._of_thread.shelf = shelf

    def _shelf(self) -> ClusterShelf:
        shelf: ClusterShelf = self._of_thread.shelf
        return shelf

    def matching(self, slots: Sequence[Slot], *, where: Where, newest: int | None = None) -> Goods:
        """Products that fill every slot."""
        return self._shelf().goods(*(_slot(slot, where) for slot in slots))

    def near(self, slots: Sequence[Slot], parts: Sequence[Slot], limit: int) -> list[int]:
        """All slots but one, one alone, or those with the most parts."""
        shelf = self._shelf()

        def titled(asked: list[Sequence[Slot]]) -> list[list[int]]:
            return shelf.newest_of([shelf.goods(*(_slot(slot, Where.TITLE) for slot in one)).query for one in asked], limit)

        found = near_all_but_one(titled, slots, limit)
        if len(found) >= ENOUGH or not parts:
            return found
        each: list[Query] = [{"constant_score": {"filter": _slot(slot, Where.TITLE)}} for slot in parts]
        return list(dict.fromkeys([*found, *shelf.best({"bool": {"should": each, "minimum_should_match": 1}}, limit)]))

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Which of these syllables are in a title, around it or in a category; the number is only told as one or none."""
        asked = list(dict.fromkeys(words))
        found: dict[str, int] = {}
        for start in range(0, len(asked), _MOST_WORDS):
            part = asked[start : start + _MOST_WORDS]
            queries = {word: any_of([{"term": {field: word}} for field in _KNOWN_IN]) for word in part}
            found |= dict.fromkeys(self._shelf().which(queries), 1)
        return found

    def starting(self, words: Sequence[str], limit: int) -> list[int]:
        """Products on sale with these syllables side by side in their title, the last one perhaps unfinished; the newest first."""
        shelf = self._shelf()
        query: Query = {"match_phrase_prefix": {"title_folded": {"query": " ".join(words), "max_expansions": _MOST_ENDINGS}}}
        if len(words) == 1:
            query = {"prefix": {"title_folded": {"value": words[0]}}}
        (found,) = shelf.newest_of([(shelf.on_sale(timezone.localdate()) & shelf.goods(query)).query], limit)
        return found


def _slot(slot: Slot, where: Where) -> Query:
    return any_of([_phrase(phrase, where) for phrase in slot.needed])


def _phrase(phrase: Phrase, where: Where) -> Query:
    fields = [field if phrase.exact else f"{field}_folded" for field in _FIELDS[where]]
    if len(phrase.words) == 1:
        return any_of([{"term": {field: phrase.words[0]}} for field in fields])
    return any_of([{"match_phrase": {field: " ".join(phrase.words)}} for field in fields])
