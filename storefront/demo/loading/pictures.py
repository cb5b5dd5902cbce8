"""The demo's pictures in the library, each written anew from its pixels as every upload is, and the sizes that cards show.

A picture's natural key is its title: the stem of its file name in ``storefront/demo/pictures``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import connection, transaction
from PIL import Image
from wagtail.images.models import Filter
from wagtail.models import Collection

from cooperatives.media.models import Picture, Rendition
from cooperatives.media.pixels import rewrite_from_pixels

FOLDER: Final = Path(__file__).resolve().parents[1] / "pictures"
COLLECTION: Final = "Ảnh mẫu"
CARD_SPECS: Final = tuple(f"width-{width}|format-webp" for width in (240, 480, 800))
WORKERS: Final = 4

Tick = Callable[[], object]


class PicturesMissing(Exception):
    """Files that the list of pictures names are not there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of ``index.json``."""

    title: str
    path: Path
    slug: str
    kind: str
    alt_vi: str
    alt_en: str


def listed() -> list[Listed]:
    """Every picture of the demo. Raises PicturesMissing when a file is not there."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    found = [Listed(Path(row["file"]).stem, FOLDER / row["file"], row["slug"], row["kind"], row["alt_vi"], row["alt_en"]) for row in rows]
    missing = [picture.path.name for picture in found if not picture.path.exists()]
    if missing:
        shown = ", ".join(missing[:5])
        raise PicturesMissing(f"{len(missing)} files that index.json lists are not in {FOLDER}: {shown} …")
    return found


def load_pictures(tick: Tick) -> None:
    """Put every picture into the library that is not there yet, with its sizes. ``tick`` is called once a picture."""
    collection = _collection()
    wanted = listed()
    known = set(Picture.objects.values_list("title", flat=True))
    fresh = [picture for picture in wanted if picture.title not in known]
    for _ in range(len(wanted) - len(fresh)):
        tick()
    with ThreadPoolExecutor(WORKERS) as pool, transaction.atomic():
        # The encoder works outside Python's lock; only this thread talks to the database.
        for source, stored in zip(fresh, pool.map(_store, fresh), strict=True):
            picture = Picture(
                title=source.title, collection=collection, alt_vi=source.alt_vi, alt_en=source.alt_en, pixels_only=True, **stored
            )
            picture._set_image_file_metadata()
            picture.save()
            picture.file.close()
            tick()
    by_title = {picture.title: picture for picture in Picture.objects.filter(title__in=[source.title for source in fresh])}
    _make_sizes([by_title[source.title] for source in fresh])


def picture(kind: str, slug: str) -> Picture:
    """A picture of the demo, by its kind and slug. Raises Picture.DoesNotExist."""
    found: Picture = Picture.objects.get(title=f"{kind}-{slug}")
    return found


def _collection() -> Collection:
    found: Collection | None = Collection.objects.filter(name=COLLECTION).first()
    if found is None:
        found = Collection.get_first_root_node().add_child(name=COLLECTION)
    return found


def _store(source: Listed) -> dict[str, Any]:
    """Write the picture anew from its pixels into the media storage; return its file and size."""
    with source.path.open("rb") as opened:
        content = rewrite_from_pixels(opened)
    with Image.open(content) as decoded:
        width, height = decoded.size
    content.seek(0)
    try:
        name = Picture(title=source.title).get_upload_to(str(content.name))
    finally:
        connection.close()  # a thread's own, opened for the picture's default collection; nobody else would close it
    return {"file": default_storage.save(name, content), "width": width, "height": height, "colour": content.colour}


def _make_sizes(wanted: list[Picture]) -> None:
    """Make the sizes that cards show; a picture is opened by one thread only. Larger ones are made when they are first asked for."""

    def make(original: Picture) -> list[Rendition]:
        with default_storage.open(str(original.file.name)) as opened:
            pixels = opened.read()
        sizes = [Filter(spec=spec) for spec in CARD_SPECS]
        try:
            return [original.generate_rendition_instance(size, BytesIO(pixels)) for size in sizes]
        finally:
            connection.close()  # as above

    with ThreadPoolExecutor(WORKERS) as pool, transaction.atomic():
        for renditions in pool.map(make, wanted):
            Rendition.objects.bulk_create(renditions)
