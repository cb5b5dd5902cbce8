"""What may be meant while she is still typing: categories, places, groups, then products. Marks are optional, but count when typed."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language

from catalog.models import Product
from cooperatives.vietnam.places import provinces
from cooperatives.vietnam.text import fold, normalise_tones
from search.columns import Columns
from search.engines.text import TextIndex
from search.results import Suggestion
from search.words import folded, syllables

SHORTEST: Final = 2
_OF_A_KIND: Final = 2
_CANDIDATES: Final = 60


def suggestions(text: str, columns: Columns, index: TextIndex, limit: int) -> list[Suggestion]:
    """At most ``limit`` lines; of categories, places and groups two each. One query for words, one for names."""
    words = syllables(text)
    if len("".join(words)) < SHORTEST:
        return []
    start = " ".join(folded(word) for word in words)
    language = get_language() or "vi"
    found: list[Suggestion] = []
    for kind in ("category", "province", "group"):
        found += _named(kind, start, columns, language)[:_OF_A_KIND]
    return [*found, *_products(words, columns, index, limit - len(found), language)][:limit]


def _named(kind: str, start: str, columns: Columns, language: str) -> list[Suggestion]:
    """Categories, places and groups that have something to sell and have a word that begins so; names that begin so come first."""
    if kind == "province":
        hits = [
            (not keys.startswith(f" {start}"), name[language == "en"], code)
            for keys, code, *name in _places()
            if f" {start}" in keys and columns.sells(kind, code)
        ]
    else:
        hits = [
            (not keys.startswith(f" {start}"), named.name(language), named.key)
            for of_kind, keys, named in columns.names.folded_starts
            if of_kind == kind and _fits(kind, start, keys) and _sells(kind, named.pk, columns)
        ]
    return [Suggestion(kind, name, key) for _, name, key in sorted(hits)]


def _fits(kind: str, start: str, keys: str) -> bool:
    """A group by any word of its name; a category only by its beginning, because the official names are long lists."""
    return f" {start}" in keys if kind == "group" else keys.startswith(f" {start}") or f"| {start}" in keys


def _sells(kind: str, pk: int, columns: Columns) -> bool:
    if kind == "group":
        return columns.sells(kind, pk)
    named = columns.names.categories[pk]
    return any(columns.sells(kind, child) for child in columns.names.category_ids[named.key])


def _products(words: list[str], columns: Columns, index: TextIndex, limit: int, language: str) -> list[Suggestion]:
    ids = columns.sellable(index.starting([folded(word) for word in words], _CANDIDATES), timezone.localdate())
    if not ids or limit <= 0:
        return []
    typed, bare = " ".join(words), " ".join(folded(word) for word in words)
    found: dict[str, tuple[tuple[bool, ...], Suggestion]] = {}
    for pk, slug, name_vi, name_en in Product.objects.passed().filter(pk__in=ids).values_list("pk", "slug", "name_vi", "name_en"):
        name = (name_en if language == "en" else "") or name_vi
        spelled = f" {' '.join(syllables(name_vi))}"
        other_marks = typed != bare and f" {typed}" not in spelled
        order = (other_marks, not fold(spelled).startswith(bare), not columns.row(columns.row_of[pk]).in_stock)
        suggestion = Suggestion("product", name, slug)
        key = fold(name)
        if key not in found or order < found[key][0]:
            found[key] = (order, suggestion)
    ordered = sorted(found.values(), key=lambda one: (one[0], len(one[1].name), one[1].name))
    return [suggestion for _, suggestion in ordered[:limit]]


@lru_cache(maxsize=1)
def _places() -> tuple[tuple[str, str, str, str], ...]:
    """(names without marks, code, name, English name) of every province; old names are understood."""
    places = []
    for place in provinces():
        names = [place.name_vi.removeprefix("Thành phố "), place.name_en, *place.old_names]
        keys = "".join(f" {fold(normalise_tones(name))} |" for name in names)
        places.append((keys, place.code, place.name_vi, place.name_en))
    return tuple(places)
