"""Sky, ridges, terraces, trees and stilt houses."""

from __future__ import annotations

import math
from itertools import pairwise

from storefront.demo.art.kit import LEAF, TURMERIC, WOOD, Pt, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import leaf
from storefront.demo.art.pen import Pen

W, H = 1600, 900  # units of a wide scene


def sky(p: Pen, top: str, low: str, sun: Pt | None = None, colour: str = "#FFF1CF") -> str:
    """Graded sky with an optional low sun."""
    out = f'<rect width="{W}" height="{H}" fill="{p.grad([(0, top, 1), (0.62, low, 1)], True)}"/>'
    if sun:
        out += fill(ellipse(*sun, 190, 190), colour, 0.45, 'filter="url(#haze)"') + fill(p.round(*sun, 62, 62, 0.02), colour)
    return out


def wave(p: Pen, y: float, amp: float, parts: int = 3, step: int = 80) -> list[Pt]:
    """A rolling horizon line."""
    ks = [(p.rng.uniform(0.6, 1.6) * (i + 1), p.rng.uniform(0, 6.3), amp / (i + 1)) for i in range(parts)]
    return [(x, y + sum(a * math.sin(k * x * 2 * math.pi / W + ph) for k, ph, a in ks)) for x in range(-80, W + 81, step)]


def land(p: Pen, pts: list[Pt], colour: str, mist: str | None = None, depth: float = 260) -> str:
    """Everything below a line, fading into mist at its foot, grainy on its shaded edge."""
    d = line(pts) + f"L{W + 80} {H + 20}L-80 {H + 20}z"
    out = fill(d, colour)
    if mist:
        top = min(y for _, y in pts)
        i = p.uid()
        p.defs.append(
            f'<linearGradient id="{i}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{f(top)}" y2="{f(top + depth)}">'
            f'<stop stop-color="{mist}" stop-opacity="0"/><stop offset="1" stop-color="{mist}" stop-opacity=".9"/></linearGradient>'
        )
        out += fill(d, f"url(#{i})")
    return out + f"<g {p.clip(d)}>" + stroke(line(pts), pale(colour, 0.35), 14, 0.5, 'filter="url(#soft)"') + "</g>"


def ranges(p: Pen, y: float, n: int, far: str, near: str, gap: float = 62, amp: float = 46, mist: str = "#FBEFD9") -> str:
    """Several ridges from pale to deep."""
    return "".join(land(p, wave(p, y + gap * i, amp, 3), mix(far, near, i / max(1, n - 1)), mist) for i in range(n))


def tree(p: Pen, h: float, colour: str) -> str:
    """Round-crowned tree in three tones."""
    crown = "".join(
        p.solid(p.round(x * h, -y * h, r * h, r * h * 0.9, 0.08), c, r * h * 0.5)
        for x, y, r, c in ((-0.16, 0.62, 0.24, dark(colour, 0.2)), (0.18, 0.58, 0.24, dark(colour, 0.3)), (0, 0.8, 0.28, colour))
    )
    return stroke(f"M0 0Q{f(h * 0.03)} {f(-h * 0.3)} 0 {f(-h * 0.6)}", dark(WOOD, 0.4), h * 0.05) + crown


def palm(p: Pen, h: float, colour: str) -> str:
    """Areca palm: slim trunk, feathered drooping fronds."""
    out = [stroke(line([(0, 0), (h * 0.03, -h * 0.5), (0, -h)]), dark(WOOD, 0.2), h * 0.03)]
    for i, (dx, dy) in enumerate(
        ((-0.34, 0.1), (0.34, 0.08), (-0.26, -0.14), (0.28, -0.16), (-0.08, -0.26), (0.12, -0.27), (-0.36, -0.03), (0.37, -0.05))
    ):
        c, rib = (
            colour if i % 2 else dark(colour, 0.25),
            [(h * dx * t, -h + h * (dy * t + 0.1 * t * t - 0.16 * t * (1 - t))) for t in (0, 0.2, 0.4, 0.6, 0.8, 1)],
        )
        out.append(stroke(line(rib), c, h * 0.012))
        out += [
            stroke(f"M{f(x)} {f(y)}l{f(h * dx * 0.16)} {f(h * (0.07 - 0.045 * k / 5) * s)}", c, h * 0.016)
            for k, (x, y) in enumerate(rib[1:])
            for s in (1, -0.5)
        ]
        out += [
            stroke(f"M{f((x + u) / 2)} {f((y + v) / 2)}l{f(h * dx * 0.16)} {f(h * 0.06)}", c, h * 0.016) for (x, y), (u, v) in pairwise(rib)
        ]
    return "".join(out)


