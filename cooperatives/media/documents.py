"""Writes an uploaded document anew without what it tells of its makers: authors, companies, machines, positions of photos inside."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import IO, Any, Final

from django.core.files.base import ContentFile

from cooperatives.vietnam.errors import DomainError

MOST_BYTES: Final = 200_000_000
"""Unpacked: more is a bomb, not a brochure."""
_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM: Final = _APP.replace(b"extended-properties", b"custom-properties")
_META: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.3"><office:meta/></office:document-meta>'
)
_INSTEAD: Final = {"docProps/core.xml": _CORE, "docProps/app.xml": _APP, "docProps/custom.xml": _CUSTOM, "meta.xml": _META}
_IN_WORD: Final = re.compile(rb'((?:w:author|w:initials|w15:author|w15:userId|w15:providerId)=")[^"]*(")')
_IN_LISTS: Final = re.compile(rb'((?:name|displayName|initials|userId|providerId)=")[^"]*(")')
"""Who wrote comments and changes: attributes in Word's text, lists of people in the others."""
_SIGNED: Final = ((re.compile(r"word/[\w.]+\.xml"), _IN_WORD), (re.compile(r"(?:ppt/commentAuthors|ppt/authors|xl/persons/\w+)\.xml"), _IN_LISTS))
_CREATORS: Final = re.compile(rb"(<(?:dc:creator|meta:creator-initials|loext:sender-initials)>)[^<]*(</)")
_KEPT_SEGMENTS: Final = {0xE0, 0xEE}
"""JFIF and Adobe: how to read the colours. Everything else between E1 and EF, and comments, only tells."""


class DocumentUnreadable(DomainError):
    """The upload is broken, locked by a password, or far too large inside."""


def without_metadata(upload: Any) -> Any:
    """The same document under the same name; kinds that are not PDF or office come back as they are. Raises DocumentUnreadable."""
    kind = upload.name.rpartition(".")[2].lower()
    if kind == "pdf":
        written = _pdf(upload)
    elif kind in {"docx", "xlsx", "pptx", "odt", "ods", "odp"}:
        written = _office(upload)
    else:
        return upload
    return ContentFile(written, name=upload.name)


def _pdf(source: IO[bytes]) -> bytes:
    # A large library that only an upload needs.
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    source.seek(0)
    try:
        reader = PdfReader(source)
        if reader.is_encrypted:
            raise DocumentUnreadable(reason="locked")
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for number in range(1, len(writer._objects) + 1):
            _strip_object(writer._objects[number - 1])
        out = io.BytesIO()
        writer.compress_identical_objects(remove_unreferenced=True)
        writer.write(out)
    except (PyPdfError, OSError, ValueError, TypeError, KeyError, RecursionError, AttributeError) as broken:
        raise DocumentUnreadable(reason="broken") from broken
    return out.getvalue()


def _strip_object(found: Any) -> None:
    """Metadata may hang on every object of a PDF: the document, a page, a picture."""
    if not isinstance(found, dict):
        return
    for name in ("/Metadata", "/PieceInfo", "/LastModified"):
        found.pop(name, None)
    if found.get("/Subtype") in ("/Text", "/Highlight", "/FreeText", "/Popup", "/Note"):
        found.pop("/T", None)  # who wrote the note
    if found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]) and hasattr(found, "_data"):
        found._data = jpeg_without_metadata(found._data)


def _office(source: IO[bytes]) -> bytes:
    source.seek(0)
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(source) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise DocumentUnreadable(reason="too_large")
            for part in packed.infolist():
                if part.filename.startswith(("docProps/thumbnail", "Thumbnails/")):
                    content = b""
                else:
                    content = _INSTEAD.get(part.filename) or _part(part.filename, packed.read(part))
                plain = zipfile.ZipInfo(part.filename)  # without the times of the machine that made it
                plain.compress_type = part.compress_type
                written.writestr(plain, content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as broken:
        raise DocumentUnreadable(reason="broken") from broken
    return out.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if name.lower().endswith((".jpg", ".jpeg")):
        return jpeg_without_metadata(content)
    for path, authors in _SIGNED:
        if path.fullmatch(name):
            return authors.sub(rb"\1\2", content)
    return _CREATORS.sub(rb"\1\2", content) if name == "content.xml" else content


def jpeg_without_metadata(content: bytes) -> bytes:
    """A JPEG without its EXIF, XMP, IPTC and comments; the pixels stay untouched. What is no JPEG comes back as it is."""
    if content[:2] != b"\xff\xd8":
        return content
    kept, place = [content[:2]], 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xDA:  # the pixels begin
            break
        length = 2 + int(struct.unpack(">H", content[place + 2 : place + 4])[0])
        is_told = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _KEPT_SEGMENTS)
        if not is_told:
            kept.append(content[place : place + length])
        place += length
    return b"".join(kept) + content[place:]
