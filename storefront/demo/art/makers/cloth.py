"""Woven cloth: piles, scarves, rugs, cushions and hangings."""

from __future__ import annotations

from storefront.demo.art import brocade
from storefront.demo.art.kit import BAMBOO, CREAM, INDIGO, MADDER, STRAW, WOOD, at, dark, f, fill, line, pale, stroke
from storefront.demo.art.makers.bags import tassel
from storefront.demo.art.pen import Pen


def folded(p: Pen, palette: str = "hmong", seed: int = 7, layers: int = 3, w: float = 460, others: tuple[str, ...] = ()) -> str:
    """A pile of folded woven lengths seen from the fold."""
    out, y = [], 0.0
    for i in range(layers):
        pal, t, ww = ((palette, *others) * 3)[i], 84 + p.j(6), w * (1 - 0.03 * i)
        d = p.blob(
            [
                (-ww / 2, y - 6),
                (-ww / 2 - 12, y - t * 0.5),
                (-ww / 2 + 4, y - t),
                (0, y - t - 6),
                (ww / 2 - 10, y - t + 2, 1),
                (ww / 2, y - 2, 1),
                (0, y + 5),
            ],
            2,
        )
        wv = p.weave(seed + i, pal, 2.35, f"translate({f(-ww / 2)} {f(y - t + 2)})", height=37)
        ply = "".join(
            stroke(line([(ww / 2 - 60 + p.j(8), y - t * k), (ww / 2, y - t * k + 2)]), "#1A1026", 3, 0.45) for k in (0.25, 0.5, 0.75)
        )
        out.append(
            p.solid(
                d, INDIGO, 30, f'<path d="{d}" fill="{wv}"/>{ply}' + fill(f"M{f(-w)} {f(y - 14)}H{w}V{f(y + 10)}H{f(-w)}z", "#150A1E", 0.25)
            )
        )
        y -= t - 2
    top = p.blob([(-w * 0.45, y + 3, 1), (-w * 0.36, y - 58, 1), (w * 0.4, y - 62, 1), (w * 0.45, y + 1, 1)], 2)
    wv = p.weave(seed + layers - 1, ((palette, *others) * 3)[layers - 1], 2.35, f"matrix(1 0 -.1 .72 0 {f(y)})", height=37)
    return "".join(out) + p.solid(top, INDIGO, 20, f'<path d="{top}" fill="{wv}"/>', 0.35, 0.4)


def scarf(p: Pen, palette: str = "thai", seed: int = 8, ground: str | None = None) -> str:
    """Scarf draped over a wooden rail, woven ends and fringe."""
    g = ground or brocade.PALETTES[palette][0]
    out = []
    for s, x, n in ((1, 96, 520), (-1, -92, 620)):
        y0 = -720
        d = p.blob(
            [
                (x - 118, y0 + 30, 1),
                (x - 134, y0 + n * 0.5),
                (x - 146, y0 + n, 1),
                (x + 146, y0 + n + 6 * s, 1),
                (x + 134, y0 + n * 0.5),
                (x + 112, y0 + 26, 1),
            ],
            3,
        )
        wv = p.weave(seed, palette, 3.4, f"translate({x} {f(y0 + n - 160)})", height=43)
        folds = "".join(
            stroke(line([(x + k * 0.7, y0 + 30), (x + k * 1.05, y0 + n * 0.5), (x + k * 1.2, y0 + n)]), "#150A1E", 9, 0.22)
            for k in (-84, -36, 10, 66, 100)
        )
        fringe = "".join(
            stroke(line([(x + k, y0 + n), (x + k + p.j(4), y0 + n + 34), (x + k + p.j(7), y0 + n + 64)]), pale(g, 0.25) if i % 2 else g, 5)
            for i, k in enumerate(range(-140, 146, 10))
        )
        out.append(fringe + p.solid(d, g, 40, f'<path d="M{x - 170} {f(y0 + n - 160)}h340v146h-340z" fill="{wv}"/>' + folds))
    knot = p.solid(p.blob([(-222, -684), (-180, -738), (0, -766), (180, -736), (220, -684), (90, -664), (0, -680), (-100, -662)], 3), g, 26)
    rail = p.solid(p.poly([(-900, -786), (900, -786), (900, -730), (-900, -730)], 6, 2), WOOD, 14)
    return rail + "".join(out) + knot


