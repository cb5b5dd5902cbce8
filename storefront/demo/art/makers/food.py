"""Noodles, rice in bamboo and other prepared food."""

from __future__ import annotations

from storefront.demo.art.kit import BAMBOO, MADDER, STRAW, at, dark, ellipse, f, fill, lathe, line, mix, pale, stroke
from storefront.demo.art.pen import Pen


def bundle(p: Pen, colour: str, n: int = 26, length: float = 460, tie: str = MADDER, spread: float = 1, stem: float = 9) -> str:
    """Sticks, noodles, lemongrass or incense-free stalks tied at the waist, lying level."""
    out = []
    for i in range(n):
        y = -14 - (i / n) * 104 + p.j(3)
        e = (y + 60) * 0.9 * spread
        out.append(
            stroke(
                line(
                    [
                        (-length / 2 + p.j(14), y + e * 0.5),
                        (-length * 0.2, y + 2),
                        (0, y * 0.72 - 16),
                        (length * 0.2, y + 2),
                        (length / 2 + p.j(14), y + e * 0.5),
                    ]
                ),
                mix(colour, "#2E1524", p.rng.uniform(0, 0.24)) if i % 3 else pale(colour, 0.35),
                stem,
            )
        )
    wrap = "".join(stroke(line([(x, -18), (x - 5, -60), (x, -102)]), c, 9) for x, c in ((-10, dark(tie, 0.25)), (0, tie), (10, tie)))
    bow = "".join(stroke(line([(0, -66), (s * 52, -106), (s * 70, -62), (0, -66), (s * 44, -12)]), tie, 7) for s in (-1, 1))
    return "".join(out) + wrap + bow


def bamboo_tubes(p: Pen, n: int = 5) -> str:
    """Bamboo-tube rice, upright, tied with a strip."""
    out = []
    for i in range(n):
        x, h = (i - (n - 1) / 2) * 84, 380 + p.j(46)
        d = lathe([(42, 0), (43, -h * 0.45), (41, -h * 0.47), (43, -h * 0.5), (42, -h, 1)], 0.2)
        c = mix("#8FA35A", BAMBOO, p.rng.uniform(0.1, 0.6))
        knot = stroke(f"M-44 {f(-h * 0.47)}q44 14 88 0", dark(c, 0.35), 6, 0.7)
        out.append(
            at(
                p.solid(d, c, 26, knot) + fill(ellipse(0, -h, 42, 9), pale(c, 0.55)) + fill(ellipse(0, -h + 1, 30, 6), "#F7F0DE"),
                x,
                (i % 2) * 14,
            )
        )
    w = n * 42
    return "".join(out) + "".join(stroke(f"M{-w} {y}Q0 {y + 24} {w} {y}", c, 12) for y, c in ((-150, dark(STRAW, 0.25)), (-164, STRAW)))