def house(p: Pen, s: float = 1, wall: str = WOOD, roof: str = "#8A6A48") -> str:
    """Stilt house, three-quarter front."""
    legs = "".join(stroke(f"M{x} 0V-90", dark(wall, 0.4), 9) for x in (-130, -60, 10, 80, 140))
    body = p.poly([(-150, -84), (-150, -176), (160, -176), (160, -84)], 3, 2)
    slats = "".join(stroke(f"M{x} -170V-90", dark(wall, 0.25), 3, 0.6) for x in range(-140, 160, 22))
    door = fill("M-26 -88V-158H22V-88z", dark(wall, 0.6)) + fill("M70 -116V-156H116V-116z", "#F2C468")
    top = p.poly([(-196, -166), (-120, -290), (128, -290), (206, -166)], 8, 3)
    thatch = "".join(stroke(f"M{f(-150 + i * 16)} -170L{f(-104 + i * 12)} -284", dark(roof, 0.25), 3, 0.5) for i in range(19))
    stair = "".join(stroke(f"M{f(-30 - i * 9)} {f(-84 + i * 15)}h44", dark(wall, 0.3), 6) for i in range(6))
    return at(
        fill(ellipse(10, 4, 190, 14), "#2E1524", 0.25)
        + legs
        + p.solid(body, wall, 30, slats + door)
        + stair
        + p.solid(top, roof, 40, thatch),
        0,
        0,
        s,
    )


def terraces(p: Pen, cx: float, top: float, n: int, step: float, bulge: float, colours: list[str], water: str, near: float) -> str:
    """One terraced hill: contour steps stacked down from its crown, bright water, dark earthen lips."""
    out, (a, b, c) = [], (p.rng.uniform(0, 6) for _ in range(3))
    for i in range(n):
        t, y = i / n, top + step * i * (1 + 0.07 * i)
        pts = [
            (
                x,
                y
                + bulge * (1 - 0.75 * t) * ((x - cx) / 800) ** 2
                + (8 + 16 * t) * (math.sin(x / 150 + a + i * 0.16) + 0.6 * math.sin(x / 67 + b - i * 0.1) + math.sin(x / 300 + c)),
            )
            for x in range(-80, W + 81, 40)
        ]
        hue = mix("#F3DDC0", water if p.rng.random() < 0.3 else colours[i % len(colours)], near + (1 - near) * t)
        lip, w = dark(mix("#B9A58A", colours[0], near), 0.25 + 0.25 * t), 2 + 7 * t * near
        out.append(
            fill(line(pts) + f"L{W + 80} {H + 20}L-80 {H + 20}z", hue)
            + stroke(line(pts), lip, w)
            + stroke(line([(x, y + w) for x, y in pts]), pale(hue, 0.6), w * 0.5, 0.7)
            + (
                stroke(line([(x, y + w * 2.2) for x, y in pts]), dark(hue, 0.25), w * 0.8, 0.55, f'stroke-dasharray="1 {f(8 + 9 * t)}"')
                if hue != water and near > 0.5
                else ""
            )
        )
    return "".join(out)


def meadow(p: Pen, y0: float, y1: float, n: int, colours: list[str], size: float = 1) -> str:
    """Flowers on stems, larger towards us."""
    out = []
    for y in sorted(p.rng.uniform(y0, y1) for _ in range(n)):
        t, x = (y - y0) / (y1 - y0), p.rng.uniform(0, W)
        s = (0.35 + 0.9 * t) * size
        c = p.rng.choice(colours)
        head = "".join(at(fill(ellipse(9, 0, 9, 5), c), 0, -46, 1, a) for a in range(0, 360, 60)) + fill(
            ellipse(0, -46, 5, 5), dark(TURMERIC, 0.2)
        )
        out.append(
            at(
                stroke(f"M0 0Q{f(p.j(6))} -24 0 -46", dark(LEAF, 0.1 + 0.2 * t), 4) + at(leaf(p, 26, LEAF, False), 0, -10, 1, -40) + head,
                x,
                y,
                s,
            )
        )
    return "".join(out)
