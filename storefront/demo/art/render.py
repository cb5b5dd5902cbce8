"""Drawings to WebP: resvg rasterises (one small wheel, no system libraries), Pillow writes. Nothing but pixels is kept in a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from PIL import Image

from storefront.demo.art import catalogue, scenes
from storefront.demo.art.words import KINDS, Words, all_words

PICTURES = Path(__file__).parent.parent / "pictures"
GOODS_SIZE, SCENE_SIZE = (640, 640), (1200, 750)
GOODS_LIMIT, SCENE_LIMIT = 22 * 1024, 42 * 1024  # bytes a file may have before its quality is lowered
QUALITIES = (84, 80, 76, 72, 68, 64, 60, 55, 50, 45, 40)


@cache
def _fonts() -> list[str]:
    """The Be Vietnam Pro cuts that labels use."""
    import fontpkg_be_vietnam_pro as font

    cuts = ("Regular", "Medium", "SemiBold", "Bold")
    return [str(p) for p in sorted(Path(font.__file__).parent.rglob("*.ttf")) if p.stem.split("-")[1] in cuts]


def raster(svg: str, width: int) -> Image.Image:
    """SVG text to an RGB image of that width."""
    import resvg_py  # only those who draw need it; the index and the sizes do not

    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=_fonts(),
        font_family="Be Vietnam Pro",
        sans_serif_family="Be Vietnam Pro",
    )
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def size_of(words: Words) -> tuple[int, int]:
    """Width and height of a picture in pixels."""
    return GOODS_SIZE if words.kind == "goods" else SCENE_SIZE


def draw(words: Words, width: int | None = None) -> Image.Image:
    """One picture, rasterised a quarter larger than asked and brought down for smooth edges."""
    svg = catalogue.picture(words.slug) if words.kind == "goods" else scenes.picture(words.slug)
    w, h = size_of(words)
    if width:
        w, h = width, round(width * h / w)
    return raster(svg, w * 5 // 4).resize((w, h), Image.Resampling.LANCZOS)


def _save(slug: str) -> tuple[str, int]:
    """Draw and write one picture at the best quality that fits its limit; returns its file name and bytes."""
    words = all_words()[slug]
    img, path = draw(words), PICTURES / words.file
    for quality in QUALITIES:
        img.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= (GOODS_LIMIT if words.kind == "goods" else SCENE_LIMIT):
            break
    return words.file, path.stat().st_size


def save(slugs: Iterable[str]) -> dict[str, int]:
    """Draw and write several pictures on all processors; bytes by file name."""
    PICTURES.mkdir(exist_ok=True)
    with ProcessPoolExecutor() as pool:
        return dict(pool.map(_save, slugs))


def write_index() -> None:
    """Write pictures/index.json, one line for each picture, from words.tsv."""
    rows = []
    for words in all_words().values():
        w, h = size_of(words)
        row: dict[str, str | int] = {
            "file": words.file,
            "slug": words.slug,
            "kind": words.kind,
            "alt_vi": words.alt_vi,
            "alt_en": words.alt_en,
            "width": w,
            "height": h,
        }
        if words.ocop_set:
            row["ocop_set"] = words.ocop_set
        rows.append(json.dumps(row, ensure_ascii=False))
    (PICTURES / "index.json").write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


def sheets(out: Path, per_sheet: int = 30) -> list[Path]:
    """Contact sheets of the saved pictures as PNG, goods thirty and scenes twelve to a sheet; returns their paths."""
    goods = [w for w in all_words().values() if w.kind == "goods"]
    wide = [w for kind in KINDS[1:] for w in all_words().values() if w.kind == kind]
    done = []
    for name, words, cell, cols, n in (("goods", goods, (300, 300), 6, per_sheet), ("scenes", wide, (600, 375), 3, 12)):
        for k in range(0, len(words), n):
            part = words[k : k + n]
            img = Image.new("RGB", (cols * cell[0], -(-len(part) // cols) * cell[1]), "#FFFFFF")
            for i, item in enumerate(part):
                with Image.open(PICTURES / item.file) as pic:
                    small = pic.resize((cell[0] - 6, cell[1] - 6), Image.Resampling.LANCZOS)
                img.paste(small, (i % cols * cell[0] + 3, i // cols * cell[1] + 3))
            done.append(out / f"sheet-{name}-{k // n + 1}.png")
            img.save(done[-1])
    return done
