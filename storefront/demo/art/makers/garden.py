"""Coconuts, pumpkin, greens, cocoa, artichoke and lotus, each standing on its own."""

from __future__ import annotations

import math

from storefront.demo.art.kit import BAMBOO, STRAW, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import leaf
from storefront.demo.art.pen import Pen


def green_coconut(p: Pen, r: float = 200, colour: str = "#8DAA52") -> str:
    """Trimmed drinking coconut: white husk shaved to a point, opened, with a straw."""
    body = p.poly(
        [(-r * 0.62, 0), (-r * 0.98, -r * 0.8), (-r * 0.84, -r * 1.1), (r * 0.84, -r * 1.1), (r * 0.98, -r * 0.8), (r * 0.62, 0)],
        r * 0.2,
        3,
    )
    top = p.poly(
        [
            (-r * 0.86, -r * 1.06),
            (-r * 0.46, -r * 1.62),
            (r * 0.46, -r * 1.62),
            (r * 0.86, -r * 1.06),
            (r * 0.5, -r * 0.94),
            (-r * 0.5, -r * 0.94),
        ],
        r * 0.1,
        3,
    )
    cuts = "".join(
        stroke(f"M{f(x * r * 0.5)} {f(-r * 1.6)}L{f(x * r)} {f(-r * 1.0)}", dark("#F3E9CE", 0.22), 5, 0.6) for x in (-0.66, -0.2, 0.3, 0.7)
    )
    ribs = "".join(
        stroke(line([(x * r * 0.62, -10), (x * r * 0.94, -r * 0.6), (x * r * 0.86, -r)]), dark(colour, 0.25), 5, 0.6)
        for x in (-0.6, -0.15, 0.35, 0.75)
    )
    straw = stroke(f"M{f(r * 0.04)} {f(-r * 1.6)}L{f(r * 0.4)} {f(-r * 2.3)}", dark(BAMBOO, 0.2), 22) + stroke(
        f"M{f(r * 0.02)} {f(-r * 1.6)}L{f(r * 0.38)} {f(-r * 2.3)}", pale(BAMBOO, 0.2), 12
    )
    hole = fill(ellipse(0, -r * 1.62, r * 0.46, r * 0.1), "#EFE3C4") + fill(ellipse(0, -r * 1.62, r * 0.28, r * 0.06), "#B9A67C")
    return p.solid(body, colour, r * 0.3, ribs) + p.solid(top, "#F6EDD4", r * 0.2, cuts, 0.3) + hole + straw


def dry_coconut(p: Pen, r: float = 130, colour: str = "#7A5233") -> str:
    """Dry husked coconut with fibres and its three eyes."""
    hair = "".join(
        stroke(
            line(
                [
                    (r * 0.96 * math.cos(a), -r + r * 0.96 * math.sin(a)),
                    (r * (1.06 + p.j(0.05)) * math.cos(a + 0.14), -r + r * 1.06 * math.sin(a + 0.14)),
                ]
            ),
            dark(colour, 0.2),
            4,
        )
        for a in (k * 0.22 for k in range(29))
    )
    fibres = "".join(
        stroke(
            line([(x * r * 0.5, -r * 1.9), (x * r, -r), (x * r * 0.5, -r * 0.1)]),
            pale(colour, 0.25) if i % 2 else dark(colour, 0.3),
            4,
            0.6,
        )
        for i, x in enumerate((-0.85, -0.6, -0.3, 0, 0.3, 0.6, 0.85))
    )
    return hair + p.solid(p.round(0, -r, r, r * 0.98, 0.02), colour, r * 0.3, fibres)


def half_coconut(p: Pen, r: float = 130, colour: str = "#7A5233") -> str:
    """Half a dry coconut, its white flesh towards us."""
    cy = -r * 0.92
    return (
        p.solid(p.round(r * 0.06, cy, r, r * 0.94, 0.02), colour, r * 0.2)
        + fill(p.round(0, cy - 4, r * 0.93, r * 0.86, 0.01), dark(colour, 0.3))
        + p.solid(p.round(0, cy - 4, r * 0.87, r * 0.8, 0.01), "#FBF6EA", 12, tone=0.2)
        + p.solid(p.round(0, cy, r * 0.6, r * 0.54, 0.02), "#E9DFC8", 30, tone=0.4)
    )


def pumpkin(p: Pen, r: float = 290, colour: str = "#D97F34") -> str:
    """Flat ribbed pumpkin with a stub of vine."""
    lobes = []
    for i, x in enumerate((-0.72, 0.72, -0.46, 0.46, -0.2, 0.2, 0)):
        c = mix(dark(colour, 0.3), colour, i / 6)
        lobes.append(
            p.solid(
                p.round(x * r, -r * 0.56, r * (0.34 - abs(x) * 0.1), r * (0.56 - abs(x) * 0.08), 0.02), c, r * 0.12, tone=0.45, light=0.35
            )
        )
    stem = p.solid(
        p.blob([(-26, -r * 1.06), (-16, -r * 1.24), (22, -r * 1.36, 1), (50, -r * 1.32, 1), (26, -r * 1.2), (34, -r * 1.06)], 2),
        "#8A8B4A",
        12,
    )
    return "".join(lobes) + fill(ellipse(0, -r * 1.06, r * 0.22, r * 0.06), dark(colour, 0.4)) + stem


