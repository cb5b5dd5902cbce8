"""What the drawings share: palette, mixing of colours and hand-drawn paths."""

from __future__ import annotations

import math
from collections.abc import Sequence

PAPER, INK, INDIGO, MADDER = "#FAF5EB", "#221C1A", "#2B3A7B", "#B23A2E"
TURMERIC, LEAF, CLAY = "#E0A32E", "#3F6B4A", "#C9825B"
KRAFT, WOOD, BAMBOO, STRAW, CREAM = "#C89F6C", "#9A6340", "#D2A860", "#E6CE96", "#F6EBD3"
FONT = "'Be Vietnam Pro','Noto Sans',sans-serif"
Pt = tuple[float, float]
Knot = Pt | tuple[float, float, float]  # a point of a smooth path; a third number makes it a corner


def f(v: float) -> str:
    """Short number."""
    return f"{v:.1f}".rstrip("0").rstrip(".") if abs(v) > 0.05 else "0"


def mix(a: str, b: str, t: float) -> str:
    """Blend two hex colours, t=0 gives a."""
    p, q = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (a, b))
    return "#" + "".join(f"{round(u + (v - u) * t):02X}" for u, v in zip(p, q, strict=True))


def dark(c: str, t: float = 0.3) -> str:
    """Shadow tone: the colour seen through warm brown glass, never grey."""
    m = "#" + "".join(f"{int(c[i : i + 2], 16) * w // 255:02X}" for i, w in ((1, 0x84), (3, 0x48), (5, 0x3A)))
    return mix(c, m, min(1, t * 1.3))


def pale(c: str, t: float = 0.3) -> str:
    """Light tone: towards warm lamp white."""
    return mix(c, "#FFF3D9", t)


def moved(p: Knot, x: float, y: float) -> Knot:
    """The same knot at another place."""
    return (x, y, p[2]) if len(p) == 3 else (x, y)


def curve(pts: Sequence[Knot], closed: bool = False) -> str:
    """Catmull-Rom spline as C segments (no M); a third item marks a corner."""
    n, out = len(pts), []

    def knot(i: int) -> Knot:
        return pts[i % n] if closed else pts[max(0, min(n - 1, i))]

    def tangent(i: int) -> Pt:
        a, b = knot(i - 1), knot(i + 1)
        return (0, 0) if len(knot(i)) > 2 else ((b[0] - a[0]) / 6, (b[1] - a[1]) / 6)

    for i in range(n if closed else n - 1):
        p, q, u, v = knot(i), knot(i + 1), tangent(i), tangent(i + 1)
        out.append(f"C{f(p[0] + u[0])} {f(p[1] + u[1])} {f(q[0] - v[0])} {f(q[1] - v[1])} {f(q[0])} {f(q[1])}")
    return "".join(out)


def line(pts: Sequence[Knot]) -> str:
    """Open smooth path."""
    return f"M{f(pts[0][0])} {f(pts[0][1])}" + curve(pts)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    """Ellipse as path data."""
    return f"M{f(cx - rx)} {f(cy)}a{f(rx)} {f(ry)} 0 1 1 {f(2 * rx)} 0a{f(rx)} {f(ry)} 0 1 1 {f(-2 * rx)} 0z"


def lathe(profile: Sequence[Knot], squash: float = 0.17, open_top: bool = False) -> str:
    """Silhouette of a turned vessel; profile is (radius, y) from foot to rim. An open top stops at the near lip."""
    r0, y0, r1, y1 = profile[0][0], profile[0][1], profile[-1][0], profile[-1][1]
    left = [moved(p, -p[0], p[1]) for p in reversed(profile)]
    return (
        f"M{f(-r0)} {f(y0)}A{f(r0)} {f(r0 * squash)} 0 0 0 {f(r0)} {f(y0)}{curve(profile)}"
        f"A{f(r1)} {f(r1 * squash)} 0 0 {int(open_top)} {f(-r1)} {f(y1)}{curve(left)}z"
    )


def rect(x: float, y: float, w: float, h: float) -> str:
    """Rectangle as path data."""
    return f"M{f(x)} {f(y)}h{f(w)}v{f(h)}h{f(-w)}z"


def fill(d: str, colour: str, opacity: float = 1, extra: str = "") -> str:
    """Filled path."""
    o = f' opacity="{f(opacity) if opacity > 0.1 else opacity}"' if opacity < 1 else ""
    return f'<path d="{d}" fill="{colour}"{o} {extra}/>'


def stroke(d: str, colour: str, width: float = 3, opacity: float = 1, extra: str = "") -> str:
    """Round-ended stroked path."""
    o = f' opacity="{opacity:g}"' if opacity < 1 else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{f(width)}" stroke-linecap="round" stroke-linejoin="round"{o} {extra}/>'
    )


def laid(svg: str, turn: float, x: float, y: float, squash: float) -> str:
    """Lay a flat drawing on a table: turned, then seen from a low angle."""
    return f'<g transform="translate({f(x)} {f(y)}) scale(1 {squash:g}) rotate({f(turn)})">{svg}</g>'


def at(svg: str, x: float, y: float, s: float = 1, rot: float = 0, sx: float = 1) -> str:
    """Place a drawing whose own origin is the middle of its foot."""
    r = f" rotate({f(rot)})" if rot else ""
    return f'<g transform="translate({f(x)} {f(y)}){r} scale({s * sx:.3g} {s:.3g})">{svg}</g>'


def toward(p: Pt, q: Pt, r: float) -> Pt:
    """Point on p→q at distance r (at most halfway)."""
    d = math.dist(p, q) or 1
    t = min(r / d, 0.5)
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def split(title: str) -> list[str]:
    """Break a title over two lines where it balances best."""
    words = title.split()
    if len(words) < 2 or len(title) < 8:
        return [title]
    k = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return [" ".join(words[:k]), " ".join(words[k:])]


def emblem(cx: float, cy: float, r: float, colour: str) -> str:
    """Stepped lozenge between two small ones."""

    def loz(x: float, s: float) -> str:
        return f"M{f(x - s)} {f(cy)}L{f(x)} {f(cy - s)} {f(x + s)} {f(cy)} {f(x)} {f(cy + s)}z"

    return fill(loz(cx, r) + loz(cx - r * 2, r * 0.5) + loz(cx + r * 2, r * 0.5), colour)
