"""Cards that were drawn, on disk below ``MEDIA_ROOT``: one folder for each thing, so that all of its cards go together.

Nothing serves this folder but :func:`storefront.sharing.cards.views.card`, which asks first whether the thing is still public.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.conf import settings

FOLDER: Final = "the"


def card_file(kind: str, key: int, language: str, fingerprint: str) -> Path:
    """Where the card is, or would be."""
    return folder_of(kind, key) / f"{language}-{fingerprint}.jpg"


def folder_of(kind: str, key: int) -> Path:
    """Folder of all cards of one thing."""
    return Path(settings.MEDIA_ROOT) / FOLDER / kind / str(key)


def keep(file: Path, content: bytes) -> None:
    """Write a card whole or not at all, and remove the ones before it in its language."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=file.parent, suffix=".part")
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
    os.replace(written, file)
    for older in file.parent.glob(f"{file.name[:2]}-*.jpg"):
        if older != file:
            older.unlink(missing_ok=True)


def forget(kind: str, keys: Iterable[int]) -> None:
    """Remove every card of these things, in all languages."""
    for key in keys:
        shutil.rmtree(folder_of(kind, key), ignore_errors=True)


def forget_all() -> None:
    """Remove every card; the next reader has them drawn anew."""
    shutil.rmtree(Path(settings.MEDIA_ROOT) / FOLDER, ignore_errors=True)
