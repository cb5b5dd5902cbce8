"""Where papers lie that the public must never fetch: outside the media folder, which web servers tend to publish whole."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateFileStorage(FileSystemStorage):
    """Files without an address. Only a view that asks for permission opens them."""

    def url(self, name: str | None) -> str:
        """Nothing links to a private file: an empty text, so that forms show no link."""
        return ""


def private_files() -> Storage:
    """The storage named "private" in the settings, or a folder beside the database."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return PrivateFileStorage(location=Path(settings.DATA_DIR) / "private")
