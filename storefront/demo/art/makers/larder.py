"""Prepared food that stands on its own: cakes in leaves, crackers, sausages, smoked meat, brittle, chocolate."""

from __future__ import annotations

import math

from storefront.demo.art.kit import BAMBOO, INDIGO, INK, PAPER, STRAW, at, dark, ellipse, f, fill, laid, line, mix, pale, stroke
from storefront.demo.art.makers.bits import chilli, leaf
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.morsels import fish
from storefront.demo.art.makers.vessels import basket, bowl, tray
from storefront.demo.art.pen import Pen


def banh_chung(p: Pen, w: float = 300, h: float = 120, colour: str = "#5F7E45") -> str:
    """Square sticky-rice cake in dong leaves, tied in a lattice with bamboo strips."""
    x, lift, side = w / 2, h * 0.95, w * 0.26
    top = p.poly([(-x, -h), (-x + side, -h - lift), (x + side * 0.7, -h - lift), (x, -h)], 10, 2)
    front = p.poly([(-x, 0), (-x, -h), (x, -h), (x, 0)], 12, 3)
    flank = p.poly([(x, 0), (x, -h), (x + side * 0.7, -h - lift), (x + side * 0.7, -lift)], 8, 2)
    veins = "".join(
        stroke(f"M{f(-x)} {f(-h * k)}Q0 {f(-h * k - 8)} {f(x)} {f(-h * k + 6)}", dark(colour, 0.25), 3, 0.5)
        for k in (0.2, 0.42, 0.64, 0.84)
    )
    sheen = "".join(stroke(f"M{f(-x + side * t)} {f(-h - lift * t)}H{f(x)}", dark(colour, 0.2), 3, 0.4) for t in (0.3, 0.6, 0.85))
    ties = []
    for t in (0.3, 0.68):
        a = -x + w * t
        ties.append(f"M{f(a)} 0V{f(-h)}L{f(a + side * 0.85)} {f(-h - lift)}")
        ties.append(f"M{f(-x + side * t)} {f(-h - lift * t)}L{f(x + side * 0.7 * t)} {f(-h - lift * t)}V{f(-lift * t)}")
    lattice = "".join(stroke(d, dark(STRAW, 0.3), 13) + stroke(d, STRAW, 8) for d in ties)
    return (
        p.solid(flank, dark(colour, 0.22), 20)
        + p.solid(front, colour, 26, veins)
        + p.solid(top, pale(colour, 0.18), 20, sheen, 0.3)
        + lattice
    )


def crackers(p: Pen, n: int = 6, r: float = 300, colour: str = "#DDB777") -> str:
    """Stack of round toasted crackers with sesame, one leaning behind."""

    def face(rx: float, ry: float, cy: float) -> str:
        seeds = "".join(
            fill(ellipse(x, y, 5, 3.4), INK if p.rng.random() < 0.5 else "#F6E7C4")
            for x, y in ((p.j(rx * 0.86), cy + p.j(ry * 0.86)) for _ in range(110))
            if (x / rx) ** 2 + ((y - cy) / ry) ** 2 < 0.8
        )
        toast = "".join(fill(p.round(p.j(rx * 0.5), cy + p.j(ry * 0.5), rx * 0.16, ry * 0.14), dark(colour, 0.3), 0.35) for _ in range(7))
        return p.solid(p.round(0, cy, rx, ry, 0.02), pale(colour, 0.1), 22, toast + seeds, 0.35, 0.4)

    back = at(face(r * 0.78, r * 0.8, -r * 0.9), r * 0.22, 0, 1, 6)
    pile = "".join(
        at(p.solid(p.round(p.j(10), -i * 22 - 30, r * 0.96, r * 0.24, 0.03), mix(colour, "#B98444", 0.3 * p.rng.random()), 16), 0, 0)
        for i in range(n)
    )
    return back + pile + face(r * 0.96, r * 0.25, -n * 22 - 34)


def meat_strip(p: Pen, n: float = 520, w: float = 62, colour: str = "#5E2E22") -> str:
    """A strip of smoked meat hanging from its hook; origin at the hook."""
    steps = [k / 7 for k in range(8)]
    left = [(-w * (0.34 + p.j(0.09) + 0.05 * math.sin(4 * t)), 22 + (n - 22) * t) for t in steps]
    right = [(w * (0.34 + p.j(0.09) + 0.05 * math.sin(4 * t + 2)), 22 + (n - 30) * t) for t in reversed(steps)]
    d = p.blob([*left, (p.j(w * 0.2), n + 16, 1), *right], w * 0.05)
    grain = "".join(
        stroke(
            line([(x * w, 34), (x * w + p.j(7), n * 0.5), (x * w * 0.7, n * 0.94)]),
            dark(colour, 0.5) if i % 2 else pale(colour, 0.22),
            4,
            0.6,
        )
        for i, x in enumerate((-0.32, -0.16, 0, 0.16, 0.32))
    )
    spice = "".join(fill(ellipse(p.j(w * 0.36), n * p.rng.uniform(0.1, 0.9), 3.4, 2.6), "#C9603A", 0.8) for _ in range(16))
    return stroke(f"M0 -12Q{f(w * 0.1)} 14 0 40", STRAW, 6) + p.solid(d, colour, w * 0.3, grain + spice, 0.5, 0.35)


