"""Fruit and vegetables that stand on their own."""

from __future__ import annotations

import math

from storefront.demo.art.kit import INK, LEAF, WOOD, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import leaf
from storefront.demo.art.pen import Pen


def bananas(p: Pen, colour: str = "#E6B43A", n: int = 6) -> str:
    """A hand of bananas resting on its tips, crown up."""
    out = []
    for i in range(n):
        d = p.blob([(-14, 6), (28, 10), (116, 92), (158, 214), (128, 330), (66, 398), (34, 392), (62, 330), (70, 214), (30, 110)], 3)
        c = mix(colour, "#93A548", (0.0, 0.22, 0.08)[i % 3])
        ridge = stroke(line([(10, 10), (84, 110), (116, 214), (98, 320), (50, 394)]), pale(c, 0.4), 7, 0.7) + fill(
            ellipse(50, 392, 22, 14), "#5A4526"
        )
        out.append(at(p.solid(d, c, 26, ridge, 0.55), 0, 0, 1, 70 - i * 21))
    crown = p.solid(p.blob([(-30, -16), (-22, -84, 1), (24, -90, 1), (38, -10), (40, 34), (0, 24), (-36, 34)], 3), "#8A8B42", 18) + fill(
        ellipse(1, -86, 24, 9), "#C7B877"
    )
    return at("".join(out) + crown, -10, -400)


def pomelo(p: Pen, r: float = 190, colour: str = "#8FA850") -> str:
    """Green pomelo, a little pear-shaped, with pores and a leaf."""
    d = p.blob(
        [
            (-r * 0.98, -r * 0.8),
            (-r * 0.72, -r * 1.5),
            (-r * 0.2, -r * 1.92),
            (r * 0.2, -r * 1.92),
            (r * 0.72, -r * 1.5),
            (r * 0.98, -r * 0.8),
            (r * 0.7, -r * 0.14),
            (0, 4),
            (-r * 0.7, -r * 0.14),
        ],
        3,
    )
    pores = "".join(fill(ellipse(p.j(r * 0.8), -r * 0.9 + p.j(r * 0.8), 3.4, 2.6), dark(colour, 0.28), 0.6) for _ in range(60))
    return (
        p.solid(d, colour, r * 0.3, pores, 0.55, 0.4)
        + stroke(f"M0 {f(-r * 1.9)}L{f(r * 0.06)} {f(-r * 2.1)}", WOOD, 11)
        + at(leaf(p, r * 0.85, LEAF), r * 0.05, -r * 2.02, 1, -18)
        + at(leaf(p, r * 0.6, dark(LEAF, 0.1)), 0, -r * 2, 1, 200)
    )


def cut_citrus(p: Pen, r: float = 170, rind: str = "#A9B95C", flesh: str = "#E58E86") -> str:
    """Half a pomelo or orange, face towards us, resting on its rind."""
    cy = -r * 0.96
    wedges = "".join(
        at(
            p.solid(
                p.blob(
                    [(r * 0.1, 0, 1), (r * 0.4, -r * 0.2), (r * 0.74, -r * 0.18), (r * 0.8, 0), (r * 0.74, r * 0.18), (r * 0.4, r * 0.2)], 2
                ),
                mix(flesh, "#FFFFFF", 0.12 * p.rng.random()),
                14,
                tone=0.3,
            ),
            0,
            cy,
            1,
            i * 36 + 8,
        )
        for i in range(10)
    )
    return (
        p.solid(p.round(r * 0.12, cy + 4, r * 1.02, r, 0.01), rind, 30)
        + fill(p.round(0, cy, r, r * 0.98, 0.01), pale(rind, 0.35))
        + fill(p.round(0, cy, r * 0.93, r * 0.91, 0.01), "#FBF1DC")
        + wedges
    )


def mango(p: Pen, r: float = 170, colour: str = "#E9B23C") -> str:
    """Ripe mango lying on its side, stalk at the left."""
    d = p.blob(
        [
            (-r * 1.1, -r * 0.72),
            (-r * 0.5, -r * 1.2),
            (r * 0.3, -r * 1.08),
            (r * 1.0, -r * 0.66),
            (r * 1.22, -r * 0.3),
            (r * 0.7, -r * 0.02),
            (-r * 0.2, 4),
            (-r * 0.9, -r * 0.2),
        ],
        3,
    )
    blush = fill(p.round(-r * 0.6, -r * 0.9, r * 0.6, r * 0.4), "#D9603A", 0.38, 'filter="url(#blur)"') + "".join(
        fill(ellipse(p.j(r * 0.9), -r * 0.55 + p.j(r * 0.4), 3, 2.4), dark(colour, 0.4), 0.6) for _ in range(26)
    )
    return p.solid(d, colour, r * 0.3, blush, 0.5, 0.5) + stroke(f"M{f(-r * 1.04)} {f(-r * 0.8)}l{f(-r * 0.14)} {f(-r * 0.12)}", WOOD, 11)


def dragon_fruit(p: Pen, r: float = 170, colour: str = "#C9335E") -> str:
    """Dragon fruit standing, with green-tipped scales."""
    d = p.blob(
        [
            (-r * 0.8, -r * 0.8),
            (-r * 0.6, -r * 1.6),
            (0, -r * 2),
            (r * 0.6, -r * 1.6),
            (r * 0.8, -r * 0.8),
            (r * 0.5, -r * 0.1),
            (0, 4),
            (-r * 0.5, -r * 0.1),
        ],
        3,
    )

    def scale(x: float, y: float, a: float, n: float) -> str:
        tip = at(leaf(p, r * n, "#8FA850", False), x * r, y * r, 1, a)
        return tip + at(leaf(p, r * n * 0.66, pale(colour, 0.12), False), x * r, y * r, 1.1, a)

    back = (
        scale(-0.66, -1.3, -125, 0.6)
        + scale(0.66, -1.3, -55, 0.6)
        + scale(-0.2, -1.86, -108, 0.7)
        + scale(0.2, -1.86, -72, 0.7)
        + scale(0, -1.9, -90, 0.7)
    )
    sides = scale(-0.76, -0.7, -142, 0.55) + scale(0.76, -0.7, -38, 0.55)
    front = "".join(
        scale(x, y, -90 + x * 40, 0.46)
        for x, y in ((-0.4, -1.2), (0.42, -1.14), (0, -0.86), (-0.42, -0.5), (0.4, -0.44), (0.02, -1.46), (0, -0.2))
    )
    return back + sides + p.solid(d, colour, r * 0.3, tone=0.5) + front


def cut_dragon_fruit(p: Pen, r: float = 160, rind: str = "#C9335E") -> str:
    """Half a dragon fruit: white flesh peppered with seeds."""
    cy = -r * 1.08
    seeds = "".join(
        fill(ellipse(x, y, 3.6, 5), INK, 0.85)
        for x, y in ((p.j(r * 0.62), cy + p.j(r * 0.8)) for _ in range(120))
        if (x / (r * 0.7)) ** 2 + ((y - cy) / (r * 0.88)) ** 2 < 1
    )
    tips = "".join(
        at(leaf(p, r * 0.5, "#8FA850", False), r * 0.84 * math.cos(a), cy + r * 1.04 * math.sin(a), 1, math.degrees(a))
        for a in (-2.6, -2, -1.57, -1.1, -0.5)
    )
    return (
        tips
        + p.solid(p.round(0, cy, r * 0.92, r * 1.08, 0.01), rind, 24)
        + fill(p.round(0, cy, r * 0.8, r * 0.97, 0.01), "#FBF4EA")
        + seeds
    )
