"""The pen: a seeded hand with shading, labels, shared filters and the page they are drawn on."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from html import escape

from storefront.demo.art import brocade
from storefront.demo.art.kit import FONT, INK, MADDER, PAPER, Knot, Pt, curve, dark, emblem, f, fill, moved, pale, split, stroke, toward


class Pen:
    """A seeded hand: jitter, unique ids, defs, shading."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.defs: list[str] = []
        self._n = 0

    def uid(self) -> str:
        """A new id, unique within the drawing."""
        self._n += 1
        return f"i{self._n}"

    def j(self, amount: float) -> float:
        """A random shift of at most `amount` either way."""
        return self.rng.uniform(-amount, amount)

    def blob(self, pts: Sequence[Knot], j: float = 3) -> str:
        """Closed soft shape through jittered points."""
        q = [moved(p, p[0] + self.j(j), p[1] + self.j(j)) for p in pts]
        return f"M{f(q[0][0])} {f(q[0][1])}{curve(q, True)}z"

    def round(self, cx: float, cy: float, rx: float, ry: float, j: float = 0.04, n: int = 9) -> str:
        """Slightly uneven ellipse."""
        k = self.rng.random()
        return self.blob(
            [(cx + rx * math.cos(2 * math.pi * (i + k) / n), cy + ry * math.sin(2 * math.pi * (i + k) / n)) for i in range(n)],
            j * min(rx, ry),
        )

    def poly(self, pts: Sequence[Pt], r: float = 8, j: float = 2) -> str:
        """Polygon with bowed edges and softened corners."""
        n, out = len(pts), []
        for i, p in enumerate(pts):
            a, b = pts[i - 1], pts[(i + 1) % n]
            u, v = (toward(p, q, r) for q in (a, b))
            m = ((a[0] + p[0]) / 2 + self.j(j), (a[1] + p[1]) / 2 + self.j(j))
            out.append((f"Q{f(m[0])} {f(m[1])} " if i else "M") + f"{f(u[0])} {f(u[1])}Q{f(p[0])} {f(p[1])} {f(v[0])} {f(v[1])}")
        return "".join(out) + "z"

    def clip(self, d: str) -> str:
        """Attribute that clips to a path."""
        i = self.uid()
        self.defs.append(f'<clipPath id="{i}"><path d="{d}"/></clipPath>')
        return f'clip-path="url(#{i})"'

    def grad(self, stops: list[tuple[float, str, float]], vertical: bool = False) -> str:
        """Linear gradient; stops are (offset, colour, opacity)."""
        i = self.uid()
        s = "".join(f'<stop offset="{o:g}" stop-color="{c}" stop-opacity="{a:g}"/>' for o, c, a in stops)
        way = ' x2="0" y2="1"' if vertical else ""
        self.defs.append(f'<linearGradient id="{i}"{way}>{s}</linearGradient>')
        return f"url(#{i})"

    def radial(self, stops: list[tuple[float, str, float]]) -> str:
        """Radial gradient; stops are (offset, colour, opacity)."""
        i = self.uid()
        s = "".join(f'<stop offset="{o:g}" stop-color="{c}" stop-opacity="{a:g}"/>' for o, c, a in stops)
        self.defs.append(f'<radialGradient id="{i}">{s}</radialGradient>')
        return f"url(#{i})"

    def weave(self, seed: int, palette: str, unit: float = 5, transform: str = "", height: int = 41, motif: str | None = None) -> str:
        """Woven band as a fill; `unit` is the size of a stitch, `height` its stitches from edge to edge."""
        i = self.uid()
        self.defs.append(brocade.pattern(i, brocade.weave(seed, palette, height, motif=motif), unit, transform))
        return f"url(#{i})"

    def solid(
        self, d: str, colour: str, depth: float = 40, inner: str = "", tone: float = 0.5, light: float = 0.3, tint: str | None = None
    ) -> str:
        """Body colour, printed detail, then a grainy core shadow right and a soft light left."""
        base = tint or colour
        return (
            f"<g {self.clip(d)}>{fill(d, colour)}{inner}"
            f'<path d="{d}" transform="translate({f(-depth)} {f(-depth * 0.35)})" fill="none" stroke="{dark(base, 0.45)}" '
            f'stroke-width="{f(depth * 2)}" opacity="{tone:g}" filter="url(#grain)"/>'
            f'<path d="{d}" transform="translate({f(depth * 0.4)} {f(depth * 0.25)})" fill="none" stroke="{pale(base, 0.75)}" '
            f'stroke-width="{f(depth * 0.8)}" opacity="{light:g}" filter="url(#soft)"/></g>'
        )

    def text(self, s: str, x: float, y: float, size: float, colour: str = INK, weight: int = 600, spacing: float = 0) -> str:
        return (
            f'<text x="{f(x)}" y="{f(y)}" text-anchor="middle" font-family="{FONT}" font-size="{f(size)}" '
            f'font-weight="{weight}" letter-spacing="{f(spacing)}" fill="{colour}">{escape(s)}</text>'
        )

    def label(
        self, cx: float, cy: float, w: float, h: float, title: str, sub: str = "", paper: str = PAPER, accent: str = MADDER, sag: float = 0
    ) -> str:
        """Paper label with rule, small woven emblem, title (one or two lines) and small print."""
        x, y, b = cx - w / 2, cy - h / 2, sag
        edge = (
            f"M{f(x)} {f(y)}Q{f(cx)} {f(y + b)} {f(x + w)} {f(y)}L{f(x + w + self.j(2))} {f(y + h)}"
            f"Q{f(cx)} {f(y + h + b)} {f(x)} {f(y + h)}z"
        )
        m = w * 0.045
        rule = (
            f"M{f(x + m)} {f(y + m)}Q{f(cx)} {f(y + m + b)} {f(x + w - m)} {f(y + m)}V{f(y + h - m)}"
            f"Q{f(cx)} {f(y + h - m + b)} {f(x + m)} {f(y + h - m)}z"
        )
        lines = split(title)
        size = min(w * 0.8 / max(0.58 * len(s) for s in lines), h * (0.21 if len(lines) == 1 else 0.185))
        top = cy + b / 2 - size * 0.72 * (len(lines) - 1) + h * 0.09
        out = [fill(edge, paper), stroke(rule, accent, 2, 0.8), emblem(cx, top - size * 1.25 - h * 0.045, h * 0.05, accent)]
        out += [self.text(s, cx, top + i * size * 1.27, size) for i, s in enumerate(lines)]
        if sub:
            end = top + (len(lines) - 1) * size * 1.27
            out.append(self.text(sub, cx, end + size * 0.9, min(size * 0.46, w * 0.75 / (0.62 * len(sub))), accent, 500, 1))
        return "".join(out)