def sausages(p: Pen, n: int = 5, colour: str = "#9E3428", link: float = 170) -> str:
    """A string of cured sausages hanging; origin at the top of the string."""
    out = [stroke(f"M0 -20V{f(n * link)}", STRAW, 6)]
    for i in range(n):
        c = mix(colour, "#6A1F1C", 0.35 * p.rng.random())
        d = p.blob(
            [
                (-20, 8),
                (-33, link * 0.3),
                (-33, link * 0.66),
                (-20, link * 0.9),
                (0, link * 0.95),
                (20, link * 0.9),
                (33, link * 0.66),
                (33, link * 0.3),
                (20, 8),
                (0, 0),
            ],
            2,
        )
        fat = "".join(fill(p.round(p.j(22), link * 0.5 + p.j(link * 0.36), 5, 4), "#E9C3A4", 0.75) for _ in range(13))
        out.append(at(p.solid(d, c, 18, fat, 0.45, 0.45), p.j(4), i * link, 1, p.j(4)))
        out.append(stroke(f"M-12 {f(i * link + 2)}Q0 {f(i * link + 9)} 12 {f(i * link + 2)}", dark(STRAW, 0.1), 7))
    return "".join(out)


def pole(p: Pen, y: float, colour: str = BAMBOO, t: float = 44) -> str:
    """Bamboo pole right across the wall, with its nodes."""
    knots = "".join(stroke(f"M{x} {f(y - t / 2)}q8 {f(t / 2)} 0 {f(t)}", dark(colour, 0.35), 6, 0.8) for x in (-420, -150, 190, 470))
    return p.solid(p.poly([(-900, y - t / 2), (900, y - t / 2), (900, y + t / 2), (-900, y + t / 2)], 4, 2), colour, 12, knots)


def brittle(p: Pen, w: float = 300, colour: str = "#C98A3E") -> str:
    """Bar of peanut and sesame brittle, lying."""
    top = p.poly([(-w / 2, -34), (-w * 0.34, -104), (w * 0.58, -104), (w / 2, -34)], 8, 2)
    side = p.poly([(-w / 2, 0), (-w / 2, -36), (w / 2, -36), (w / 2, 0)], 6, 2)
    nuts = "".join(
        at(fill(ellipse(0, 0, 20, 12), "#EBCB92") + fill(ellipse(-4, -4, 11, 5), "#F8E6BE"), p.j(w * 0.42), -70 + p.j(26), 1, p.j(80))
        for _ in range(int(w / 16))
    )
    seeds = "".join(fill(ellipse(p.j(w * 0.48), -68 + p.j(32), 4, 3), "#F6EBD0") for _ in range(40))
    edge = "".join(fill(ellipse(p.j(w * 0.46), -18 + p.j(10), 14, 8), "#E0BA7C") for _ in range(9))
    return p.solid(side, dark(colour, 0.15), 12, edge) + p.solid(top, colour, 14, seeds + nuts, 0.3)


def chocolate(p: Pen, palette: str = "bana", seed: int = 21, title: str = "SÔ-CÔ-LA") -> str:
    """Standing bar in a woven-pattern sleeve, foil and squares showing at the top."""
    w, h = 150, 540
    bar = p.poly([(-w, -h * 0.66), (-w, -h), (w, -h), (w, -h * 0.66)], 6, 1)
    squares = "".join(
        stroke(d, "#2C150F", 7) + stroke(d, "#7A4A34", 2)
        for d in (f"M0 {-h}V{f(-h * 0.7)}", f"M{-w} {f(-h * 0.88)}H{w}", f"M{-w} {f(-h * 0.76)}H{w}")
    )
    foil = p.poly(
        [
            (-w - 8, -h * 0.64),
            (-w - 6, -h * 0.74),
            (-w * 0.5, -h * 0.71),
            (-w * 0.1, -h * 0.75),
            (w * 0.4, -h * 0.7),
            (w + 6, -h * 0.745),
            (w + 8, -h * 0.64),
        ],
        3,
        2,
    )
    sleeve = p.poly([(-w - 8, 0), (-w - 8, -h * 0.68), (w + 8, -h * 0.68), (w + 8, 0)], 6, 2)
    wv = p.weave(seed, palette, 3.5, "translate(0 -370)", height=45)
    return (
        p.solid(bar, "#4A281C", 26, squares, 0.4)
        + p.solid(foil, "#D9C48C", 10)
        + p.solid(sleeve, INDIGO, 36, fill(sleeve, wv), 0.45)
        + p.label(0, -h * 0.3, 236, 150, title, "ca cao 70%")
    )


