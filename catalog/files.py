"""Where papers lie that the public must never fetch: outside the media folder, which web servers tend to publish whole."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.translation import gettext_lazy as _


class PrivateFileStorage(FileSystemStorage):
    """Files without an address. Only a view that asks for permission opens them."""

    def url(self, name: str | None) -> str:
        """Nothing links to a private file: an empty text, so that forms show no link."""
        return ""


MOST_BYTES: Final = 10 * 1024 * 1024
_STARTS: Final = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def check_scan(scan: File[bytes]) -> None:
    """Accept a PDF, JPEG, PNG or WebP of at most ten megabytes. Raises ValidationError with a sentence."""
    start = scan.read(16)
    scan.seek(0)
    is_webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    if not (start.startswith(_STARTS) or is_webp):
        raise ValidationError(_("Chỉ nhận ảnh chụp (JPG, PNG, WebP) hoặc tệp PDF."))
    if scan.size > MOST_BYTES:
        raise ValidationError(_("Tệp lớn quá 10 MB. Chụp lại nhỏ hơn rồi tải lên."))


def private_files() -> Storage:
    """The storage named "private" in the settings, or a folder beside the database."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return PrivateFileStorage(location=Path(settings.DATA_DIR) / "private")
