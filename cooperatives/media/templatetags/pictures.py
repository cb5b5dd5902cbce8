"""``{% picture_img picture use="card" words=… eager=… %}``: the ``<img>`` of a picture in the widths of its use.

Wagtail's own tags parse their filter and ask the cache for every size on every page; a listing has 72 of them. This one takes what was
prefetched (``prefetched_renditions`` or ``prefetch_related("renditions")``) and makes a missing size once, through Wagtail.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cooperatives.media.models import Picture, Rendition

register = template.Library()


class Use(NamedTuple):
    """Widths in pixels and how wide the picture is shown."""

    widths: tuple[int, ...]
    sizes: str


USES: Final[dict[str, Use]] = {
    "card": Use((240, 480, 800), "(min-width:48rem) 18rem, 50vw"),
    "half": Use((480, 800, 1200), "(min-width:64rem) 38rem, (min-width:48rem) 50vw, 100vw"),
    "wide": Use((480, 800, 1200, 1600), "100vw"),
    "thumb": Use((240,), ""),
}


@register.simple_tag
def picture_img(picture: Picture, use: str = "", words: str = "", eager: bool = False) -> SafeString:
    """Return the tag. ``words`` is the text alternative ("" for decoration). Raises KeyError for an unknown use."""
    kind = USES[use or "card"]
    # A picture that is narrower than a width is never made larger, so its sizes end where the picture does.
    widths = [width for width in kind.widths if width < picture.width] or list(kind.widths[:1])
    if len(widths) < len(kind.widths):
        widths = list(kind.widths[: len(widths) + 1])
    found = _sizes(picture, widths)
    largest = found[-1]
    hint = SafeString('fetchpriority="high"' if eager else 'loading="lazy"')
    if len(found) == 1:
        return format_html('<img alt="{}" height="{}" {} src="{}" width="{}">', words, largest.height, hint, largest.url, largest.width)
    srcset = ", ".join(f"{one.url} {one.width}w" for one in found)
    return format_html(
        '<img alt="{}" height="{}" {} sizes="{}" src="{}" srcset="{}" width="{}">',
        words, largest.height, hint, kind.sizes, found[0].url, srcset, largest.width,
    )  # fmt: skip


def _sizes(picture: Picture, widths: list[int]) -> list[Rendition]:
    """The renditions of these widths, smallest first, each width once."""
    there = _prefetched(picture)
    specs = [f"width-{width}|format-webp" for width in widths]
    missing = [spec for spec in specs if spec not in there]
    if missing:
        there = there | {spec: picture.get_rendition(spec) for spec in missing}
    by_width = {there[spec].width: there[spec] for spec in specs}
    return [by_width[width] for width in sorted(by_width)]


def _prefetched(picture: Picture) -> dict[str, Rendition]:
    rows = getattr(picture, "prefetched_renditions", None)
    if rows is None:
        rows = getattr(picture, "_prefetched_objects_cache", {}).get("renditions")
    if rows is None:
        rows = list(picture.renditions.all())
    return {row.filter_spec: row for row in rows}
