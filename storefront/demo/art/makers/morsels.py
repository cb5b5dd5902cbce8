"""More small things for heaps and trays: dried fruit, fish, flowers, cloves. Each is drawn round its own middle."""

from __future__ import annotations

import math

from storefront.demo.art.kit import INK, STRAW, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import grainlet, leaf
from storefront.demo.art.pen import Pen


def tuber(p: Pen, r: float, colour: str) -> str:
    """Sweet potato, thick in the middle with a thin tail."""
    d = p.blob(
        [
            (-r * 1.15, r * 0.06),
            (-r * 0.7, -r * 0.38),
            (r * 0.1, -r * 0.52),
            (r * 0.8, -r * 0.26),
            (r * 1.12, r * 0.02),
            (r * 0.7, r * 0.34),
            (0, r * 0.46),
            (-r * 0.75, r * 0.3),
        ],
        r * 0.04,
    )
    nicks = "".join(
        stroke(f"M{f(x * r)} {f(y * r)}q{f(r * 0.1)} {f(r * 0.05)} {f(r * 0.2)} 0", dark(colour, 0.4), r * 0.04)
        for x, y in ((-0.6, -0.05), (-0.1, -0.25), (0.3, 0.12), (-0.25, 0.22), (0.6, -0.08))
    )
    return p.solid(d, colour, r * 0.26, nicks, 0.5, 0.35)


def peanut(p: Pen, r: float, colour: str) -> str:
    """Peanut in its netted shell."""
    d = p.blob(
        [
            (-r, 0),
            (-r * 0.7, -r * 0.42),
            (-r * 0.1, -r * 0.28),
            (r * 0.5, -r * 0.44),
            (r, 0),
            (r * 0.5, r * 0.42),
            (-r * 0.1, r * 0.26),
            (-r * 0.7, r * 0.42),
        ],
        1,
    )
    net = "".join(
        stroke(line([(x * r, -r * 0.34), (x * r + r * 0.06, 0), (x * r, r * 0.34)]), dark(colour, 0.35), r * 0.05, 0.7)
        for x in (-0.7, -0.4, 0.1, 0.4, 0.7)
    )
    return (
        stroke(d, dark(colour, 0.4), r * 0.1)
        + p.solid(d, colour, r * 0.2, tone=0.4)
        + net
        + stroke(line([(-r * 0.8, -r * 0.12), (0, -r * 0.06), (r * 0.8, -r * 0.14)]), pale(colour, 0.5), r * 0.07, 0.8)
    )


def shrimp(p: Pen, r: float, colour: str) -> str:
    """Curled dried shrimp with its rings and tail."""
    q = [(r * math.cos(a) * 0.7, r * math.sin(a) * 0.62) for a in (2.9, 2.1, 1.2, 0.3, -0.5)][::-1]
    tail = "".join(at(leaf(p, r * 0.55, dark(colour, 0.12), False), *q[-1], 1, a) for a in (-130, -95))
    rings = "".join(
        stroke(
            f"M{f(r * 0.5 * math.cos(a))} {f(r * 0.42 * math.sin(a))}L{f(r * 0.92 * math.cos(a))} {f(r * 0.84 * math.sin(a))}",
            dark(colour, 0.4),
            r * 0.07,
        )
        for a in (0.1, 0.55, 1.0, 1.5, 2.0, 2.45)
    )
    feelers = stroke(
        line([q[0], (q[0][0] + r * 0.3, q[0][1] - r * 0.5), (q[0][0] + r * 0.9, q[0][1] - r * 0.5)]), dark(colour, 0.15), r * 0.06
    )
    return tail + feelers + stroke(line(q), dark(colour, 0.25), r * 0.5) + stroke(line([(x, y - 2) for x, y in q]), colour, r * 0.4) + rings


def fish(p: Pen, r: float, colour: str) -> str:
    """Split dried fish, head at +x."""
    body = p.blob(
        [(-r * 0.8, 0), (-r * 0.2, -r * 0.34), (r * 0.55, -r * 0.3), (r, 0, 1), (r * 0.55, r * 0.3), (-r * 0.2, r * 0.34)], r * 0.02
    )
    tail = p.poly([(-r * 0.72, 0), (-r * 1.18, -r * 0.32), (-r * 1.06, 0), (-r * 1.18, r * 0.32)], 4, 2)
    bones = stroke(f"M{f(-r * 0.7)} 0H{f(r * 0.5)}", dark(colour, 0.4), r * 0.035) + "".join(
        stroke(f"M{f(x * r)} 0l{f(-r * 0.1)} {f(s * r * 0.2)}", dark(colour, 0.35), r * 0.025, 0.8)
        for x in (-0.45, -0.3, -0.15, 0, 0.15, 0.3)
        for s in (-1, 1)
    )
    gill = stroke(line([(r * 0.5, -r * 0.27), (r * 0.42, 0), (r * 0.5, r * 0.27)]), dark(colour, 0.45), r * 0.05) + fill(
        ellipse(r * 0.74, -r * 0.06, r * 0.05, r * 0.05), INK
    )
    return fill(tail, dark(colour, 0.25)) + p.solid(body, colour, r * 0.14, bones + gill, 0.5, 0.4)


