"""Which pictures may leave the shop: in social cards, feeds and what search engines are told."""

from __future__ import annotations

from typing import Final

from cooperatives.media.models import Picture, Rendition
from storefront.sharing.addresses import absolute

WIDEST_FIRST: Final = ("width-1200|format-webp", "width-1600|format-webp", "width-800|format-webp", "width-480|format-webp")


def may_be_shared(picture: Picture | None) -> bool:
    """Whether a picture may be shown outside the shop: only when it is of nobody at all."""
    return picture is not None and picture.shows == Picture.Shows.NOBODY


def shareable_url(picture: Picture) -> str:
    """Whole address of the largest size that the shop has made of a picture that may be shared; empty when there is none.

    Looks at prefetched sizes only and never makes one: a page's head must not wait for pixels.
    """
    if not may_be_shared(picture):
        return ""
    cached = getattr(picture, "_prefetched_objects_cache", {})
    rows: list[Rendition] = getattr(picture, "prefetched_renditions", None) or list(cached.get("renditions", ()))
    by_spec = {row.filter_spec: row for row in rows}
    found = next((by_spec[spec] for spec in WIDEST_FIRST if spec in by_spec), None)
    return absolute(found.url) if found is not None else ""
