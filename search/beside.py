"""What answers the words besides goods: groups, and the center's stories and livelihood models. Marks are optional, but count when typed.

Few rows are looked through, so they are read as they stand and their words compared here: what was withdrawn, unpublished or is resting
on a consent that has ended is never found, because only the public questions are asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from wagtail.models import Page

from catalog.models import GroupProfile
from cms.models.base import EditorialQuerySet, with_renditions
from cms.models.livelihood import ModelPage
from cms.models.story import StoryPage
from cooperatives.groups.models import PlaceShown
from cooperatives.vietnam.places import province
from search.words import folded, has_marks, syllables

MOST_GROUPS: Final = 3
MOST_PAGES: Final = 3
MOST_READ: Final = 2_000
"""Newest rows of a kind that are looked through; a center with more stories than this has its own list of them."""
_TITLE, _REST = 2, 1


@dataclass(frozen=True, slots=True)
class Beside:
    """Cards of groups (``components/group_card.html``) and of pages (``components/story_card.html``), the best first."""

    groups: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.groups or self.pages)


def beside(text: str) -> Beside:
    """Groups and pages that have every word of ``text``, in the reader's language. Two queries when there are none."""
    words = tuple(syllables(text))
    if not words or len("".join(words)) < 2:
        return Beside()
    language = get_language() or "vi"
    return Beside(_groups(words), _pages(words, language))


def _groups(words: tuple[str, ...]) -> list[dict[str, Any]]:
    selling = GroupProfile.objects.filter(group__is_active=True)
    names = ("group__name_vi", "group__name_en", "group__province_code", "group__place_shown", "craft_vi", "craft_en")
    rows = selling.order_by("group__name_vi", "pk").values_list("pk", *names)[:MOST_READ]
    points = _points(words, ((pk, f"{vi} | {en}", f"{place_of(*place)} | {vi2} | {en2}") for pk, vi, en, *place, vi2, en2 in rows))
    ids = sorted(points, key=lambda pk: -points[pk])[:MOST_GROUPS]
    if not ids:
        return []
    found = selling.filter(pk__in=ids).select_related("group", "cover").prefetch_related("cover__renditions")
    cards = {profile.pk: profile.card for profile in found}
    return [cards[pk] for pk in ids if pk in cards]


def _pages(words: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    kinds = Q(storypage__isnull=False) | Q(modelpage__isnull=False)
    shown = EditorialQuerySet(Page).filter(kinds, locale__language_code=language).public().order_by("-first_published_at", "-pk")
    rest = {name: Coalesce(f"storypage__{name}", f"modelpage__{name}") for name in ("kick", "lead")}
    rows = shown.values_list("pk", "title", *rest.values())[:MOST_READ]
    points = _points(words, ((pk, title, f"{kick} | {lead}") for pk, title, kick, lead in rows))
    best = sorted(points, key=lambda pk: -points[pk])[:MOST_PAGES]
    found: dict[int, Any] = {}
    for kind in (StoryPage, ModelPage) if best else ():
        found |= {page.pk: page for page in kind.objects.public().filter(pk__in=best).select_related("picture", "locale")}
    pages = [found[pk] for pk in best if pk in found]
    with_renditions(*(page.picture for page in pages))
    return [page.card for page in pages]


def place_of(code: str, shown: str) -> str:
    """Names of a group's province, old ones too; nothing for a group whose place is kept to itself."""
    if not code or shown == PlaceShown.HIDDEN:
        return ""
    place = province(code)
    return " | ".join((place.name_vi, place.name_en, *place.old_names))


def _points(words: tuple[str, ...], texts: Iterable[tuple[int, str, str]]) -> dict[int, int]:
    """By number: how well a row answers; rows without one of the words are left out. A word counts as typed when it carries marks."""
    points = {}
    for pk, title, rest in texts:
        found = [_in_title_or_rest(word, title, rest) for word in words]
        if all(found):
            points[pk] = sum(found)
    return points


def _in_title_or_rest(word: str, title: str, rest: str) -> int:
    if word in _words(title, has_marks(word)):
        return _TITLE
    return _REST if word in _words(rest, has_marks(word)) else 0


@lru_cache(maxsize=8_192)
def _words(text: str, marks: bool) -> frozenset[str]:
    """Words of a text, with their marks or without."""
    return frozenset(syllables(text) if marks else map(folded, syllables(text)))
