"""Searches that many make, to suggest them to others. Only words that found goods as they were typed, and that staff did not silence."""

from __future__ import annotations

import datetime
from typing import Final

from django.core.cache import cache
from django.db.models import Sum
from django.utils import timezone

from search.counting import week_of
from search.models import SearchTerm
from search.words import folded_syllables

SUGGESTED_FROM: Final = 5
"""Asked so often in :data:`WEEKS`, words are suggested to everybody; more than what staff are shown, because nobody reads them first."""
WEEKS: Final = 4
MOST: Final = 200
SECONDS: Final = 300


def popular(language: str, text: str = "", *, limit: int) -> list[str]:
    """The most asked first; with ``text`` those that have a word that begins like it, marks or not."""
    start = " ".join(folded_syllables(text))
    found = [words for folded, words in _all(language) if not start or (f" {start}" in f" {folded}" and folded != start)]
    return found[:limit]


def forget_popular() -> None:
    """Read them anew at the next question."""
    cache.delete_many(["search.popular.vi", "search.popular.en"])


def _all(language: str) -> list[tuple[str, str]]:
    """(words without marks, words as shown); read at most every :data:`SECONDS`."""
    name = f"search.popular.{language}"
    known: list[tuple[str, str]] | None = cache.get(name)
    if known is None:
        since = week_of(timezone.localdate()) - datetime.timedelta(weeks=WEEKS - 1)
        rows = SearchTerm.objects.filter(language=language, is_quiet=False, weeks__week_on__gte=since).exclude(text="")
        counted = rows.annotate(asked=Sum("weeks__asked_count"), empty=Sum("weeks__empty_count"), mended=Sum("weeks__mended_count"))
        often = counted.filter(asked__gte=SUGGESTED_FROM, empty=0, mended=0).order_by("-asked", "text")
        known = [(" ".join(folded_syllables(words)), words) for words in often.values_list("text", flat=True)[:MOST]]
        cache.set(name, known, SECONDS)
    return known
