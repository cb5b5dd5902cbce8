"""Words around the thing that is looked for: "mua", "ở đâu", "trái", "from" (``data/fillers_vi.txt``). They order, never exclude."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from search.words import folded, syllables

_DATA: Final = Path(__file__).parent / "data" / "fillers_vi.txt"
_WITHOUT_MARKS: Final = "~"


@dataclass(frozen=True, slots=True)
class _Fillers:
    exact: frozenset[tuple[str, ...]]
    bare: frozenset[tuple[str, ...]]


def is_filler(term: list[str]) -> bool:
    """Whether these syllables as typed are a filler."""
    known = _fillers()
    return tuple(term) in known.exact or tuple(term) in known.bare


@lru_cache(maxsize=1)
def _fillers() -> _Fillers:
    exact, bare = set(), set()
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            term = tuple(syllables(line.replace(_WITHOUT_MARKS, "")))
            exact.add(term)
            if _WITHOUT_MARKS in line:
                bare.add(tuple(folded(word) for word in term))
    return _Fillers(frozenset(exact), frozenset(bare))
