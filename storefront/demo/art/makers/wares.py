"""Vase, branch and blossom, foot tub, sachet and a laid table."""

from __future__ import annotations

import math

from storefront.demo.art.kit import INDIGO, LEAF, MADDER, WOOD, Pt, at, dark, ellipse, f, fill, lathe, line, mix, pale, stroke
from storefront.demo.art.pen import Pen


def vase(p: Pen, glaze: str = "#A9BFA6", h: float = 480, r: float = 170) -> str:
    """Celadon vase with a crackle and an incised band."""
    d = lathe(
        [
            (r * 0.56, 0),
            (r * 0.9, -h * 0.22),
            (r, -h * 0.48),
            (r * 0.78, -h * 0.72),
            (r * 0.36, -h * 0.86),
            (r * 0.34, -h * 0.94),
            (r * 0.46, -h),
        ]
    )
    crackle = "".join(
        stroke(line([(x, y), (x + p.j(30), y - 30), (x + p.j(44), y - 66)]), dark(glaze, 0.3), 2, 0.4)
        for x, y in ((p.j(r), -p.rng.uniform(20, h * 0.8)) for _ in range(34))
    )
    band = "".join(stroke(f"M{-r} {f(-h * k)}Q0 {f(-h * k + 56)} {r} {f(-h * k)}", dark(glaze, 0.32), 4, 0.8) for k in (0.66, 0.7))
    waves = stroke(
        "M"
        + "L".join(
            f"{f(x)} {f(-h * 0.68 + 30 - (x / r) ** 2 * 28 + (8 if i % 2 else -8))}" for i, x in enumerate(range(int(-r), int(r) + 1, 17))
        ),
        pale(glaze, 0.5),
        4,
        0.9,
    )
    return (
        p.solid(d, glaze, 56, crackle + band + waves, 0.5, 0.5)
        + fill(ellipse(0, -h, r * 0.46, r * 0.08), dark(glaze, 0.55))
        + stroke(ellipse(0, -h, r * 0.46, r * 0.08), pale(glaze, 0.5), 5)
    )


def dry_branch(p: Pen, h: float = 420, blossom: str | None = None, bark: str = "#6A4A38") -> str:
    """Forked bare branch, with blossoms if a colour is given; grows up from its foot."""
    limbs: list[tuple[list[Pt], float]] = [
        ([(0, 0), (-h * 0.04, -h * 0.4), (-h * 0.22, -h * 0.72), (-h * 0.3, -h)], 13),
        ([(-h * 0.02, -h * 0.3), (h * 0.16, -h * 0.62), (h * 0.38, -h * 0.86)], 10),
        ([(-h * 0.14, -h * 0.6), (-h * 0.02, -h * 0.84), (h * 0.06, -h * 1.08)], 8),
        ([(h * 0.14, -h * 0.58), (h * 0.34, -h * 0.62), (h * 0.5, -h * 0.56)], 7),
        ([(-h * 0.2, -h * 0.7), (-h * 0.4, -h * 0.74), (-h * 0.52, -h * 0.86)], 7),
    ]
    out = [stroke(line(pts), mix(bark, "#C9A27C", 0.1 * i), w) for i, (pts, w) in enumerate(limbs)]
    for pts, _ in limbs:
        for x, y in pts[1:] + [((pts[-1][0] + pts[-2][0]) / 2, (pts[-1][1] + pts[-2][1]) / 2)]:
            if blossom:
                out.append(at(flower(p, 25, blossom), x + p.j(10), y + p.j(10), 1, p.j(60)))
                out.append(fill(p.round(x + p.j(34), y + p.j(30), 8, 8), dark(blossom, 0.12)))
            else:
                out.append(at(p.solid(p.round(0, 0, 14, 15), "#C9543F", 6), x + p.j(6), y + p.j(6)))
    return "".join(out)


def flower(p: Pen, r: float, colour: str) -> str:
    """Five-petalled blossom from above."""
    petals = "".join(
        at(fill(p.round(r * 0.56, 0, r * 0.5, r * 0.42), colour if i % 2 else pale(colour, 0.25)), 0, 0, 1, i * 72) for i in range(5)
    )
    return (
        petals
        + fill(p.round(0, 0, r * 0.24, r * 0.24), "#E9B84C")
        + "".join(fill(ellipse(r * 0.34 * math.cos(a), r * 0.34 * math.sin(a), 2.4, 2.4), "#8A5A20") for a in range(6))
    )


