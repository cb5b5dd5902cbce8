"""Parts of the country as people call them ("miền Tây", "Tây Bắc", "Tây Nguyên"): ``data/areas_vi.txt``, as names of provinces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from search.words import folded, has_marks, syllables

_DATA: Final = Path(__file__).parent / "data" / "areas_vi.txt"

Term = tuple[str, ...]


def area(term: Sequence[str]) -> tuple[Term, ...] | None:
    """Names of the provinces of the area that ``term`` names, with or without marks; None when it names none."""
    exact, bare = _areas()
    return exact.get(tuple(term)) or (None if any(map(has_marks, term)) else bare.get(tuple(term)))


@lru_cache(maxsize=1)
def _areas() -> tuple[dict[Term, tuple[Term, ...]], dict[Term, tuple[Term, ...]]]:
    exact: dict[Term, tuple[Term, ...]] = {}
    bare: dict[Term, tuple[Term, ...]] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            names, _, places = line.partition(":")
            inside = tuple(tuple(syllables(place)) for place in places.split(","))
            for name in names.split(","):
                term = tuple(syllables(name))
                exact[term] = inside
                bare[tuple(folded(word) for word in term)] = inside
    return exact, bare
