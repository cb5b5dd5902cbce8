"""Bunches, bouquets and pot plants."""

from __future__ import annotations

import math

from storefront.demo.art.kit import KRAFT, LEAF, MADDER, STRAW, at, dark, ellipse, f, fill, laid, lathe, line, mix, pale, stroke
from storefront.demo.art.makers.bits import grainlet, leaf, sprig
from storefront.demo.art.makers.harvest import daisy
from storefront.demo.art.pen import Pen


def posy(p: Pen, colour: str = LEAF, n: int = 7, tie: str = STRAW) -> str:
    """A bunch of herbs tied with straw, standing on its stems' spread."""
    out = [stroke(f"M{f(x * 0.3)} -120L{f(x)} 0", dark(colour, 0.15), 9) for x in range(-48, 49, 16)]
    for i in sorted(range(n), key=lambda k: -abs(k - (n - 1) / 2)):
        a = (i - (n - 1) / 2) * 17
        out.append(at(sprig(p, 440 - abs(a) * 1.3, mix(colour, "#8FA35A", 0.35 * p.rng.random()), 5, 0.36), a * 0.2, -120, 1, a - 90))
    return "".join(out) + "".join(
        stroke(f"M-26 {y}q26 12 52 0", c, 10) for y, c in ((-104, dark(tie, 0.3)), (-116, tie), (-128, dark(tie, 0.1)))
    )


def flower_pot(p: Pen, body: str = "#B5694A", r: float = 150, h: float = 210) -> str:
    """Clay flower pot, filled with soil."""
    d = lathe([(r * 0.66, 0), (r * 0.94, -h * 0.8), (r * 0.96, -h * 0.82, 1)], 0.2, True)
    rim = lathe([(r * 1.04, -h * 0.78), (r * 1.06, -h, 1)], 0.2, True)
    soil = fill(ellipse(0, -h, r * 1.06, r * 0.21), dark(body, 0.3)) + fill(ellipse(0, -h + 4, r * 0.94, r * 0.17), "#4A3426")
    return (
        soil
        + p.solid(d, body, 44, stroke(f"M{-r} {f(-h * 0.4)}Q0 {f(-h * 0.4 + 40)} {r} {f(-h * 0.4)}", dark(body, 0.3), 5, 0.6))
        + p.solid(rim, pale(body, 0.1), 24)
    )


def mums(p: Pen, colour: str = "#E5B02E") -> str:
    """A dome of chrysanthemums in a pot."""
    crown = []
    for _ in range(26):
        a, k = p.rng.uniform(math.pi, 2 * math.pi), p.rng.uniform(0.6, 1)
        crown.append(
            at(
                leaf(p, 120, mix(LEAF, "#6E9A54", p.rng.random())),
                250 * k * math.cos(a),
                -300 + 200 * k * math.sin(a),
                1,
                math.degrees(a) + p.j(40),
            )
        )
    spots = sorted(((280 * x, -380 + 190 * y) for x, y in ((p.j(1), p.j(1)) for _ in range(150)) if x * x + y * y < 1), key=lambda q: q[1])
    heads: list[str] = []
    kept: list[tuple[float, float]] = []
    for x, y in spots:
        if all(math.dist((x, y), q) > 74 for q in kept):
            kept.append((x, y))
            heads.append(at(daisy(p, 62, mix(colour, "#D98A2E", 0.35 * p.rng.random())), x, y, 1, p.j(40)))
    back = fill(p.round(0, -360, 280, 200, 0.05), dark(LEAF, 0.3))
    return back + "".join(crown) + flower_pot(p, "#A65A3A", 170, 220) + "".join(heads)


def orchid(p: Pen, colour: str = "#A766A8") -> str:
    """Orchid sprays arching out of a clay pot."""

    def bloom(r: float) -> str:
        sepals = "".join(at(fill(p.round(r * 0.56, 0, r * 0.5, r * 0.26), pale(colour, 0.32)), 0, 0, 1, a) for a in (-90, 30, 150))
        petals = "".join(at(fill(p.round(r * 0.5, 0, r * 0.5, r * 0.42), c), 0, 0, 1, a) for a, c in ((-160, colour), (-20, colour)))
        lip = fill(p.blob([(0, -r * 0.1), (-r * 0.3, r * 0.2), (0, r * 0.6), (r * 0.3, r * 0.2)], 1), dark(colour, 0.4)) + fill(
            ellipse(0, 0, r * 0.12, r * 0.12), "#F3D36A"
        )
        return sepals + petals + lip

    out = [
        at(leaf(p, n, c), 0, -196, 1, a)
        for n, a, c in ((330, -158, "#4F7A4A"), (340, -24, "#5C8A4E"), (260, -136, LEAF), (270, -46, "#4A7245"))
    ]
    for s, tall, n in ((-1, 640, 7), (1, 560, 6)):
        q = [(0, -190), (s * 40, -tall * 0.7), (s * 120, -tall - 60), (s * 260, -tall - 40), (s * 340, -tall + 90)]
        out.append(stroke(line([(x, y) for x, y in q]), "#6E8A4A", 9))
        for i in range(n):
            t = i / (n - 1)
            a, b, u = (q[1], q[2], t * 2.4) if t < 0.42 else (q[2], q[3], (t - 0.42) * 2.6) if t < 0.78 else (q[3], q[4], (t - 0.78) * 4.2)
            x, y = a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u
            out.append(at(bloom(70 - 24 * t), x + p.j(10), y + 26, 1, s * 14 + p.j(16)))
    return "".join(out) + flower_pot(p, "#8C5B43", 150, 210)


