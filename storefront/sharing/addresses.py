"""Whole addresses of the shop's pages, built on ``BASE_URL`` alone: nothing that a visitor writes into a header gets into them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils.encoding import iri_to_uri

LANGUAGES: Final = ("vi", "en")
DEFAULT: Final = "x-default"
"""What readers of any other language get: the Vietnamese page."""


def absolute(address: str) -> str:
    """Return the whole address of a path of ours; of a whole address only path and query are kept."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return iri_to_uri(f"{settings.BASE_URL.rstrip('/')}{parts.path or '/'}{query}")


def in_languages(path: str) -> dict[str, str]:
    """Whole addresses of a page that has the same path in each language but for the prefix, by language."""
    return {language: absolute(translate_url(path, language)) for language in LANGUAGES}


def with_default(alternates: Mapping[str, str]) -> dict[str, str]:
    """Add what search engines show to readers of other languages. Nothing to choose from when there is only one language."""
    if len(alternates) < 2:
        return {}
    return {**alternates, DEFAULT: alternates.get("vi") or next(iter(alternates.values()))}
