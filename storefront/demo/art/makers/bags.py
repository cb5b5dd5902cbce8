"""Bags, purses and books covered with woven cloth."""

from __future__ import annotations

from storefront.demo.art.kit import INK, MADDER, TURMERIC, at, dark, fill, line, stroke
from storefront.demo.art.pen import Pen


def bag(p: Pen, body: str = "#E9DCC0", palette: str = "ede", seed: int = 9, strap: str = MADDER) -> str:
    """Tote with a wide woven panel and tassels."""
    d = p.poly([(-205, 0), (-190, -400), (190, -400), (205, 0)], 26, 5)
    wv = p.weave(seed, palette, 4.3, "translate(0 -290)", height=49)
    panel = f'<path d="M-220 -290Q0 -280 220 -290V-80Q0 -70 -220 -80z" fill="{wv}"/>'
    straps = "".join(
        stroke(line([(-96, y), (-80, -560), (0, -660 + o), (80, -560), (96, y)]), c, 22)
        for y, o, c in ((-390, 26, dark(strap, 0.35)), (-372, 0, strap))
    )
    stitch = stroke("M-180 -378Q0 -370 180 -378", dark(body, 0.4), 3, 0.8, 'stroke-dasharray="10 8"')
    tas = at(tassel(p, strap), 150, -392, 0.9, -6)
    return straps + p.solid(d, body, 56, panel + stitch) + tas


def tassel(p: Pen, colour: str) -> str:
    """A hanging tassel from its cord top."""
    threads = "".join(
        stroke(line([(0, 40), (k * 0.8, 70), (k * 1.3 + p.j(2), 132)]), colour if i % 2 else dark(colour, 0.25), 5)
        for i, k in enumerate(range(-14, 15, 4))
    )
    return (
        stroke("M0 0V40", TURMERIC, 5)
        + threads
        + fill(p.round(0, 44, 15, 13), dark(colour, 0.1))
        + stroke("M-12 56Q0 62 12 56", TURMERIC, 5)
    )


def purse(p: Pen, palette: str = "thai", seed: int = 15, body: str = "#2B2328") -> str:
    """Zip purse with woven face and a tassel."""
    d = p.blob([(-230, -8, 1), (-244, -130), (-226, -262, 1), (0, -272), (226, -262, 1), (244, -130), (230, -8, 1), (0, 8)], 3)
    wv = p.weave(seed, palette, 4.6, "translate(0 -222)", height=45)
    zip_ = stroke("M-218 -258Q0 -270 218 -258", "#C7A24E", 9, 1, 'stroke-dasharray="5 7"')
    return p.solid(d, body, 50, f'<path d="M-260 -222H260V-16H-260z" fill="{wv}"/>') + zip_ + at(tassel(p, MADDER), 206, -262, 1, -8)


def notebook(p: Pen, palette: str = "hmong", seed: int = 14, cover: str = MADDER) -> str:
    """Notebook bound in cloth, standing, with an elastic and a woven spine panel."""
    side = p.poly([(150, 0), (186, -22), (186, -452), (150, -440)], 3, 1)
    d = p.poly([(-170, 0), (-170, -440), (156, -440), (156, 0)], 14, 2)
    wv = p.weave(seed, palette, 3.6, "rotate(90) translate(0 -30)", height=45)
    panel = f'<path d="M-134 -460H26V20H-134z" fill="{wv}"/>'
    pages = "".join(stroke(f"M{x} -12V-440", "#D9CBAE", 2) for x in range(160, 186, 5))
    return p.solid(side, "#F4EAD2", 8, pages) + p.solid(d, cover, 34, panel) + stroke("M116 -438V-2", INK, 9, 0.85)
