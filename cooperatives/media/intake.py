"""Reads a photo as it comes from a phone, and says precisely what is wrong with one that cannot be kept.

A member has one try at a photo and no technician beside her: "not a picture" is no help when the file is a PDF, when half of it is missing,
or when the camera is set to a size that no computer of ours should open.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

from django.db.models import TextChoices
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError

from .pixels import PictureUnreadable, Pixels, rewrite_from_pixels

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
SHORTEST_SIDE: Final = 200
_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024
_SCRIPTS: Final = (b"<script", b"<?php", b"<!doctype html", b"<html")
_FILMS: Final = (b"ftypqt", b"ftypmp4", b"ftypisom", b"ftypM4V", b"ftyp3g")


class Refusal(TextChoices):
    """Why a photo was not kept. What is told a member stands with the screen that tells it."""

    EMPTY = "empty", "empty"
    PDF = "pdf", "a PDF"
    FILM = "film", "a film"
    NO_PICTURE = "no_picture", "no picture"
    CUT_OFF = "cut_off", "cut off"
    TOO_LARGE = "too_large", "too many pixels"
    TOO_HEAVY = "too_heavy", "too many bytes"
    TOO_SMALL = "too_small", "too few pixels"
    MIXED = "mixed", "a picture that is something else too"


def photo_from(content: bytes) -> Pixels:
    """Return the photo written anew from its pixels. Raises PictureUnreadable with ``reason`` out of :class:`Refusal`."""
    reason = _refused_unread(content)
    if reason is None:
        try:
            with PillowImage.open(io.BytesIO(content)) as opened:
                width, height = opened.size
        except PillowImage.DecompressionBombError:
            reason = Refusal.TOO_LARGE
        except UnidentifiedImageError:
            reason = Refusal.NO_PICTURE
        except (OSError, ValueError, SyntaxError):
            reason = Refusal.CUT_OFF
        else:
            reason = _refused_size(width, height)
    if reason is not None:
        raise PictureUnreadable(reason=reason)
    try:
        return rewrite_from_pixels(io.BytesIO(content))
    except PictureUnreadable as broken:  # its head was read, its body was not
        raise PictureUnreadable(reason=Refusal.CUT_OFF) from broken


def _refused_unread(content: bytes) -> Refusal | None:
    """What the bytes say before any decoder is let near them."""
    if not content:
        return Refusal.EMPTY
    if len(content) > MOST_BYTES:
        return Refusal.TOO_HEAVY
    if content.lstrip()[: len(_PDF)] == _PDF:
        return Refusal.PDF
    if any(mark in content[:32] for mark in _FILMS):
        return Refusal.FILM
    return Refusal.MIXED if _is_mixed(content) else None


def _is_mixed(content: bytes) -> bool:
    """A picture that a browser or an office program would also open as a document, an archive or a program.

    Cameras append films and thumbnails of their own to a photo: those are left alone, and left out.
    """
    folded = content.lower()
    if _PDF in content[:_PDF_WITHIN] or any(mark in folded for mark in _SCRIPTS):
        return True
    return zipfile.is_zipfile(io.BytesIO(content))


def _refused_size(width: int, height: int) -> Refusal | None:
    if width * height > MOST_PIXELS:
        return Refusal.TOO_LARGE
    return Refusal.TOO_SMALL if min(width, height) < SHORTEST_SIDE else None
