"""Cuts the shop's fonts out of their packages: ``python -m storefront.fonts`` writes three small woff2 files and their licences.

They hold Latin for Vietnamese and English and the letters of Ê Đê, Gia Rai and Ba Na (ŏ, ƀ, ê with a breve …).
What the fonts lack of these is put together from their own letters and marks. Needs the optional dependencies ``art``;
the shop runs without them. The families are under the SIL Open Font License, no reserved name; its texts lie beside them.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import fontpkg
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.pointInsidePen import PointInsidePen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from storefront.assets import STATIC

FONTS = STATIC / "fonts"
BREVE = "\u0306"
MINORITY = "ČčĔĕĬĭÑñŎŏŬŭɃƀ"
STACKED = "ÊêÔôƠơƯư"
"""Letters that carry a breve on top of their own mark: two characters in the text, one glyph in our fonts."""

_VIETNAMESE = (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "₫"
)  # fmt: skip
LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0©«°·»½×–—‘’“”•…−" + _VIETNAMESE + MINORITY + BREVE


@dataclass(frozen=True)
class Cut:
    """One file: where it comes from, where on its axes, and how much kerning is worth its bytes (in thousandths of an em)."""

    name: str
    family: str
    weight: int
    axes: dict[str, float]
    kern_least: int
    kern_step: int


CUTS = (
    Cut("be-vietnam-pro-400", "Be Vietnam Pro", 400, {}, 15, 10),
    Cut("be-vietnam-pro-600", "Be Vietnam Pro", 600, {}, 15, 10),
    Cut("newsreader-470", "Newsreader", 400, {"opsz": 32, "wght": 470}, 16, 12),
)


class Letters:
    """Adds letters to a font, made of the letters and marks it has."""

    def __init__(self, font: TTFont) -> None:
        self.font, self.glyf, self.names = font, font["glyf"], dict(font.getBestCmap())

    def _box(self, character: str) -> tuple[int, int, int, int]:
        glyph = self.glyf[self.names[ord(character)]]
        glyph.recalcBounds(self.glyf)
        return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax

    def _add(self, name: str, parts: list[tuple[str, int, int]], width: int, code: int | None) -> None:
        pen = TTGlyphPen(self.glyf)
        for part, x, y in parts:
            pen.addComponent(part, (1, 0, 0, 1, x, y))
        self.font.setGlyphOrder([*self.font.getGlyphOrder(), name])
        self.glyf[name] = pen.glyph()
        self.glyf[name].recalcBounds(self.glyf)
        self.font["hmtx"][name] = (width, self.glyf[name].xMin)
        if code is not None:
            self.names[code] = name
            for table in self.font["cmap"].tables:
                if table.isUnicode():
                    table.cmap[code] = name

    def breve(self, base: str, name: str, code: int | None) -> None:
        """Put a breve on ``base`` as far above it as ă has it, or above the mark that it carries."""
        pattern, plain = ("Ă", "A") if base.isupper() else ("ă", "a")
        left, bottom, right, top = self._box(BREVE)
        gap = self._box(pattern)[3] - (top - bottom) - self._box(plain)[3]
        on = "ı" if base == "i" and ord("ı") in self.names else base
        x_min, _, x_max, _ = self._box({"ơ": "o", "Ơ": "O", "ư": "u", "Ư": "U"}.get(base, on))  # the horn does not move the middle
        x, y_max = round((x_min + x_max) / 2 - (left + right) / 2), self._box(on)[3]
        glyph = self.names[ord(on)]
        self._add(name, [(glyph, 0, 0), (self.names[ord(BREVE)], x, y_max + gap - bottom)], self.font["hmtx"][glyph][0], code)

    def _stem(self, character: str, y: float) -> tuple[int, int]:
        """Left and right edge of the first stem of a letter at the height ``y``."""
        x_min, _, x_max, _ = self._box(character)
        glyphs, name = self.font.getGlyphSet(), self.names[ord(character)]

        def is_ink(x: int) -> bool:
            pen = PointInsidePen(glyphs, (x + 0.5, y + 0.5))
            glyphs[name].draw(pen)
            return bool(pen.getResult())

        ink = [is_ink(x) for x in range(x_min, x_max)]
        start = ink.index(True)
        return x_min + start, x_min + ink.index(False, start)

    def barred_b(self, base: str, name: str, code: int) -> None:
        """Make ƀ of b and Ƀ of B: a bar as thick as that of đ, across the stem."""
        d_right, top = self._box("d")[2], self._box(base)[3]
        coordinates, _, _ = self.glyf[self.names[ord("đ")]].getCoordinates(self.glyf)
        beyond = [(x, y) for x, y in coordinates if x > d_right + 2 and y < top]
        thick = max(y for _, y in beyond) - min(y for _, y in beyond)
        over = max(max(x for x, _ in beyond) - d_right, self.font["head"].unitsPerEm // 16)
        middle = top // 2 if base.isupper() else (max(y for _, y in beyond) + min(y for _, y in beyond)) // 2
        left, right = self._stem(base, top * 0.75 if base.isupper() else middle)
        start, end, low, high = left - over, right + over, middle - thick // 2, middle + thick // 2
        pen = TTGlyphPen(None)
        pen.moveTo((start, low))
        for point in ((start, high), (end, high), (end, low)):
            pen.lineTo(point)
        pen.closePath()
        self.font.setGlyphOrder([*self.font.getGlyphOrder(), f"{name}.bar"])
        self.glyf[f"{name}.bar"] = pen.glyph()
        self.font["hmtx"][f"{name}.bar"] = (0, start)
        glyph = self.names[ord(base)]
        self._add(name, [(glyph, 0, 0), (f"{name}.bar", 0, 0)], self.font["hmtx"][glyph][0], code)


def add_minority_letters(font: TTFont) -> list[str]:
    """Add what ``font`` lacks of :data:`MINORITY` and :data:`STACKED`. Returns the feature lines that join letter and breve."""
    letters = Letters(font)
    for composed, base in zip("ĔĕĬĭŎŏŬŭ", "EeIiOoUu", strict=True):
        if ord(composed) not in letters.names:
            letters.breve(base, f"uni{ord(composed):04X}", ord(composed))
    for code, base in ((0x180, "b"), (0x243, "B")):
        if code not in letters.names:
            letters.barred_b(base, f"uni{code:04X}", code)
    lines = []
    for base in STACKED:
        name = f"uni{ord(base):04X}0306"
        letters.breve(base, name, None)
        lines.append(f"sub {letters.names[ord(base)]} {letters.names[ord(BREVE)]} by {name};")
    return lines


def thin_kerning(font: TTFont, *, least: int, step: int) -> None:
    """Round pair kerning to steps and drop what the eye does not see. ``least`` and ``step``: thousandths of an em."""
    em = font["head"].unitsPerEm
    smallest, unit = least * em // 1000, max(1, step * em // 1000)

    def thin(value: object) -> None:
        advance = getattr(value, "XAdvance", 0)
        if advance:
            value.XAdvance = 0 if abs(advance) < smallest else round(advance / unit) * unit  # type: ignore[attr-defined]

    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            records = (
                [record for pairs in table.PairSet for record in pairs.PairValueRecord]
                if table.Format == 1
                else [record for first in table.Class1Record for record in first.Class2Record]
            )
            for record in records:
                thin(record.Value1)


def cut(order: Cut) -> TTFont:
    """Return the subset font of ``order``, ready to be saved."""
    font = TTFont(fontpkg.path(order.family, weight=order.weight, nearest=True))
    if order.axes:
        font = instantiateVariableFont(font, order.axes, updateFontNames=False)
    joins = add_minority_letters(font)
    options = Options()
    options.layout_features, options.hinting, options.name_IDs = ["kern"], False, [0, 13, 14]
    options.notdef_outline = options.desubroutinize = True
    options.glyph_names = True
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS, glyphs=[line.split()[-1].rstrip(";") for line in joins])
    subsetter.subset(font)
    thin_kerning(font, least=order.kern_least, step=order.kern_step)
    addOpenTypeFeaturesFromString(font, "feature ccmp {\n" + "\n".join(joins) + "\n} ccmp;", tables={"GSUB"})
    font["post"].formatType = 3.0
    font.flavor = "woff2"
    return font


def main() -> None:
    """Write the fonts and their licences under ``static/storefront/fonts``."""
    FONTS.mkdir(parents=True, exist_ok=True)
    total = 0
    for order in CUTS:
        target = FONTS / f"{order.name}.woff2"
        cut(order).save(target)
        total += target.stat().st_size
        print(f"{target.name}: {target.stat().st_size:,} bytes")
        licence = Path(fontpkg.path(order.family, weight=order.weight, nearest=True)).parents[1] / "LICENSE"
        shutil.copyfile(licence, FONTS / f"OFL-{order.name.rpartition('-')[0]}.txt")
    print(f"together: {total:,} bytes")


if __name__ == "__main__":
    main()