def tea_cake(p: Pen, r: float = 250, colour: str = "#5A4A32") -> str:
    """Pressed tea disc standing in its opened bark-paper wrap."""
    wrap = p.blob(
        [
            (-r * 1.05, -r * 0.2),
            (-r * 1.16, -r),
            (-r * 0.9, -r * 1.9),
            (-r * 0.2, -r * 2.2),
            (r * 0.6, -r * 2.06),
            (r * 1.12, -r * 1.4),
            (r * 1.1, -r * 0.4),
            (r * 0.5, 6),
            (-r * 0.5, 8),
        ],
        8,
    )
    creases = "".join(
        stroke(line([(x * r, -r * 2), (x * r * 0.8, -r), (x * r, -10)]), dark("#E5D4AE", 0.25), 4, 0.5) for x in (-0.95, -0.7, 0.72, 0.98)
    )
    bits = "".join(
        at(
            leaf(p, p.rng.uniform(26, 46), p.rng.choice([colour, dark(colour, 0.3), pale(colour, 0.2), "#8A7A54"]), False),
            x,
            y,
            1,
            p.rng.uniform(0, 360),
        )
        for x, y in ((p.j(r * 0.9), -r * 1.02 + p.j(r * 0.9)) for _ in range(190))
    )
    lab = p.label(0, -r * 1.0, r * 0.86, r * 0.66, "TRÀ", "bánh ép · 357 g")
    return (
        p.solid(wrap, "#E5D4AE", 40, creases, 0.35)
        + p.solid(p.round(0, -r * 1.02, r * 0.92, r * 0.92, 0.01), dark(colour, 0.2), 40, bits, 0.5, 0.25)
        + lab
    )


def salted_egg(p: Pen, r: float = 80) -> str:
    """Half a salted egg: white and a deep orange yolk."""
    return (
        p.solid(p.round(0, -r * 0.5, r, r * 0.62, 0.02), "#DCE6E2", 16)
        + fill(p.round(0, -r * 0.56, r * 0.9, r * 0.52, 0.02), "#FBF6EC")
        + p.solid(p.round(r * 0.02, -r * 0.56, r * 0.46, r * 0.3, 0.03), "#E07B22", 10, tone=0.4, light=0.6)
    )


def leaf_meal(p: Pen) -> str:
    """Round tray with banana leaf, sticky rice, grilled fish, greens and a dip; origin at the tray's near rim."""
    out = [
        tray(
            p,
            BAMBOO,
            430,
            "".join(
                laid(leaf(p, 380, c), a, 0, -12, 0.36)
                for a, c in (
                    (205, "#5F8A4A"),
                    (-25, "#6E9654"),
                    (150, "#4F7A44"),
                    (30, "#5F8A4A"),
                    (-90, "#6E9654"),
                    (90, "#5F8A4A"),
                    (180, "#4F7A44"),
                    (0, "#4F7A44"),
                )
            ),
        )
    ]
    rice = basket(p, "#C89A58", 105, 74, False, heap(p, "grain", 180, 74, 150, 14, ["#FBF4E2", "#F3E8CC"]))
    purple = basket(p, "#C89A58", 95, 64, False, heap(p, "grain", 165, 66, 140, 14, ["#6A4A86", "#7E5C98"]))
    out += [
        at(rice, -190, -120),
        at(purple, 10, -160),
        laid(fish(p, 150, "#B9763A"), -10, 225, -150, 0.6),
        laid(fish(p, 145, "#A8652E"), -6, 200, -84, 0.6),
    ]
    out += [
        at(heap(p, "leaf", 210, 44, 26, 34, ["#5C8A48", "#7FA65A"]), -190, -46),
        at(bowl(p, PAPER, 62, 40, "", False) + fill(ellipse(0, -38, 54, 13), "#8A3A22"), 10, -36),
    ]
    out += [at(chilli(p, 26, "#C23A28"), 4, -80, 1, 20)]
    return "".join(out)