def slice_of(p: Pen, r: float, colour: str) -> str:
    """Round dried slice with a darker rim and seeds."""
    seeds = "".join(
        fill(ellipse(r * 0.24 * math.cos(a), r * 0.17 * math.sin(a), r * 0.06, r * 0.04), dark(colour, 0.55)) for a in (0, 2.1, 4.2)
    )
    return (
        fill(p.round(0, r * 0.1, r, r * 0.76, 0.05), dark(colour, 0.4))
        + fill(p.round(0, 0, r * 0.96, r * 0.7, 0.05), pale(colour, 0.12))
        + fill(p.round(0, 0, r * 0.72, r * 0.5, 0.07), colour)
        + seeds
    )


def strip(p: Pen, r: float, colour: str) -> str:
    """Soft dried strip."""
    d = p.blob(
        [(-r, -r * 0.1), (-r * 0.4, -r * 0.32), (r * 0.5, -r * 0.22), (r, r * 0.05), (r * 0.4, r * 0.28), (-r * 0.5, r * 0.2)], r * 0.06
    )
    return (
        fill(d, dark(colour, 0.2))
        + at(fill(d, colour), -r * 0.03, -r * 0.07, 0.93)
        + stroke(line([(-r * 0.7, -r * 0.1), (0, -r * 0.16), (r * 0.7, -r * 0.02)]), pale(colour, 0.6), r * 0.08)
    )


def ribbon(p: Pen, r: float, colour: str) -> str:
    """Curled sugared ribbon of coconut."""
    q = [(-r, 0), (-r * 0.5, -r * 0.35), (0, 0), (r * 0.5, r * 0.3), (r, -r * 0.05)]
    return (
        stroke(line(q), dark(colour, 0.2), r * 0.34)
        + stroke(line([(x, y - r * 0.05) for x, y in q]), colour, r * 0.26)
        + stroke(line([(x, y - r * 0.12) for x, y in q]), pale(colour, 0.7), r * 0.06)
    )


def crust(p: Pen, r: float, colour: str) -> str:
    """Broken piece of crisp rice."""
    d = p.poly(
        [(-r, -r * 0.2), (-r * 0.2, -r * 0.6), (r * 0.8, -r * 0.4), (r, r * 0.3), (0, r * 0.6), (-r * 0.8, r * 0.4)], r * 0.2, r * 0.05
    )
    grains = "".join(
        at(grainlet(p, r * 0.16, pale(colour, 0.45)), p.j(r * 0.7), p.j(r * 0.36), 1, p.rng.uniform(0, 180)) for _ in range(12)
    )
    return at(fill(d, dark(colour, 0.35)), 0, r * 0.12) + fill(d, colour) + grains


def floss(p: Pen, r: float, colour: str) -> str:
    """Loose tuft of fine threads."""
    return "".join(
        stroke(
            line([(p.j(r), p.j(r * 0.6)), (p.j(r), p.j(r * 0.6)), (p.j(r), p.j(r * 0.6))]),
            mix(colour, "#8A4F22", 0.5 * p.rng.random()),
            r * 0.09,
        )
        for _ in range(9)
    )


def bun(p: Pen, r: float, colour: str) -> str:
    """Ramie-leaf cake in dry banana leaf: a fat wrapped square with a dark open end."""
    d = p.blob(
        [(-r, -r * 0.3), (-r * 0.5, -r * 0.6), (r * 0.6, -r * 0.56), (r, -r * 0.1), (r * 0.8, r * 0.4), (-r * 0.6, r * 0.46)], r * 0.04
    )
    folds = "".join(
        stroke(line([(x * r, -r * 0.54), (x * r + r * 0.1, 0), (x * r, r * 0.42)]), dark(colour, 0.35), r * 0.05, 0.7)
        for x in (-0.6, -0.25, 0.1)
    )
    tie = stroke(f"M{f(-r * 0.1)} {f(-r * 0.58)}Q{f(r * 0.02)} 0 {f(-r * 0.1)} {f(r * 0.45)}", STRAW, r * 0.1)
    return p.solid(d, colour, r * 0.26, folds, 0.5, 0.3) + tie + fill(p.round(r * 0.78, r * 0.1, r * 0.2, r * 0.3), "#2A2A22")
