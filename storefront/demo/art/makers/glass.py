"""Glass: jars and bottles with a paper label."""

from __future__ import annotations

from storefront.demo.art.kit import (
    INDIGO,
    INK,
    LEAF,
    MADDER,
    PAPER,
    STRAW,
    WOOD,
    at,
    curve,
    dark,
    ellipse,
    f,
    fill,
    lathe,
    line,
    mix,
    pale,
    rect,
    stroke,
)
from storefront.demo.art.pen import Pen


def jar(
    p: Pen,
    content: str = "#D9932A",
    title: str = "",
    sub: str = "",
    lid: str = "cloth",
    cloth: str = "hmong",
    accent: str = MADDER,
    bits: str = "",
    seed: int = 2,
    tall: float = 1,
) -> str:
    """Glass jar; lid is 'cloth' (woven cap and twine), 'wood' or 'tin'."""
    r, h = 165, 330 * tall
    prof = [(r * 0.9, 0), (r, -24), (r * 1.02, -h * 0.5), (r, -h * 0.8), (r * 0.8, -h * 0.97), (r * 0.76, -h * 1.06)]
    glass = lathe(prof)
    inside = lathe([(r * 0.84, -10), (r * 0.94, -30), (r * 0.96, -h * 0.5), (r * 0.94, -h * 0.74), (r * 0.82, -h * 0.86)], 0.15)
    surface = ellipse(0, -h * 0.86, r * 0.82, r * 0.12)
    heart = (
        fill(inside, p.grad([(0, pale(content, 0.15), 1), (0.45, content, 1), (1, dark(content, 0.3), 1)]))
        + bits
        + fill(surface, pale(content, 0.35))
    )
    out = [
        p.solid(
            glass,
            mix("#E9EFE6", content, 0.18),
            26,
            heart + (p.label(0, -h * 0.43, r * 1.5, h * 0.52, title, sub, PAPER, accent, 16) if title else ""),
            0.28,
            0.6,
        )
    ]
    out.append(
        stroke(line([(-r * 0.86, -h * 0.2), (-r * 0.9, -h * 0.5), (-r * 0.86, -h * 0.76), (-r * 0.72, -h * 0.88)]), "#FFFDF6", 9, 0.75)
    )
    return "".join(out) + at(_lid(p, lid, r, cloth, seed), 0, -h * 1.05)


def _lid(p: Pen, lid: str, r: float, cloth: str, seed: int) -> str:
    """Jar caps."""
    if lid != "cloth":
        c = {"wood": WOOD, "tin": "#C7A24E"}.get(lid, lid)
        d = lathe([(r * 0.86, 14), (r * 0.88, -44, 1)], 0.14)
        return (
            p.solid(d, c, 30)
            + fill(ellipse(0, -44, r * 0.88, r * 0.12), pale(c, 0.25))
            + fill(ellipse(4, -42, r * 0.7, r * 0.085), pale(c, 0.1), 0.6)
        )
    frill = [(-r * 0.84, -20)] + [(r * (-1.06 + 0.212 * i), 44 + (12 if i % 2 else -6) + p.j(4)) for i in range(11)] + [(r * 0.84, -20)]
    d = f"M{f(-r * 0.84)} -20C{f(-r * 0.8)} -74 {f(r * 0.8)} -74 {f(r * 0.84)} -20" + curve(list(reversed(frill))) + "z"
    folds = "".join(
        stroke(line([(x * r * 0.8, -6), (x * r * 0.95, 20), (x * r * 1.02, 40)]), "#1A1026", 4, 0.3)
        for x in (-0.75, -0.45, -0.1, 0.3, 0.62)
    )
    cap = p.solid(d, INDIGO, 36, f'<path d="{d}" fill="{p.weave(seed, cloth, 3.1, "translate(-50 -74)", height=37)}"/>' + folds)
    twine = "".join(stroke(f"M{f(-r * 0.85)} {y}Q0 {y + 26} {f(r * 0.85)} {y}", c, 6) for y, c in ((-8, dark(STRAW, 0.3)), (-12, STRAW)))
    bow = "".join(stroke(line([(20, 8), (20 + s * 34, -14), (20 + s * 44, 12), (20, 8), (20 + s * 22, 52)]), STRAW, 5) for s in (-1, 1))
    return cap + twine + bow


