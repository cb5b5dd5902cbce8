"""What the embedded engine asks of a database's full text search; one class per database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Protocol

from search.plan import Slot


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

    def matching_any(self, slots: Sequence[Slot], limit: int) -> list[int]:
        """Some products that fill at least one slot in their title, those that fill more first."""
        ...

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Which of these syllables without marks are in the index, and in how many products."""
        ...

    def starting(self, words: Sequence[str], limit: int) -> list[int]:
        """Some products with these syllables side by side in their title, the last one perhaps unfinished."""
        ...