def greens(p: Pen, colour: str = "#5C8A48", tie: str = STRAW, n: int = 9) -> str:
    """Bunch of mustard greens: frilled leaves on pale stalks, tied, lying with its stalks to the left."""
    out = []
    for i in sorted(range(n), key=lambda k: -abs(k - (n - 1) / 2)):
        a = (i - (n - 1) / 2) * 9.5
        c = mix(colour, "#9ABB62", abs(i - (n - 1) / 2) % 2 * 0.75 + 0.12 * p.rng.random())
        long = 560 - abs(a) * 2.2
        frill = (
            [(long * 0.3, -8)]
            + [
                (long * (0.34 + 0.66 * k / 9), -(60 + 62 * math.sin(math.pi * min(1, (k + 1.6) / 10))) + (14 if k % 2 else -8))
                for k in range(9)
            ]
            + [(long * 1.06, 0)]
        )
        d = p.blob(frill + [(x, -y) for x, y in reversed(frill[1:-1])] + [(long * 0.3, 8)], 2)
        veins = stroke(f"M0 0L{f(long)} 0", "#DCE6BE", 12) + "".join(
            stroke(f"M{f(long * t)} 0l{f(long * 0.13)} {f(s * 62)}", "#DCE6BE", 4, 0.7) for t in (0.4, 0.52, 0.64, 0.76) for s in (-1, 1)
        )
        out.append(
            at(
                stroke(f"M-170 0L{f(long * 0.4)} 0", "#E9EBCB", 26)
                + stroke("M-170 4L100 6", "#C7D09C", 8, 0.7)
                + p.solid(d, c, 24, veins, 0.4, 0.3),
                0,
                -70 + a * 0.9,
                1,
                a * 0.9,
            )
        )
    wrap = "".join(
        stroke(line([(x, -4), (x - 8, -70), (x, -136)]), c, 13) for x, c in ((-84, dark(tie, 0.25)), (-68, tie), (-52, dark(tie, 0.1)))
    )
    return "".join(out) + wrap


def cocoa_pod(p: Pen, r: float = 170, colour: str = "#C9863A", cut: bool = False) -> str:
    """Ridged cocoa pod lying level; cut lengthwise it shows its white beans."""
    upper = [(-r * 1.2, -r * 0.5), (-r * 0.6, -r * 0.98), (r * 0.3, -r * 0.98), (r * 1.0, -r * 0.62)]
    d = p.blob([*upper, (r * 1.3, -r * 0.44, 1), (r * 0.9, -r * 0.16), (r * 0.1, 2), (-r * 0.8, -r * 0.08)], 2)
    if not cut:
        tones = ((0.4, pale(colour, 0.4)), (0.28, dark(colour, 0.35)), (0.1, pale(colour, 0.3)), (-0.04, dark(colour, 0.35)))
        low = ((-0.24, dark(colour, 0.4)), (-0.36, dark(colour, 0.4)))
        ends = (-r * 1.15, -r * 0.5), (r * 1.25, -r * 0.44)
        return p.solid(
            d, colour, r * 0.24, "".join(stroke(line([ends[0], (0, -r * (0.5 + y)), ends[1]]), c, 8, 0.6) for y, c in tones + low)
        )
    bean_ = fill(ellipse(0, 0, r * 0.17, r * 0.13), "#FBF3E2") + stroke(ellipse(0, 0, r * 0.17, r * 0.13), "#D3B48C", 4)
    places = ((-0.72, -0.52), (-0.44, -0.68), (-0.4, -0.36), (-0.12, -0.52), (0.14, -0.72), (0.18, -0.38), (0.44, -0.54), (0.7, -0.5))
    beans = "".join(at(bean_, x * r, y * r, 1, 20) for x, y in places)
    return p.solid(d, colour, r * 0.2) + at(fill(d, "#F3E0BC"), 0, -r * 0.09, 0.84) + beans


def artichoke(p: Pen, r: float = 150, colour: str = "#7E9468") -> str:
    """Artichoke head: overlapping scales, purple at the tips."""
    out = [stroke("M0 0V-60", dark(colour, 0.2), 34)]
    for row, (y, n, w) in enumerate(((-1.75, 3, 0.5), (-1.4, 5, 0.8), (-1.02, 6, 0.96), (-0.66, 5, 0.86), (-0.34, 4, 0.6))):
        for i in range(n):
            x = (i - (n - 1) / 2) / max(1, (n - 1) / 2) * w * 0.62
            c = mix(colour, "#8A6A8C", 0.5 - 0.1 * row)
            petal = p.blob(
                [(0, r * 0.3), (-r * 0.3, -r * 0.08), (-r * 0.16, -r * 0.5), (0, -r * 0.68, 1), (r * 0.16, -r * 0.5), (r * 0.3, -r * 0.08)],
                2,
            )
            out.append(at(p.solid(petal, c, 14, tone=0.45), x * r, y * r + abs(x) * r * 0.2, 1, x * 42))
    return "".join(out)


def lotus(p: Pen, r: float = 170, colour: str = "#E2A0B4") -> str:
    """Open lotus flower on the table, seen from the side."""
    out = [at(leaf(p, r * 1.0, mix(colour, "#FFFFFF", 0.2 * k), False), 0, -r * 0.1, 1, a) for k, a in enumerate((-168, -12, -150, -30))]

    def petal(a: float, n: float, c: str) -> str:
        d = p.blob([(0, 0, 1), (n * 0.4, -n * 0.26), (n * 0.8, -n * 0.17), (n, 0, 1), (n * 0.8, n * 0.17), (n * 0.4, n * 0.26)], 2)
        tip = fill(ellipse(n * 0.96, 0, n * 0.26, n * 0.14), dark("#D0557F", 0.05), 0.4, 'filter="url(#soft)"')
        return at(p.solid(d, c, 16, tip, 0.25, 0.5), 0, -r * 0.12, 1, a)

    for n, angles, t in ((1.05, (-128, -52, -90), 0.1), (0.98, (-142, -38, -108, -72), 0.3), (0.78, (-150, -30, -120, -60, -90), 0.48)):
        out += [petal(a, r * n, pale(colour, t)) for a in angles]
    return "".join(out)
