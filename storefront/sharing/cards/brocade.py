"""A band of weaving for a social card, read stitch by stitch from the band that the pages show."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from PIL import Image

from storefront.sharing.cards.sheets import own_file

BANDS: Final = ("chinh", "ede", "thai", "hmong", "bana", "linen")
_MOVE: Final = re.compile(r"([mh])([^mh]*)")
_NUMBER: Final = re.compile(r"-?\d*\.?\d+")


@lru_cache(maxsize=len(BANDS))
def repeat_of(name: str) -> Image.Image:
    """Return one repeat of the band, one pixel for each stitch. An unknown name gets the shop's own band.

    The SVG is ours: rows of dashes (``m`` and ``h`` only) for the upper half, mirrored for the lower one.
    """
    name = name if name in BANDS else BANDS[0]
    root = ElementTree.fromstring(own_file(f"img/brocade-{name}.svg").read_text(encoding="utf-8"))
    pattern = next(element for element in root.iter() if element.tag.endswith("pattern"))
    width, height = (int(float(side)) for side in pattern.attrib["viewBox"].split()[2:])
    paths = [element for element in pattern.iter() if element.tag.endswith("path")]
    image = Image.new("RGB", (width, height), paths[0].attrib["fill"])
    for path in paths[1:]:
        thread = Image.new("RGB", (1, 1), path.attrib["stroke"]).getpixel((0, 0))
        for x, y in _stitches(path.attrib["d"]):
            for row in (y, height - 1 - y):
                if 0 <= x < width and 0 <= row < height:
                    image.putpixel((x, row), thread or 0)
    return image


def _stitches(path: str) -> list[tuple[int, int]]:
    """Cells of the grid that a path of dashes covers."""
    x, y, found = 0.0, 0.0, []
    for command, numbers in _MOVE.findall(path):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        if command == "m":
            x, y = x + values[0], y + values[1]
        else:
            found += [(int(x) + step, int(y)) for step in range(int(values[0]))]
            x += values[0]
    return found


def band(name: str, width: int, stitch: int) -> Image.Image:
    """Return the band in a width of pixels, ``stitch`` pixels for each stitch, the pattern centred."""
    one = repeat_of(name)
    large = one.resize((one.width * stitch, one.height * stitch), Image.Resampling.NEAREST)
    image = Image.new("RGB", (width, large.height))
    start = (width - large.width) // 2 % large.width - large.width
    for left in range(start, width, large.width):
        image.paste(large, (left, 0))
    return image
