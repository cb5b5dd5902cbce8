"""Draws a social card: a band of brocade, the title in the shop's serif, who made it, price and label, a picture if it may be shared."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageDraw, ImageOps

from storefront.sharing.cards.brocade import band
from storefront.sharing.cards.facts import CardFacts
from storefront.sharing.cards.lettering import BOLD, SANS, SERIF, Setting, fit, font

SIZE: Final = (1200, 630)
"""What Facebook, Zalo and X ask for: 1.91 : 1."""
STITCH: Final = 2
MARGIN: Final = 64
PICTURE_WIDTH: Final = 520
TITLE_SIZES: Final = (112, 102, 92, 84, 76, 68, 62, 56, 50, 44)
QUALITY: Final = 88
MARK: Final = "Sinh Kế"
PAPER, INK, INK2, INDIGO, MADDER, LEAF, LEAF_SOFT = "#FAF5EB", "#221C1A", "#5C514A", "#2B3A7B", "#B23A2E", "#3F6B4A", "#E4EDDF"
"""The light theme's colours (``css/tokens.css``)."""


def draw(facts: CardFacts) -> bytes:
    """Return the card as JPEG without any metadata."""
    image = Image.new("RGB", SIZE, PAPER)
    strip = band(facts.brocade, SIZE[0], STITCH)
    floor = SIZE[1] - strip.height
    width = SIZE[0] - 2 * MARGIN
    picture = _picture(facts, (PICTURE_WIDTH, floor))
    if picture is not None:
        image.paste(picture, (SIZE[0] - PICTURE_WIDTH, 0))
        width -= PICTURE_WIDTH - MARGIN // 2
    image.paste(strip, (0, floor))
    _write(ImageDraw.Draw(image), facts, width, floor)
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue()


def _write(canvas: ImageDraw.ImageDraw, facts: CardFacts, width: int, floor: int) -> None:
    """Set the words from the top down, and price, label and mark from the band up."""
    top = MARGIN - 26
    if facts.kicker:
        top = _line(facts.kicker, BOLD, 28, width).draw(canvas, MARGIN, top, MADDER) + 10
    foot = floor - 100
    canvas.text((MARGIN, floor - 40), MARK, font=font(SERIF, 40), fill=INDIGO, anchor="ls")
    if facts.price or facts.label:
        foot -= 68
        _price_and_label(canvas, facts, MARGIN, foot, width)
    maker = fit(facts.maker, name=SANS, sizes=(32,), width=width, height=90, most_lines=2) if facts.maker else None
    room = foot - top - 16 - (maker.height + 12 if maker else 0)
    title = fit(facts.title, name=SERIF, sizes=TITLE_SIZES[2:] if facts.picture else TITLE_SIZES, width=width, height=room, most_lines=4)
    bottom = title.draw(canvas, MARGIN, top, INK)
    if maker is not None:
        maker.draw(canvas, MARGIN, bottom + 4, INK2)


def _price_and_label(canvas: ImageDraw.ImageDraw, facts: CardFacts, left: int, top: int, width: int) -> None:
    end = left + width
    if facts.price:
        price = _line(facts.price, SERIF, 50, width)
        price.draw(canvas, left, top, INK)
        left += round(font(SERIF, price.size).getlength(price.lines[0])) + 28
    if facts.label and left + 120 < end:
        label = _line(facts.label, BOLD, 26, end - left - 36)
        right = left + round(font(BOLD, label.size).getlength(label.lines[0])) + 36
        canvas.rounded_rectangle((left, top + 8, right, top + 58), radius=25, fill=LEAF_SOFT)
        canvas.text((left + 18, top + 42), label.lines[0], font=font(BOLD, label.size), fill=LEAF, anchor="ls")


def _line(text: str, name: str, size: int, width: int) -> Setting:
    """One line, cut where it does not fit."""
    return fit(text, name=name, sizes=(size,), width=width, height=10 * size, most_lines=1)


def _picture(facts: CardFacts, size: tuple[int, int]) -> Image.Image | None:
    """The picture cropped to the size around its focal point; None when there is none or its file is gone."""
    if facts.picture is None:
        return None
    try:
        with facts.picture.file.open("rb") as opened:
            picture: Any = Image.open(opened).convert("RGB")
    except OSError:
        return None
    return ImageOps.fit(picture, size, Image.Resampling.LANCZOS, centering=facts.centre)
