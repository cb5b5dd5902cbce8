"""Writes an uploaded picture anew from its pixels."""

from __future__ import annotations

import io
import secrets
from typing import IO

import pillow_heif
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from PIL import ImageOps, UnidentifiedImageError

from cooperatives.vietnam.errors import DomainError

pillow_heif.register_heif_opener()
# All formats at once: Pillow loads the rest on the first unknown file, and a second thread that opens a WebP meanwhile is told
# "not a picture".
PillowImage.init()

LONGEST_SIDE = 2400
MAX_PIXELS = 80_000_000
QUALITY, TO_BE_REWRITTEN = 86, 96


class PictureUnreadable(DomainError):
    """The upload is no picture, is cut off, or is far too large to open safely."""


class Pixels(ContentFile[bytes]):
    """A picture that was written anew. ``colour`` ("#b23a2e") stands in its place until it is there; "" behind see-through pixels."""

    colour: str = ""


def rewrite_from_pixels(source: IO[bytes], *, quality: int = QUALITY) -> Pixels:
    """Return a WebP file with a random name that holds the pixels of ``source`` and nothing else, longest side at most 2,400 px.

    Raises PictureUnreadable for anything that Pillow cannot fully decode or that has more than 80 million pixels.
    """
    source.seek(0)
    try:
        with PillowImage.open(source) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise PictureUnreadable(reason="too_large", width=opened.width, height=opened.height)
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, PillowImage.DecompressionBombError) as error:
        raise PictureUnreadable(reason="not_a_picture") from error
    has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    mode = "RGBA" if has_alpha else "RGB"
    converted = upright.convert(mode)
    converted.thumbnail((LONGEST_SIDE, LONGEST_SIDE), PillowImage.Resampling.LANCZOS)
    # A new image object: nothing of the source's metadata can be carried along by the encoder.
    pixels = PillowImage.new(mode, converted.size)
    pixels.paste(converted)
    out = io.BytesIO()
    pixels.save(out, "WEBP", quality=quality, method=4)
    written = Pixels(out.getvalue(), name=f"{secrets.token_hex(12)}.webp")
    written.colour = mean_colour(pixels)
    return written


def mean_colour(pixels: PillowImage.Image) -> str:
    """The colour that a picture has from far away; "" when one can see through it."""
    if pixels.mode != "RGB":
        return ""
    red, green, blue = pixels.resize((1, 1), PillowImage.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"
