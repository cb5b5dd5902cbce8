"""Sets text in the shop's fonts: wraps it, finds the size that fits, leaves room for marks above marks (Ễ, ậ)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import ImageFont
from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont

from storefront.sharing.cards.sheets import own_file

SERIF, SANS, BOLD = "newsreader-470", "be-vietnam-pro-400", "be-vietnam-pro-600"
LEADING: Final = 1.26
"""Lines of Newsreader with Ễ over ậ do not touch from here on."""
ELLIPSIS: Final = "…"


@lru_cache(maxsize=64)
def font(name: str, size: int) -> FreeTypeFont:
    """Return a font of the shop in pixels."""
    return ImageFont.truetype(own_file(f"fonts/{name}.woff2"), size)


@lru_cache(maxsize=64)
def reach(name: str, size: int) -> tuple[int, int]:
    """How far the highest mark of a capital stands above the baseline, and the lowest mark or tail below it, in pixels."""
    _, top, _, bottom = font(name, size).getbbox("ẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖỪỬỮ Ậgjyợ", anchor="ls")
    return -round(top), round(bottom)


@lru_cache(maxsize=2048)
def _has(name: str, letter: str) -> bool:
    face = font(name, 20)
    return letter == " " or bytes(face.getmask(letter)) != bytes(face.getmask("\uffff"))


def legible(text: str, name: str) -> str:
    """Return ``text`` without what the font cannot show (our fonts hold Latin, Vietnamese and the minorities' letters)."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return " ".join("".join(letter if _has(name, letter) else " " for letter in text).split())


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text in one font."""

    lines: tuple[str, ...]
    name: str
    size: int

    @property
    def height(self) -> int:
        """Pixels from the highest mark of the first line to the lowest descender of the last."""
        return sum(reach(self.name, self.size)) + round(self.size * LEADING * (len(self.lines) - 1))

    def draw(self, canvas: ImageDraw, left: int, top: int, colour: str) -> int:
        """Draw with the highest mark at ``top``; return where the text ends below."""
        face, baseline = font(self.name, self.size), float(top + reach(self.name, self.size)[0])
        for line in self.lines:
            canvas.text((left, round(baseline)), line, font=face, fill=colour, anchor="ls")
            baseline += self.size * LEADING
        return top + self.height


def fit(text: str, *, name: str, sizes: tuple[int, ...], width: int, height: int, most_lines: int) -> Setting:
    """Return the largest setting that fits; in the smallest size the text is cut with an ellipsis."""
    text = legible(text, name)
    for size in sizes:
        lines = _wrap(text, font(name, size), width)
        setting = Setting(tuple(lines), name, size)
        if len(lines) <= most_lines and setting.height <= height and all(font(name, size).getlength(line) <= width for line in lines):
            return setting
    face = font(name, sizes[-1])
    while most_lines > 1 and Setting(("",) * most_lines, name, sizes[-1]).height > height:
        most_lines -= 1
    lines = _wrap(text, face, width)
    kept = lines[:most_lines]
    if len(lines) > most_lines or face.getlength(kept[-1]) > width:
        kept[-1] = _cut(" ".join(lines[most_lines - 1 :]), face, width)
    return Setting(tuple(kept), name, sizes[-1])


def _wrap(text: str, face: FreeTypeFont, width: int) -> list[str]:
    """Break between words; a word that is wider than the line is broken where it has to be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for piece in _pieces(word, face, width):
            lines[-1] = piece
            lines.append("")
        lines.pop()
    return lines


def _pieces(word: str, face: FreeTypeFont, width: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(text: str, face: FreeTypeFont, width: int) -> str:
    while text and face.getlength(text + ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip(" ,.;:–—-") + ELLIPSIS
