"""What the embedded engine asks of a database's full text search; one class per database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Final, Protocol

from search.plan import Slot

ENOUGH: Final = 24
"""With so many products near the question, nothing farther is looked for."""


class Where(Enum):
    """In which words of a product a slot may be filled."""

    TITLE = "title"
    WORDS = "words"
    """Title, group, place, packs, description."""
    KINDS_TOO = "kinds"
    """And the names of its category, which are wide: "Mật ong, mật khác và nông sản thực phẩm khác"."""


class TextIndex(Protocol):
    """Full text of one database."""

    def matching(self, slots: Sequence[Slot], *, where: Where, newest: int | None = None) -> list[int]:
        """Products that fill every slot; only so many with the highest ids when ``newest`` is given."""
        ...

    def near(self, slots: Sequence[Slot], parts: Sequence[Slot], limit: int) -> list[int]:
        """About ``limit`` products that fill some of the slots in their title, or else some of the ``parts`` (their syllables)."""
        ...

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Which of these syllables without marks are in the index; the number only tells that there is any product."""
        ...

    def starting(self, words: Sequence[str], limit: int) -> list[int]:
        """Some products with these syllables side by side in their title, the last one perhaps unfinished."""
        ...


def near_all_but_one(titled: Callable[[list[Sequence[Slot]]], Iterable[list[int]]], slots: Sequence[Slot], limit: int) -> list[int]:
    """Products that fill all slots but one, then some that fill one alone.

    ``titled``: for each of several questions some products with all of its slots in their title. To weigh every product that fills any slot
    costs more than all the rest of an answer, when one of them is "cà phê".
    """
    found: dict[int, None] = {}
    if len(slots) > 2:
        all_but_one = [[slot for at, slot in enumerate(slots) if at != left_out] for left_out in range(len(slots))]
        found = dict.fromkeys(pk for some in titled([*all_but_one]) for pk in some)
    if len(found) < ENOUGH:
        found |= dict.fromkeys(pk for some in titled([[slot] for slot in slots]) for pk in some)
    return list(found)[: 2 * limit]
