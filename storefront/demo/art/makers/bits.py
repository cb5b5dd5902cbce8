"""Small things, drawn round their own middle, that lie in heaps and on tables."""

from __future__ import annotations

import math

from storefront.demo.art.kit import LEAF, TURMERIC, at, curve, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.pen import Pen


def leaf(p: Pen, n: float, colour: str, rib: bool = True) -> str:
    """A leaf lying along +x."""
    w = n * 0.2
    d = p.blob([(0, 0, 1), (n * 0.35, -w), (n * 0.75, -w * 0.62), (n, 0, 1), (n * 0.7, w * 0.7), (n * 0.3, w * 0.85)], n * 0.015)
    low = f"M0 0{curve([(0, 0), (n * 0.3, w * 0.85), (n * 0.7, w * 0.7), (n, 0)])}z"
    return fill(d, colour) + fill(low, dark(colour, 0.22)) + (stroke(f"M2 0L{f(n * 0.92)} 0", pale(colour, 0.45), n * 0.018) if rib else "")


def sprig(p: Pen, n: float, colour: str, leaves: int = 4, size: float = 0.34) -> str:
    """A stem with paired leaves, along +x."""
    out = [stroke(line([(0, 0), (n * 0.5, -n * 0.05), (n, 0)]), dark(colour, 0.3), n * 0.018)]
    for i in range(leaves):
        t = (i + 0.8) / (leaves + 0.4)
        for side in (-1, 1):
            out.append(
                at(
                    leaf(p, n * size * (1.15 - t * 0.5), colour if side < 0 else dark(colour, 0.1)),
                    n * t,
                    -n * 0.16 * t * (1 - t),
                    1,
                    side * 48 + p.j(6),
                )
            )
    return "".join(out) + at(leaf(p, n * size * 0.7, colour), n * 0.97, 0)


def ball(p: Pen, r: float, colour: str) -> str:
    """A round fruit, berry or bead."""
    return (
        fill(p.round(0, 0, r, r * 0.96), dark(colour, 0.22))
        + fill(p.round(-r * 0.06, -r * 0.06, r * 0.9, r * 0.86), colour)
        + fill(p.round(-r * 0.32, -r * 0.36, r * 0.26, r * 0.2), pale(colour, 0.55))
    )


def bean(p: Pen, r: float, colour: str) -> str:
    """Coffee bean with its furrow."""
    return (
        fill(ellipse(0, 0, r, r * 0.68), dark(colour, 0.25))
        + fill(ellipse(-r * 0.06, -r * 0.1, r * 0.86, r * 0.52), colour)
        + stroke(line([(-r * 0.7, r * 0.08), (-r * 0.1, -r * 0.1), (r * 0.7, r * 0.06)]), dark(colour, 0.6), r * 0.15)
    )


def grainlet(p: Pen, r: float, colour: str) -> str:
    """Rice grain, tea needle, seed."""
    return fill(ellipse(0, 0, r, r * 0.36), colour) + fill(ellipse(-r * 0.1, -r * 0.1, r * 0.6, r * 0.14), pale(colour, 0.5))


def chilli(p: Pen, r: float, colour: str) -> str:
    """A chilli pod."""
    return (
        fill(p.blob([(-r, -r * 0.16), (-r * 0.2, -r * 0.3), (r, r * 0.12, 1), (-r * 0.2, r * 0.22), (-r, r * 0.14)], 1), colour)
        + stroke(line([(-r * 0.7, -r * 0.08), (0, -r * 0.12), (r * 0.4, 0)]), pale(colour, 0.4), r * 0.09)
        + stroke(f"M{f(-r)} 0L{f(-r * 1.35)} {f(-r * 0.15)}", LEAF, r * 0.14)
    )


def mushroom(p: Pen, r: float, colour: str) -> str:
    """Dried shiitake cap with its star of cracks."""
    out = [fill(p.round(0, r * 0.12, r, r * 0.72), dark(colour, 0.35)), fill(p.round(-r * 0.04, -r * 0.04, r * 0.94, r * 0.62), colour)]
    for i in range(7):
        a = i * 0.9 + p.j(0.2)
        q = [(r * k * math.cos(a), r * 0.6 * k * math.sin(a) - r * 0.06) for k in (0.18, 0.42, 0.7)]
        out.append(stroke(line(q), pale(colour, 0.62), r * 0.07))
    return "".join(out)


