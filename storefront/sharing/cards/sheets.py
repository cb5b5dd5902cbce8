"""The fonts and bands that the pages are made of, as files."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders


def own_file(name: str) -> Path:
    """Return where a static file of the shop is. Raises FileNotFoundError."""
    found = finders.find(f"storefront/{name}")
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)
