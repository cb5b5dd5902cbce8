"""Smaller files for the same picture: AVIF beside every WebP size, made in the background since it takes a second of a processor."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Replace

from .models import Picture, Rendition

WEBP, AVIF = "webp", "avif"
SECONDS: Final = 10
"""Of each minute: the shop stays quick while hundreds of pictures wait."""
AT_ONCE: Final = 200


def spec_of(width: int, kind: str = WEBP) -> str:
    """Wagtail's name of a size."""
    return f"width-{width}|format-{kind}"


def make_avif_sizes(now: datetime | None = None, *, seconds: float = SECONDS) -> int:
    """Make what is missing, newest pictures first, for at most so many seconds; returns how many were made."""
    there = Rendition.objects.filter(image_id=OuterRef("image_id"), filter_spec=OuterRef("wanted"))
    waiting = (
        Rendition.objects.filter(filter_spec__startswith="width-", filter_spec__endswith=f"|format-{WEBP}", image__pixels_only=True)
        .annotate(wanted=Replace(F("filter_spec"), Value(f"|format-{WEBP}"), Value(f"|format-{AVIF}")))
        .exclude(Exists(there))
        .order_by("-image_id", "width")
    )
    until = time.monotonic() + seconds
    made = 0
    for image_id, wanted in list(waiting.values_list("image_id", "wanted")[:AT_ONCE]):
        if time.monotonic() > until:
            break
        made += _make(image_id, wanted)
    return made


def _make(image_id: int, wanted: str) -> int:
    """One size; none of a picture that was taken away or whose file is lost."""
    picture = Picture.objects.filter(pk=image_id).first()
    if picture is None or not picture.file.storage.exists(picture.file.name):
        return 0
    rendition = picture.get_rendition(wanted)
    if not Rendition.objects.filter(pk=rendition.pk, image__file=picture.file.name).exists():
        rendition.file.storage.delete(rendition.file.name)  # withdrawn meanwhile
        return 0
    return 1
