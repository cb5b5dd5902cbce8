"""Where the paper or recording of a consent lies: encrypted, outside the media folder, without an address."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from cooperatives.groups.encryption import cipher


class EncryptedFileStorage(FileSystemStorage):
    """Files are ciphertext on disk under a random name and plain text in Python. Nothing links to them."""

    def _save(self, name: str, content: Any) -> str:
        folder = name.rpartition("/")[0]
        content.seek(0)
        sealed = cipher().encrypt(content.read())
        name = f"{folder}/{secrets.token_hex(12)}.sealed"
        return str(super()._save(name, ContentFile(sealed)))  # type: ignore[misc]

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        with super()._open(name, "rb") as sealed:  # type: ignore[misc]
            return ContentFile(cipher().decrypt(sealed.read()), name=name)

    def url(self, name: str | None) -> str:
        """An empty text, so that forms show no link."""
        return ""


def consent_papers() -> Storage:
    """The storage named "consent_papers" in the settings, or a folder beside the database."""
    if "consent_papers" in settings.STORAGES:
        return storages["consent_papers"]
    return EncryptedFileStorage(location=Path(settings.DATA_DIR) / "sealed")
