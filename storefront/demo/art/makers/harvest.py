"""Fruit, flowers, pods and bulbs for heaps and strings. Each is drawn round its own middle."""

from __future__ import annotations

from storefront.demo.art.kit import WOOD, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import ball, leaf
from storefront.demo.art.pen import Pen


def plum(p: Pen, r: float, colour: str) -> str:
    """Plum with its crease, bloom and stalk."""
    return (
        ball(p, r, colour)
        + stroke(line([(-r * 0.1, -r * 0.9), (r * 0.16, -r * 0.2), (r * 0.05, r * 0.7)]), dark(colour, 0.45), r * 0.07, 0.8)
        + stroke(line([(-r * 0.1, -r * 0.85), (0, -r * 1.15)]), WOOD, r * 0.1)
    )


def persimmon(p: Pen, r: float, colour: str) -> str:
    """Peeled, hung persimmon, pointed below, with its calyx."""
    d = p.blob(
        [
            (-r * 0.8, -r * 0.3),
            (-r * 0.4, -r * 0.8),
            (r * 0.4, -r * 0.8),
            (r * 0.8, -r * 0.3),
            (r * 0.5, r * 0.5),
            (0, r * 1.1, 1),
            (-r * 0.5, r * 0.5),
        ],
        r * 0.03,
    )
    wrinkles = "".join(
        stroke(line([(x * r * 0.8, -r * 0.6), (x * r, 0), (x * r * 0.4, r * 0.75)]), dark(colour, 0.3), r * 0.05, 0.7)
        for x in (-0.5, -0.1, 0.35)
    )
    cap = "".join(at(leaf(p, r * 0.55, "#8C7A44", False), 0, -r * 0.78, 1, a) for a in (10, 60, 120, 170))
    return p.solid(d, colour, r * 0.3, wrinkles, 0.5, 0.5) + cap


def berry(p: Pen, r: float, colour: str) -> str:
    """Mulberry: a cluster of drupelets on a stalk."""
    grains = "".join(
        at(ball(p, r * 0.29, mix(colour, "#1C0C1E", 0.4 * p.rng.random())), x * r, y * r)
        for x, y in (
            (-0.7, 0.08),
            (-0.42, -0.26),
            (-0.42, 0.26),
            (-0.08, -0.38),
            (-0.08, 0.36),
            (0.28, -0.3),
            (0.28, 0.3),
            (0.62, -0.1),
            (0.58, 0.16),
            (-0.2, 0),
            (0.16, 0),
            (0.86, 0.02),
        )
    )
    return stroke(f"M{f(-r * 0.8)} 0L{f(-r * 1.35)} {f(-r * 0.1)}", "#7E9A58", r * 0.13) + grains


def daisy(p: Pen, r: float, colour: str) -> str:
    """Chrysanthemum or daisy head seen from above."""
    rings = []
    for k, n, t in ((1, 15, 0.16), (0.74, 12, 0.0), (0.48, 9, -0.12)):
        c = dark(colour, t) if t > 0 else pale(colour, -t * 1.6)
        rings.append(
            "".join(at(fill(ellipse(r * k * 0.56, 0, r * k * 0.46, r * 0.13), c), 0, 0, 1, 360 * i / n + p.j(5)) for i in range(n))
        )
    return "".join(rings) + fill(p.round(0, 0, r * 0.2, r * 0.19), dark(colour, 0.3))


def bluet(p: Pen, r: float, colour: str) -> str:
    """Butterfly-pea flower."""
    d = p.blob(
        [(0, r * 0.7, 1), (-r * 0.9, -r * 0.1), (-r * 0.6, -r * 0.9), (0, -r * 0.72), (r * 0.6, -r * 0.9), (r * 0.9, -r * 0.1)], r * 0.03
    )
    veins = "".join(stroke(f"M0 {f(r * 0.5)}L{f(x * r)} {f(-r * 0.6)}", pale(colour, 0.35), r * 0.04, 0.7) for x in (-0.5, -0.2, 0.2, 0.5))
    return (
        fill(d, colour)
        + veins
        + fill(ellipse(0, r * 0.1, r * 0.26, r * 0.42), "#F3E9D2")
        + fill(ellipse(0, r * 0.3, r * 0.13, r * 0.2), "#E9C35C")
    )


def clove(p: Pen, r: float, colour: str) -> str:
    """Peeled clove of garlic or a lotus seed."""
    d = p.blob(
        [(-r, r * 0.1), (-r * 0.3, -r * 0.5), (r * 0.5, -r * 0.4), (r, r * 0.1, 1), (r * 0.4, r * 0.4), (-r * 0.4, r * 0.42)], r * 0.03
    )
    return (
        fill(d, dark(colour, 0.2))
        + at(fill(d, colour), -r * 0.05, -r * 0.06, 0.88)
        + fill(ellipse(-r * 0.2, -r * 0.22, r * 0.3, r * 0.09), pale(colour, 0.6))
    )