def rug(p: Pen, palette: str = "linen", seed: int = 10) -> str:
    """Small rug, half unrolled."""
    d = p.poly([(-330, 10), (-250, -250), (250, -250), (330, 10)], 8, 2)
    wv = p.weave(seed, palette, 5.6, "matrix(1 0 0 .55 0 -252)", height=47)
    fringe = "".join(stroke(f"M{x} 8l{f(x * 0.06 + p.j(4))} 40", CREAM if i % 2 else STRAW, 5) for i, x in enumerate(range(-322, 326, 14)))
    flat = p.solid(d, INDIGO, 30, f'<path d="{d}" fill="{wv}"/>', 0.35)
    wv2 = p.weave(seed, palette, 4.3, "translate(0 -340)", height=47)
    roll = p.poly([(-258, -226), (-258, -330), (258, -330), (258, -226)], 50, 2)
    end = fill(p.round(258, -278, 26, 52), STRAW) + "".join(
        stroke(p.round(258, -278, 26 * k, 52 * k), dark(STRAW, 0.5), 4) for k in (0.25, 0.55, 0.85)
    )
    return (
        fringe
        + flat
        + fill("M-252 -232H252L258 -198H-258z", "#150A1E", 0.3)
        + p.solid(roll, INDIGO, 40, f'<path d="{roll}" fill="{wv2}"/>')
        + end
    )


def cushion(p: Pen, palette: str = "bana", seed: int = 11) -> str:
    """Square cushion with woven face and corner tassels."""
    d = p.blob([(-250, -10, 1), (-214, -230), (-246, -450, 1), (0, -414), (246, -450, 1), (214, -230), (250, -10, 1), (0, -40)], 4)
    wv = p.weave(seed, palette, 5, "translate(0 -480)", height=49)
    return "".join(at(tassel(p, MADDER), x, -14, 0.7, -x / 16) for x in (-246, 246)) + p.solid(
        d, INDIGO, 80, f'<path d="{d}" fill="{wv}"/>', 0.55, 0.4
    )


def hanging(p: Pen, palette: str = "bana", seed: int = 16) -> str:
    """Wall textile on a bamboo rod; origin at the rod's middle."""
    d = p.poly([(-220, 0), (220, 0), (226, 600), (-226, 600)], 4, 4)
    wv = p.weave(seed, palette, 6.4, "translate(0 10)", height=47)
    fringe = "".join(
        stroke(line([(x, 596), (x + p.j(4), 640), (x + p.j(6), 676)]), CREAM if i % 3 else MADDER, 5)
        for i, x in enumerate(range(-216, 222, 11))
    )
    rod = p.solid(p.poly([(-280, -16), (280, -16), (280, 14), (-280, 14)], 12, 2), BAMBOO, 8)
    return (
        stroke("M-250 -6L0 -120L250 -6", dark(STRAW, 0.3), 6) + fringe + p.solid(d, INDIGO, 44, f'<path d="{d}" fill="{wv}"/>', 0.4) + rod
    )


def velvet(p: Pen, colour: str = "#2B3A7B") -> str:
    """Indigo cloth filling the ground in soft folds, with a woven edge; drawn on the 1200 page itself."""
    folds = "".join(
        stroke(line([(x, -20), (x + 120 + p.j(40), 500), (x + 40 + p.j(60), 1220)]), c, w, o, 'filter="url(#blur)"')
        for x, c, w, o in (
            (80, "#150A1E", 50, 0.3),
            (260, "#8C9AC4", 40, 0.25),
            (520, "#150A1E", 60, 0.2),
            (760, "#8C9AC4", 46, 0.22),
            (930, "#150A1E", 60, 0.3),
            (1060, "#8C9AC4", 36, 0.2),
        )
    )
    wv = p.weave(51, "hmong", 3.6, "translate(0 1060)", height=41)
    return (
        f'<rect width="1200" height="1200" fill="{dark(colour, 0.25)}"/>'
        + folds
        + f'<rect y="1060" width="1200" height="140" fill="{wv}"/>'
    )