def bottle(
    p: Pen,
    glass: str = "#7A3B16",
    title: str = "",
    sub: str = "",
    cap: str = INK,
    accent: str = MADDER,
    r: float = 118,
    h: float = 560,
    seed: int = 3,
    neck: float = 0.3,
    band: str | None = None,
) -> str:
    """Bottle with neck, cap, highlight and a wrap label."""
    n = r * neck
    d = lathe([(r * 0.94, 0), (r, -18), (r, -h * 0.52), (r * 0.86, -h * 0.66), (n * 1.15, -h * 0.78), (n, -h * 0.84), (n, -h * 0.93)])
    bandage = fill(rect(-r, -h * 0.1, 2 * r, h * 0.07), p.weave(seed, band, 1.9, f"translate(0 {f(-h * 0.1)})", height=21)) if band else ""
    lab = p.label(0, -h * 0.31, r * 2.02, h * 0.36, title, sub, PAPER, accent, 14) if title else ""
    body = p.solid(
        d,
        glass,
        42,
        fill(lathe([(r * 0.8, -14), (r * 0.84, -h * 0.5), (r * 0.7, -h * 0.6)]), pale(glass, 0.14), 0.5) + bandage + lab,
        0.5,
        0.3,
    )
    shine = stroke(line([(-r * 0.76, -h * 0.5), (-r * 0.7, -h * 0.6), (-n * 1.1, -h * 0.76)]), "#FFF6E2", 10, 0.55)
    c = lathe([(n * 1.22, -h * 0.9), (n * 1.22, -h * 1.02, 1)], 0.2)
    return body + shine + p.solid(c, cap, 14) + fill(ellipse(0, -h * 1.02, n * 1.22, n * 0.24), pale(cap, 0.25))


def vial(
    p: Pen, glass: str = "#6E3A1A", title: str = "", sub: str = "", accent: str = LEAF, cap: str = "#26211F", r: float = 110, h: float = 330
) -> str:
    """Small essential-oil bottle: square shoulders, ribbed screw cap."""
    d = lathe([(r * 0.95, 0), (r, -14), (r, -h * 0.66), (r * 0.8, -h * 0.78), (r * 0.42, -h * 0.83), (r * 0.4, -h * 0.9)])
    lab = p.label(0, -h * 0.36, r * 2.02, h * 0.5, title, sub, PAPER, accent, 14) if title else ""
    shine = stroke(line([(-r * 0.8, -h * 0.62), (-r * 0.7, -h * 0.72), (-r * 0.44, -h * 0.79)]), "#FFF6E2", 9, 0.55)
    cap_d = lathe([(r * 0.46, -h * 0.86), (r * 0.46, -h * 1.12, 1)], 0.18)
    ribs = "".join(
        stroke(f"M{f(x * r)} {f(-h * 0.86)}V{f(-h * 1.12)}", pale(cap, 0.25), 3, 0.6) for x in (-0.36, -0.24, -0.1, 0.06, 0.2, 0.32)
    )
    return (
        p.solid(d, glass, 40, fill(lathe([(r * 0.8, -12), (r * 0.82, -h * 0.6)]), pale(glass, 0.16), 0.5) + lab, 0.5, 0.35)
        + shine
        + p.solid(cap_d, cap, 14, ribs)
        + fill(ellipse(0, -h * 1.12, r * 0.46, r * 0.083), pale(cap, 0.25))
    )


def clear_bottle(
    p: Pen,
    drink: str,
    title: str = "",
    sub: str = "",
    accent: str = INDIGO,
    cap: str = MADDER,
    r: float = 112,
    h: float = 560,
    level: float = 0.66,
    neck: float = 0.36,
    band: str | None = None,
) -> str:
    """Clear bottle that shows its drink: water, juice, syrup or seed milk."""
    n = r * neck
    prof = [(r * 0.94, 0), (r, -18), (r, -h * 0.56), (r * 0.82, -h * 0.7), (n * 1.1, -h * 0.82), (n, -h * 0.88), (n, -h * 0.95)]
    heart = lathe(
        [(r * 0.86, -12), (r * 0.91, -26), (r * 0.91, -h * min(level, 0.56)), *([(r * 0.74, -h * level, 1)] if level > 0.6 else [])]
    )
    strap = fill(rect(-r, -h * 0.11, 2 * r, h * 0.07), p.weave(9, band, 1.9, f"translate(0 {f(-h * 0.11)})", height=21)) if band else ""
    inside = fill(heart, p.grad([(0, pale(drink, 0.3), 1), (0.4, drink, 1), (1, dark(drink, 0.25), 1)]))
    lab = p.label(0, -h * 0.34, r * 1.98, h * 0.32, title, sub, PAPER, accent, 14) if title else ""
    body = p.solid(lathe(prof), mix("#E4EEEA", drink, 0.2), 26, inside + strap + lab, 0.28, 0.55)
    shine = stroke(line([(-r * 0.8, -h * 0.5), (-r * 0.72, -h * 0.62), (-n * 1.05, -h * 0.8)]), "#FFFFFF", 10, 0.7)
    return (
        body
        + shine
        + p.solid(lathe([(n * 1.22, -h * 0.92), (n * 1.22, -h * 1.0, 1)], 0.2), cap, 12)
        + fill(ellipse(0, -h, n * 1.22, n * 0.24), pale(cap, 0.25))
    )