def root(p: Pen, r: float, colour: str) -> str:
    """Knobbly ginger or turmeric root."""
    d = p.blob(
        [
            (-r, 0),
            (-r * 0.7, -r * 0.4),
            (-r * 0.3, -r * 0.25),
            (-r * 0.1, -r * 0.7),
            (r * 0.2, -r * 0.6),
            (r * 0.3, -r * 0.2),
            (r * 0.9, -r * 0.3),
            (r, r * 0.1),
            (r * 0.4, r * 0.3),
            (0, r * 0.25),
            (-r * 0.5, r * 0.4),
        ],
        r * 0.05,
    )
    rings = "".join(
        stroke(line([(x * r, -r * 0.22), (x * r + r * 0.05, 0), (x * r, r * 0.2)]), dark(colour, 0.3), r * 0.04)
        for x in (-0.6, -0.3, 0.15, 0.55)
    )
    return p.solid(d, colour, r * 0.2, rings)


def anise(p: Pen, r: float, colour: str) -> str:
    """Star anise."""
    arms = "".join(
        at(
            fill(p.blob([(0, 0), (r * 0.5, -r * 0.2), (r, 0, 1), (r * 0.5, r * 0.2)], 1), colour if i % 2 else dark(colour, 0.2))
            + fill(ellipse(r * 0.52, 0, r * 0.14, r * 0.08), pale(TURMERIC, 0.1)),
            0,
            0,
            1,
            i * 45,
        )
        for i in range(8)
    )
    return f'<g transform="scale(1 .8)">{arms}</g>'


def egg(p: Pen, r: float, colour: str) -> str:
    """A hen's or duck's egg, or a garlic bulb."""
    pts = [(-0.76, 0.2), (-0.56, -0.5), (0, -0.96), (0.56, -0.5), (0.76, 0.2), (0.44, 0.74), (-0.44, 0.74)]
    return p.solid(p.blob([(x * r, y * r) for x, y in pts], 1), colour, r * 0.3)


def cashew(p: Pen, r: float, colour: str) -> str:
    """A curled nut."""
    q = [(-r * 0.7, r * 0.35), (-r * 0.5, -r * 0.3), (r * 0.25, -r * 0.45), (r * 0.75, r * 0.1)]
    return (
        stroke(line(q), dark(colour, 0.4), r * 0.72)
        + stroke(line([(x - 2, y - 3) for x, y in q]), colour, r * 0.56)
        + stroke(line([(x - 4, y - 7) for x, y in q[:3]]), pale(colour, 0.5), r * 0.12)
    )


def coil(p: Pen, r: float, colour: str) -> str:
    """A nest of noodles."""
    out = [fill(p.round(0, 0, r, r * 0.62), dark(colour, 0.3))]
    for _ in range(44):
        k, a = p.rng.uniform(0.25, 0.95), p.rng.uniform(0, 6.3)
        q = [(r * k * math.cos(a + t), r * 0.6 * k * math.sin(a + t) - r * 0.12 * (1 - k)) for t in (0, 0.7, 1.4, 2.1)]
        out.append(stroke(line(q), mix(colour, "#C79B52", p.rng.uniform(0, 0.6)), r * 0.055))
    return "".join(out)


def corn(p: Pen, r: float, colour: str) -> str:
    """An ear of corn with its husk, lying level."""
    d = p.blob([(-r, 0), (-r * 0.6, -r * 0.26), (r * 0.4, -r * 0.24), (r, 0), (r * 0.4, r * 0.24), (-r * 0.6, r * 0.26)], r * 0.02)
    dots = "".join(
        fill(p.round(x * r, y * r + (x * 0.02), r * 0.055, r * 0.05), pale(colour, 0.25 + 0.3 * p.rng.random()))
        for x in [-0.8 + 0.115 * k for k in range(15)]
        for y in (-0.17, -0.06, 0.05, 0.16)
    )
    husk = "".join(
        at(leaf(p, r * 1.1, c, False), -r * 0.15, y * r, 1, a)
        for y, a, c in ((-0.16, 205, "#B9BE6E"), (0.16, 158, "#A5AE5C"), (0, 182, "#CBCB84"))
    )
    return p.solid(d, dark(colour, 0.12), r * 0.14, dots) + husk