def tub(p: Pen, r: float = 280, h: float = 190, wood: str = "#A9744A", load: str = "") -> str:
    """Wooden foot tub with hoops; `load` floats in it."""
    d = lathe([(r * 0.88, 0), (r, -h, 1)], 0.24, True)
    staves = "".join(
        stroke(
            f"M{f(0.88 * r * math.sin(a))} {f(0.2 * r * math.cos(a))}L{f(r * math.sin(a))} {f(0.22 * r * math.cos(a) - h)}",
            dark(wood, 0.3),
            4,
            0.7,
        )
        for a in (k * 0.2 for k in range(-7, 8))
    )
    hoops = "".join(
        stroke(f"M{f(-r * w)} {f(-h * t)}A{f(r * w)} {f(r * 0.24)} 0 0 0 {f(r * w)} {f(-h * t)}", "#C7A24E", 13)
        for w, t in ((0.91, 0.22), (0.97, 0.74))
    )
    water = (
        fill(ellipse(0, -h, r, r * 0.24), dark(wood, 0.3))
        + fill(ellipse(0, -h + 10, r * 0.93, r * 0.2), "#9A6A3A")
        + fill(ellipse(-r * 0.2, -h + 4, r * 0.5, r * 0.08), "#E9C79A", 0.5)
    )
    return (
        water
        + at(load, 0, -h)
        + p.solid(d, wood, 56, staves + hoops)
        + stroke(f"M{-r} {-h}A{r} {f(r * 0.24)} 0 0 0 {r} {-h}", pale(wood, 0.35), 10)
    )


def sachet(p: Pen, body: str = "#E9DCC0", title: str = "", palette: str = "linen", accent: str = LEAF, seed: int = 45) -> str:
    """Small cloth sachet tied at the neck."""
    d = p.blob([(-110, 0), (-134, -90), (-110, -190), (-50, -236), (50, -236), (110, -190), (134, -90), (110, 0), (0, 12)], 3)
    ruff = p.blob([(-46, -232, 1), (-92, -300), (-30, -292), (0, -314), (34, -292), (92, -302), (46, -232, 1)], 3)
    lab = p.text(title, 0, -108, 30, dark(accent, 0.2), 600, 1) if title else ""
    strip_ = f'<rect x="-150" y="-64" width="300" height="52" fill="{p.weave(seed, palette, 2.1, "translate(0 -64)", height=25)}"/>'
    return (
        p.solid(ruff, body, 14)
        + p.solid(d, body, 36, strip_ + lab)
        + stroke("M-50 -234Q0 -216 50 -234", accent, 10)
        + "".join(
            stroke(line([(6, -226), (6 + s * 42, -250), (6 + s * 50, -212), (6, -226), (6 + s * 28, -164)]), accent, 6) for s in (-1, 1)
        )
    )


def round_table(p: Pen, palette: str = "linen", seed: int = 47, r: float = 430) -> str:
    """Round table under a linen cloth with a woven border falling in folds."""
    top, h, k = -430, 300, 0.2
    n = 13
    wave_ = [(r * math.cos(math.pi * i / n), top + h + r * k * math.sin(math.pi * i / n) + (26 if i % 2 else -4)) for i in range(n + 1)]
    d = (
        f"M{-r} {top}A{r} {f(r * k)} 0 0 0 {r} {top}L{f(wave_[0][0] + 16)} {f(wave_[0][1])}"
        + "".join(f"Q{f((a[0] + b[0]) / 2)} {f(max(a[1], b[1]) + 14)} {f(b[0])} {f(b[1])}" for a, b in zip(wave_, wave_[1:], strict=False))
        + "z"
    )
    wv = p.weave(seed, palette, 3.1, f"translate(0 {top + h - 60})", height=41)
    border = fill(f"M-480 {top + h - 90}Q0 {top + h + 90} 480 {top + h - 90}V{top + h + 20}Q0 {top + h + 210} -480 {top + h + 20}z", wv)
    folds = "".join(
        stroke(
            line(
                [
                    (r * 0.98 * math.cos(math.pi * i / n), top + r * k * math.sin(math.pi * i / n) + 14),
                    (r * 1.0 * math.cos(math.pi * i / n), top + h + 60),
                ]
            ),
            "#150A1E" if i % 2 else "#FFFFFF",
            16,
            0.13 if i % 2 else 0.4,
        )
        for i in range(1, n)
    )
    leg = "".join(stroke(f"M{x} -130V0", dark(WOOD, 0.3), 26) for x in (-240, 240))
    disc = ellipse(0, top, r, r * k)
    ring = (
        f'<g transform="translate(0 {top}) scale(1 {k})">'
        + stroke(ellipse(0, 0, r * 0.82, r * 0.82), INDIGO, 12)
        + stroke(ellipse(0, 0, r * 0.76, r * 0.76), MADDER, 6)
        + "".join(
            fill("M-16 0L0 -22 16 0 0 22z", INDIGO).join((f'<g transform="rotate({i * 15}) translate(0 {f(-r * 0.68)})">', "</g>"))
            for i in range(24)
        )
        + "</g>"
    )
    return leg + p.solid(d, "#F1E8D6", 46, border + folds, 0.4, 0.3) + p.solid(disc, "#F7F0E2", 30, ring, 0.25)
