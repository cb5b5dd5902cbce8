"""What the center still has to say in English: pages without a translation, and translations that are older than what they translate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from wagtail.models import Page

MISSING, DRAFT, STALE, CURRENT = "missing", "draft", "stale", "current"
NEVER: Final = datetime.min.replace(tzinfo=UTC)
_ORDER: Final = (MISSING, STALE, DRAFT, CURRENT)


@dataclass(frozen=True, slots=True)
class Pair:
    """A Vietnamese page that readers see and its English page, if there is one. ``state`` is missing, stale, draft or current."""

    source: Page
    translation: Page | None
    state: str


def translation_pairs() -> list[Pair]:
    """Every published Vietnamese page; what needs work first, the longest wait on top."""
    sources = list(_pages("vi").filter(live=True, alias_of__isnull=True))
    english = {page.translation_key: page for page in _pages("en")}
    pairs = [_pair(source, english.get(source.translation_key)) for source in sources]
    return sorted(pairs, key=lambda pair: (_ORDER.index(pair.state), pair.source.last_published_at or NEVER))


def _pair(source: Page, translation: Page | None) -> Pair:
    """An alias shows the Vietnamese text under the English address, so it counts as missing."""
    if translation is None or translation.alias_of_id is not None:
        return Pair(source, translation, MISSING)
    if not translation.live:
        return Pair(source, translation, DRAFT)
    published, translated = source.last_published_at, translation.last_published_at
    is_stale = published is not None and (translated is None or translated < published)
    return Pair(source, translation, STALE if is_stale else CURRENT)


def _pages(language: str) -> Any:
    return Page.objects.filter(locale__language_code=language, depth__gt=1).select_related("content_type", "locale")


def waiting_count() -> int:
    """How many pages need work."""
    return sum(pair.state in (MISSING, STALE) for pair in translation_pairs())
