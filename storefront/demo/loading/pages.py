"""Writes a page of the center with its English translation. A page's natural key is its slug under its parent."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

Block = dict[str, Any]


def locales() -> tuple[Locale, Locale]:
    """Vietnamese and English; written when they are not there."""
    vietnamese, _ = Locale.objects.get_or_create(language_code="vi")
    english, _ = Locale.objects.get_or_create(language_code="en")
    return vietnamese, english


def find(parent: Page, slug: str) -> Any:
    """The page under ``parent`` with this slug, as its own kind, or None."""
    found = Page.objects.child_of(parent).filter(slug=slug).first()
    return found.specific if found else None


def write(page: Page, *, parent: Page, english: dict[str, Any], published_at: datetime.datetime | None = None) -> Any:
    """Publish ``page`` under ``parent``, then its translation with the columns in ``english``; return the Vietnamese page.

    When a page with the slug is there already, nothing is written and that page is returned.
    """
    existing = find(parent, page.slug)
    if existing is not None:
        return existing
    vietnamese, to = locales()
    page.locale = vietnamese
    parent.add_child(instance=page)
    page.save_revision().publish()
    translation = page.copy_for_translation(to)
    for column, value in english.items():
        setattr(translation, column, value)
    translation.live = True
    translation.save()
    translation.save_revision().publish()
    at = published_at or timezone.now()
    Page.objects.filter(pk__in=[page.pk, translation.pk]).update(first_published_at=at, last_published_at=at)
    return type(page).objects.get(pk=page.pk)


def translated(page: Page) -> Any:
    """The English page of a Vietnamese one."""
    return page.get_translation(locales()[1])


def stream(blocks: Sequence[tuple[str, Any] | list[Any]]) -> str:
    """Raw value of a StreamField out of (kind, value) pairs."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks])


def items(rows: Sequence[Any]) -> list[Block]:
    """Raw value of a ListBlock; without an id Wagtail would take the wrapping for the item itself."""
    return [{"type": "item", "value": row, "id": str(uuid.uuid4())} for row in rows]


def body(blocks: Sequence[Sequence[Any]], consent_id: int | None = None) -> str:
    """Raw value of a story's or product's body out of short blocks.

    ``["text", words]`` (a blank line parts paragraphs), ``["heading", words]``, ``["quote", words, by]`` (rests on ``consent_id``),
    ``["facts", [[label, value], …]]``.
    """
    return stream([(block[0], _value(block, consent_id)) for block in blocks])


def _value(block: Sequence[Any], consent_id: int | None) -> Any:
    kind = block[0]
    if kind == "text":
        return "".join(f"<p>{paragraph}</p>" for paragraph in block[1].split("\n\n"))
    if kind == "quote":
        return {"words": block[1], "by": block[2], "signed_by_name": False, "consent": consent_id}
    if kind == "facts":
        return items([{"label": label, "value": value} for label, value in block[1]])
    return block[1]