def tumbler(p: Pen, drink: str, r: float = 90, h: float = 230, level: float = 0.8, garnish: str = "") -> str:
    """Straight glass with a drink; `garnish` stands in it."""
    glass = lathe([(r * 0.8, 0), (r * 0.84, -12), (r, -h, 1)], 0.17)
    y = -h * level
    top = r * (0.82 + 0.18 * level) * 0.95
    heart = fill(
        lathe([(r * 0.74, -12), (r * 0.78, -22), (top, y)], 0.17),
        p.grad([(0, pale(drink, 0.3), 1), (0.45, drink, 1), (1, dark(drink, 0.25), 1)]),
    ) + fill(ellipse(0, y, top, top * 0.17), pale(drink, 0.4))
    return (
        at(garnish, 0, y)
        + p.solid(glass, mix("#E9F0EC", drink, 0.12), 18, heart, 0.2, 0.6)
        + stroke(ellipse(0, -h, r, r * 0.17), "#FFFFFF", 4, 0.8)
        + stroke(line([(-r * 0.74, -h * 0.16), (-r * 0.84, -h * 0.6), (-r * 0.88, -h * 0.9)]), "#FFFFFF", 7, 0.7)
    )


def lip_tin(p: Pen, colour: str = "#C7A24E", palette: str = "hmong", r: float = 120, open_: bool = False) -> str:
    """Small flat tin, lid printed with weaving, or open on its yellow balm."""
    side = lathe([(r, 0), (r, -44, 1)], 0.36)
    rim = fill(ellipse(0, -44, r, r * 0.36), pale(colour, 0.4))
    if open_:
        return p.solid(side, colour, 20) + rim + p.solid(ellipse(0, -43, r * 0.88, r * 0.31), "#F0D48A", 14, tone=0.3, light=0.6)
    disc = ellipse(0, -46, r * 0.9, r * 0.32)
    wv = p.weave(23, palette, 2.6, "matrix(1 0 0 .36 0 -66)", height=33)
    return p.solid(side, colour, 20) + rim + p.solid(disc, INDIGO, 14, fill(disc, wv), 0.3)


def water_bottle(p: Pen, title: str = "NƯỚC KHOÁNG", sub: str = "500 ml", cap: str = "#3E6E9A", r: float = 112, h: float = 560) -> str:
    """Clear bottle of still water: one sees through it, and its level shows in the neck."""
    n = r * 0.36
    d = lathe([(r * 0.94, 0), (r, -18), (r, -h * 0.56), (r * 0.82, -h * 0.7), (n * 1.1, -h * 0.82), (n, -h * 0.88), (n, -h * 0.95)])
    water = lathe([(r * 0.9, -8), (r * 0.95, -24), (r * 0.95, -h * 0.56), (r * 0.77, -h * 0.69), (r * 0.62, -h * 0.735, 1)])
    edge = stroke(d, "#6E9AB0", 5, 0.55)
    glints = stroke(line([(-r * 0.8, -h * 0.06), (-r * 0.84, -h * 0.5), (-r * 0.68, -h * 0.66)]), "#FFFFFF", 12, 0.85) + stroke(
        line([(r * 0.82, -h * 0.08), (r * 0.84, -h * 0.5), (r * 0.66, -h * 0.66)]), "#FFFFFF", 5, 0.7
    )
    bubbles = "".join(stroke(ellipse(p.j(r * 0.6), -h * p.rng.uniform(0.54, 0.7), 5, 5), "#FFFFFF", 2.4, 0.8) for _ in range(7))
    level = fill(ellipse(0, -h * 0.735, r * 0.62, r * 0.1), "#E9F6FA", 0.9)
    lab = p.label(0, -h * 0.32, r * 1.98, h * 0.32, title, sub, PAPER, INDIGO, 14)
    return (
        fill(d, "#F2FAFC", 0.35)
        + fill(water, p.grad([(0, "#CDE8F2", 0.75), (0.5, "#A9D3E3", 0.55), (1, "#6FA9C4", 0.8)]))
        + level
        + edge
        + bubbles
        + lab
        + glints
        + p.solid(lathe([(n * 1.22, -h * 0.92), (n * 1.22, -h, 1)], 0.2), cap, 12)
        + fill(ellipse(0, -h, n * 1.22, n * 0.24), pale(cap, 0.25))
    )
