"""Pouches, tins, boxes and cloth bags with a paper label."""

from __future__ import annotations

from storefront.demo.art.kit import CREAM, INDIGO, KRAFT, LEAF, MADDER, PAPER, dark, ellipse, f, fill, lathe, line, pale, stroke
from storefront.demo.art.pen import Pen


def pouch(
    p: Pen,
    body: str = KRAFT,
    title: str = "",
    sub: str = "",
    accent: str = MADDER,
    paper: str = PAPER,
    seed: int = 1,
    band: str | None = None,
) -> str:
    """Stand-up pouch with crimped seal, paper label and optional woven band."""
    w, h = 205, 560
    d = p.blob(
        [
            (-w, 8, 1),
            (-w * 0.98, -h * 0.3),
            (-w * 0.9, -h * 0.8),
            (-w * 0.93, -h, 1),
            (0, -h + 5),
            (w * 0.93, -h, 1),
            (w * 0.9, -h * 0.8),
            (w * 0.98, -h * 0.3),
            (w, 8, 1),
            (0, 30),
        ],
        2,
    )
    seal = fill(f"M{-w} {-h}H{w}V{-h + 58}Q0 {-h + 66} {-w} {-h + 58}z", dark(body, 0.12))
    crimp = "".join(stroke(f"M{-w} {-h + y}Q0 {-h + y + 6} {w} {-h + y}", pale(body, 0.3), 2.5, 0.8) for y in (14, 24, 34, 44))
    gusset = fill(f"M{-w} 8Q0 {-86} {w} 8V40H{-w}z", dark(body, 0.16))
    strip = f'<rect x="{-w}" y="-150" width="{2 * w}" height="74" fill="{p.weave(seed, band, 2.6, height=29)}"/>' if band else ""
    creases = stroke(line([(-w * 0.8, -h * 0.78), (-w * 0.62, -h * 0.7), (-w * 0.55, -h * 0.6)]), dark(body, 0.3), 3, 0.5)
    creases += stroke(line([(w * 0.82, -h * 0.3), (w * 0.66, -h * 0.22), (w * 0.6, -h * 0.12)]), dark(body, 0.3), 3, 0.6)
    lab = p.label(0, -h * 0.54, w * 1.34, h * 0.44, title, sub, paper, accent) if title else ""
    return p.solid(d, body, 62, seal + crimp + gusset + strip + creases + lab)


def tin(
    p: Pen,
    body: str = LEAF,
    title: str = "",
    sub: str = "",
    accent: str = MADDER,
    band: str = "linen",
    seed: int = 4,
    h: float = 420,
    r: float = 150,
) -> str:
    """Tea tin with domed lid, woven band and label."""
    d = lathe([(r, 0), (r, -h * 0.8, 1)], 0.16)
    strip = f'<rect x="{-r}" y="-66" width="{2 * r}" height="92" fill="{p.weave(seed, band, 2.7, "translate(0 -62)", height=33)}"/>'
    cap = lathe([(r * 1.05, -h * 0.78), (r * 1.05, -h * 0.96), (r * 0.98, -h)], 0.16)
    lab = p.label(0, -h * 0.46, r * 1.5, h * 0.42, title, sub, PAPER, accent, 15) if title else ""
    return (
        p.solid(d, body, 46, strip + lab)
        + p.solid(cap, dark(body, 0.1), 36)
        + fill(ellipse(0, -h, r * 0.98, r * 0.15), pale(body, 0.2))
        + p.solid(lathe([(26, -h), (30, -h - 22), (24, -h - 30)], 0.3), "#C7A24E", 10)
    )


def box(
    p: Pen,
    body: str = "#E7D6B4",
    title: str = "",
    sub: str = "",
    accent: str = INDIGO,
    band: str = "hmong",
    seed: int = 5,
    w: float = 330,
    h: float = 400,
    side: float = 120,
) -> str:
    """Paper box in three-quarter view, woven sleeve round its foot."""
    x0, x1, lift = -w / 2 - side * 0.3, w / 2 - side * 0.3, 46
    front = p.poly([(x0, 0), (x0, -h), (x1, -h), (x1, 0)], 5, 2)
    flank = p.poly([(x1, 0), (x1, -h), (x1 + side, -h - lift), (x1 + side, -lift)], 5, 1)
    top = p.poly([(x0, -h), (x0 + side, -h - lift), (x1 + side, -h - lift), (x1, -h)], 5, 1)
    wv = p.weave(seed, band, 2.7, f"translate({f(x0)} -104)", height=31)
    wv2 = p.weave(seed, band, 2.7, f"matrix(.8 {f(-lift / side * 0.8)} 0 1 {f(x1)} -104)", height=31)
    s1 = f'<path d="M{f(x0)} -104H{f(x1)}v84H{f(x0)}z" fill="{wv}"/>'
    s2 = f'<path d="M{f(x1)} -104l{side} {-lift}v84l{-side} {lift}z" fill="{wv2}"/>'
    lab = p.label((x0 + x1) / 2, -h * 0.6, w * 0.74, h * 0.46, title, sub, PAPER, accent) if title else ""
    return (
        p.solid(flank, dark(body, 0.26), 26, s2 + f'<path d="M{f(x1)} 0V{f(-h)}l{side} {-lift}V{-lift}z" fill="#2E1524" opacity=".2"/>')
        + p.solid(front, body, 30, s1 + lab, 0.25)
        + p.solid(top, pale(body, 0.35), 14)
    )


def rice_bag(
    p: Pen, body: str = CREAM, title: str = "", sub: str = "", accent: str = INDIGO, band: str | None = "linen", seed: int = 6
) -> str:
    """Plump cloth bag gathered and tied with string."""
    d = p.blob(
        [
            (-190, 0),
            (-228, -120),
            (-196, -300),
            (-84, -392),
            (-60, -420),
            (60, -420),
            (84, -392),
            (196, -300),
            (228, -120),
            (190, 0),
            (0, 22),
        ],
        3,
    )
    ruff = p.blob(
        [(-62, -412, 1), (-116, -492), (-86, -520), (-40, -500), (0, -530), (46, -502), (92, -522), (112, -488), (62, -412, 1)], 4
    )
    strip = (
        f'<rect x="-240" y="-92" width="480" height="84" fill="{p.weave(seed, band, 2.8, "translate(0 -92)", height=31)}"/>' if band else ""
    )
    folds = "".join(
        stroke(line([(x * 0.34, -412), (x * 0.62, -350), (x, -270)]), dark(body, 0.35), 4, 0.5) for x in (-150, -80, -20, 50, 110, 160)
    )
    ruffs = "".join(stroke(line([(x * 0.6, -418), (x * 0.9, -470), (x, -498)]), dark(body, 0.35), 4, 0.5) for x in (-70, -30, 10, 50, 84))
    tie = "".join(stroke(f"M-68 {y}Q0 {y + 22} 68 {y}", c, 8) for y, c in ((-408, dark(accent, 0.2)), (-418, accent)))
    bow = "".join(
        stroke(line([(10, -400), (10 + s * 56, -440), (10 + s * 66, -392), (10, -400), (10 + s * 40, -322)]), accent, 6) for s in (-1, 1)
    )
    lab = p.label(0, -198, 250, 178, title, sub, PAPER, accent, 6) if title else ""
    return p.solid(ruff, dark(body, 0.06), 22, ruffs) + p.solid(d, body, 64, strip + folds + lab) + tie + bow