def garlic(p: Pen, r: float, colour: str) -> str:
    """Garlic bulb with its papery seams and neck."""
    d = p.blob(
        [
            (-r * 0.95, r * 0.2),
            (-r * 0.72, -r * 0.4),
            (-r * 0.18, -r * 0.72),
            (-r * 0.1, -r * 1.25, 1),
            (r * 0.14, -r * 1.25, 1),
            (r * 0.2, -r * 0.72),
            (r * 0.74, -r * 0.38),
            (r * 0.95, r * 0.2),
            (r * 0.5, r * 0.74),
            (-r * 0.5, r * 0.74),
        ],
        r * 0.02,
    )
    seams = "".join(
        stroke(line([(x * r * 0.1, -r * 0.75), (x * r, 0), (x * r * 0.5, r * 0.68)]), dark(colour, 0.3), r * 0.045, 0.7)
        for x in (-0.62, -0.22, 0.24, 0.64)
    )
    blush = stroke(line([(-r * 0.7, r * 0.2), (-r * 0.45, -r * 0.35)]), "#9A6A8C", r * 0.16, 0.25) + stroke(
        line([(r * 0.1, r * 0.4), (r * 0.05, -r * 0.4)]), "#9A6A8C", r * 0.14, 0.25
    )
    return p.solid(d, colour, r * 0.3, blush + seams, 0.4, 0.4)


def black_garlic(p: Pen, r: float, colour: str) -> str:
    """Bulb opened to its dark cloves."""
    cloves = "".join(
        at(clove(p, r * 0.46, "#241B1A"), x * r, y * r, 1, a)
        for x, y, a in ((-0.5, 0.1, 70), (-0.16, 0.22, 84), (0.2, 0.22, 96), (0.52, 0.1, 110), (0, -0.1, 90))
    )
    skins = "".join(
        at(leaf(p, r * 1.15, c, False), 0, r * 0.62, 1, a)
        for a, c in ((-160, colour), (-20, dark(colour, 0.12)), (-130, pale(colour, 0.3)), (-50, colour))
    )
    return skins + cloves + fill(p.round(0, r * 0.6, r * 0.55, r * 0.2), dark(colour, 0.15))


def podlet(p: Pen, r: float, colour: str) -> str:
    """Ribbed dry pod: cardamom or jackfruit."""
    d = p.blob([(-r, 0, 1), (-r * 0.5, -r * 0.52), (r * 0.4, -r * 0.5), (r, 0, 1), (r * 0.4, r * 0.5), (-r * 0.5, r * 0.52)], r * 0.03)
    ribs = "".join(
        stroke(line([(-r * 0.9, 0), (0, y * r), (r * 0.9, 0)]), dark(colour, 0.35), r * 0.06, 0.8) for y in (-0.4, -0.15, 0.12, 0.36)
    )
    return p.solid(d, colour, r * 0.2, ribs, 0.4, 0.4)


def jackfruit(p: Pen, r: float, colour: str) -> str:
    """Crisp jackfruit pod, hollow at one end."""
    d = p.blob(
        [(-r, -r * 0.1), (-r * 0.4, -r * 0.56), (r * 0.5, -r * 0.46), (r * 0.95, 0), (r * 0.5, r * 0.46), (-r * 0.4, r * 0.5)], r * 0.05
    )
    return p.solid(
        d,
        colour,
        r * 0.2,
        stroke(line([(-r * 0.6, -r * 0.2), (0.1 * r, -r * 0.3), (r * 0.6, -r * 0.1)]), pale(colour, 0.6), r * 0.08),
        0.4,
        0.5,
    ) + fill(ellipse(r * 0.72, r * 0.02, r * 0.18, r * 0.28), dark(colour, 0.45))


def locust(p: Pen, r: float, colour: str) -> str:
    """Long dark soapnut pod with its seeds showing."""
    q = [(-r * 1.2, r * 0.1), (-r * 0.4, -r * 0.16), (r * 0.4, -r * 0.1), (r * 1.2, r * 0.16)]
    bumps = "".join(
        fill(ellipse(x * r, -r * 0.1 + abs(x) * r * 0.1, r * 0.11, r * 0.08), pale(colour, 0.22)) for x in (-0.8, -0.5, -0.2, 0.1, 0.4, 0.7)
    )
    return stroke(line(q), dark(colour, 0.35), r * 0.34) + stroke(line([(x, y - r * 0.04) for x, y in q]), colour, r * 0.24) + bumps


def lump(p: Pen, r: float, colour: str) -> str:
    """Crumbling lump: starch, salt, sugar."""
    d = p.poly(
        [(-r, r * 0.3), (-r * 0.7, -r * 0.5), (r * 0.1, -r * 0.7), (r * 0.9, -r * 0.2), (r * 0.7, r * 0.5), (-r * 0.2, r * 0.6)],
        r * 0.25,
        r * 0.08,
    )
    return fill(d, dark(colour, 0.16)) + at(fill(d, colour), -r * 0.08, -r * 0.12, 0.82)