FILTERS = """
<filter id="grain" x="-2%" y="-2%" width="130%" height="125%" color-interpolation-filters="sRGB">
<feGaussianBlur stdDeviation="9" result="b"/><feTurbulence type="fractalNoise" baseFrequency=".55" numOctaves="1" seed="7"/>
<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1.5 0 0 0 .1"/><feComposite in="b" operator="in"/></filter>
<filter id="soft" x="-20%" y="-20%" width="135%" height="135%"><feGaussianBlur stdDeviation="7"/></filter>
<filter id="blur" x="-40%" y="-60%" width="180%" height="220%"><feGaussianBlur stdDeviation="16"/></filter>
<filter id="haze" x="-40%" y="-60%" width="180%" height="220%"><feGaussianBlur stdDeviation="30"/></filter>
<filter id="cast" x="-20%" y="-40%" width="160%" height="180%" color-interpolation-filters="sRGB">
<feColorMatrix values="0 0 0 0 .2 0 0 0 0 .1 0 0 0 0 .14 0 0 0 1 0"/><feGaussianBlur stdDeviation="9"/></filter>
<filter id="paper" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency=".35" numOctaves="2" seed="11"/>
<feColorMatrix values="0 0 0 0 .35 0 0 0 0 .22 0 0 0 0 .12 0 1.1 0 0 -.42"/></filter>"""


def page(pen: Pen, body: str, w: int, h: int, view: str | None = None, grain: float = 0.2) -> str:
    """Wrap a drawing with shared filters and a breath of paper texture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view or f"0 0 {w} {h}"}"><defs>{FILTERS}{"".join(pen.defs)}</defs>'
        f'{body}<rect width="{w}" height="{h}" filter="url(#paper)" opacity="{grain:g}"/></svg>'
    )