def rosette(p: Pen, r: float, colour: str, tip: str, rows: int = 4) -> str:
    """Succulent rosette, seen a little from above."""
    out = []
    for k in range(rows):
        n, m = r * (1 - k / rows * 0.82), 11 - k
        for i in range(m):
            a = 360 * i / m + k * 17
            c = mix(pale(colour, 0.1 * k), tip, 0.16 if i % 2 else 0.05)
            d = p.blob([(0, 0, 1), (n * 0.5, -n * 0.27), (n * 0.86, -n * 0.17), (n, 0, 1), (n * 0.86, n * 0.17), (n * 0.5, n * 0.27)], 1)
            out.append(
                laid(
                    fill(d, dark(c, 0.22)) + at(fill(d, c), 0, 0, 0.9) + fill(ellipse(n * 0.93, 0, n * 0.07, n * 0.06), tip), a, 0, 0, 0.72
                )
            )
    return "".join(out)


def succulent(p: Pen, body: str, kind: int) -> str:
    """Small potted succulent: rosette, jade column or pink rosette."""
    tops = (
        rosette(p, 150, "#8FB39A", "#C9768A"),
        "".join(
            at(p.solid(p.round(0, -s * 0.5, s * 0.34, s * 0.62, 0.03), mix("#6E9A6A", "#A9C48C", t), 14), x, -4, 1, a)
            for x, a, s, t in ((-74, -24, 150, 0.2), (74, 24, 150, 0.3), (-36, -10, 210, 0.5), (40, 12, 200, 0.1), (0, 0, 250, 0.7))
        ),
        rosette(p, 140, "#C99AA4", "#8A4A66", 5),
    )
    return flower_pot(p, body, 120, 150) + at(tops[kind], 0, -158)


def bouquet(p: Pen, paper: str = KRAFT) -> str:
    """Dried flowers wrapped in paper, tied; stands on its point."""
    out = []
    for i in range(26):
        a, n = -90 + (i - 12.5) * 3.1 + p.j(4), p.rng.uniform(430, 640)
        x, y = n * math.cos(math.radians(a)), n * math.sin(math.radians(a))
        kind = i % 5
        stem = stroke(line([(0, -120), (x * 0.5, -120 + (y + 120) * 0.5), (x, y)]), "#9A8A5A", 5)
        if kind == 0:
            head = at(daisy(p, 50, p.rng.choice(["#D9A04A", "#C9765A", "#E3C98A"])), x, y)
        elif kind == 1:
            head = "".join(at(fill(ellipse(0, 0, 11, 8), c), x + p.j(30), y + p.j(40)) for c in ["#7C6AA0", "#9A8AB8", "#6A5A8C"] * 6)
        elif kind == 2:
            head = "".join(
                at(grainlet(p, 22, "#D9BE84"), x * (1 - 0.05 * k) + s * 10, y * (1 - 0.05 * k), 1, a + s * 24)
                for k in range(6)
                for s in (-1, 1)
            )
        elif kind == 3:
            head = "".join(fill(p.round(x + p.j(36), y + p.j(36), 12, 12), c) for c in ["#F3E7D3", "#E9D6BE", "#FBF4E6"] * 5)
        else:
            head = at(sprig(p, 150, "#8A9A6A", 4, 0.3), x * 0.8, y * 0.8, 1, a)
        out.append((y, stem + head))
    heads = "".join(s for _, s in sorted(out, key=lambda q: q[0]))
    back = p.poly([(-30, 0), (-330, -440), (-120, -520), (120, -520), (330, -440), (30, 0)], 14, 4)
    front = p.poly([(-24, 4), (-320, -420), (-60, -250), (24, -300), (320, -420), (24, 4)], 12, 4)
    creases = "".join(stroke(f"M0 -10L{x} {y}", dark(paper, 0.3), 4, 0.5) for x, y in ((-220, -350), (-120, -290), (60, -300), (180, -360)))
    bow = "".join(
        stroke(line([(0, -130), (s * 80, -180), (s * 96, -110), (0, -130), (s * 60, -30)]), MADDER, 10) for s in (-1, 1)
    ) + stroke("M-66 -130Q0 -110 66 -130", MADDER, 14)
    return p.solid(back, dark(paper, 0.14), 24) + heads + p.solid(front, paper, 40, creases) + bow
