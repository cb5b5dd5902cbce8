"""``{% picture_img picture use="card" words=… eager=… %}``: a picture in the widths of its use, as AVIF where that is made, else as WebP.

Wagtail's own tags parse their filter and ask the cache for every size on every page; a listing has 72 of them. This one takes what was
prefetched (``prefetched_renditions`` or ``prefetch_related("renditions")``) and makes a missing size once, through Wagtail.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cooperatives.media.models import Picture, Rendition
from cooperatives.media.sizes import AVIF, spec_of

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
    if not picture.may_be_shown():
        return SafeString('<span class="no-pic"></span>')
    # A picture that is narrower than a width is never made larger, so its sizes end where the picture does.
    widths = [width for width in kind.widths if width < picture.width] or list(kind.widths[:1])
    if len(widths) < len(kind.widths):
        widths = list(kind.widths[: len(widths) + 1])
    there = _prefetched(picture)
    found = _sizes(picture, widths, there)
    hint = SafeString('fetchpriority="high"' if eager else 'loading="lazy"')
    img = format_html(
        '<img alt="{}" height="{}" {}{} src="{}"{} width="{}">',
        words, found[-1].height, hint, _sizes_hint(found, kind), found[0].url, _look(picture), found[-1].width,
    )  # fmt: skip
    smaller = _avif(there, widths)
    if not smaller:
        return img
    return format_html('<picture><source{} type="image/avif">{}</picture>', _sizes_hint(smaller, kind, always=True), img)


def _sizes_hint(found: list[Rendition], kind: Use, *, always: bool = False) -> SafeString:
    """``srcset`` and ``sizes``; an ``<img>`` of one size needs none."""
    if len(found) == 1:
        return format_html(' srcset="{}"', found[0].url) if always else SafeString("")
    srcset = ", ".join(f"{one.url} {one.width}w" for one in found)
    return format_html(' sizes="{}" srcset="{}"', kind.sizes, srcset)


def _look(picture: Picture) -> SafeString:
    """What stands there until the picture is loaded, and which part of it stays when it is cropped."""
    said = [f"background-color:{picture.colour}"] if picture.colour else []
    if picture.focal_point_x is not None and picture.focal_point_y is not None:
        across, down = (round(100 * place / size) for place, size in _focus(picture))
        said.append(f"object-position:{across}% {down}%")
    return format_html(' style="{}"', ";".join(said)) if said else SafeString("")


def _focus(picture: Picture) -> tuple[tuple[int, int], tuple[int, int]]:
    return (picture.focal_point_x, picture.width), (picture.focal_point_y, picture.height)


def _avif(there: dict[str, Rendition], widths: list[int]) -> list[Rendition]:
    """The same widths in AVIF, smallest first; none while one of them is not made yet: a page never waits for it."""
    found = [there.get(spec_of(width, AVIF)) for width in widths]
    made = {one.width: one for one in found if one is not None}
    return [made[width] for width in sorted(made)] if all(found) else []


def _sizes(picture: Picture, widths: list[int], there: dict[str, Rendition]) -> list[Rendition]:
    """The renditions of these widths, smallest first, each width once."""
    specs = [spec_of(width) for width in widths]
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
