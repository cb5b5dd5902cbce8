"""Gardens in rows: vegetables, herbs, lemongrass, pepper, oranges."""

from __future__ import annotations

from collections.abc import Callable

from storefront.demo.art.kit import BAMBOO, LEAF, WOOD, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import ball, leaf, sprig
from storefront.demo.art.makers.harvest import daisy
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.vessels import basket, tray
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H, W, house, land, tree, wave
from storefront.demo.art.scenes.stage import MOODS, backdrop, finish
from storefront.demo.art.scenes.yards import still


def perspective_rows(p: Pen, y: float, vanish: float, n: int, soil: str, make: Callable[[float], str], depth: int = 9) -> str:
    """Rows running to a vanishing point; `make(scale)` draws one plant, far ones first."""
    out = [fill(f"M0 {y}H{W}V{H}H0z", soil)]
    for k in range(-n, n + 1):
        near = vanish + k * 330
        out.append(fill(f"M{f(vanish + k * 28)} {y}L{f(near - 150)} {H + 40}H{f(near + 150)}z", dark(soil, 0.2), 0.55))
    for i in range(depth):
        t = (i / (depth - 1)) ** 1.8
        yy, s = y + 14 + (H + 20 - y) * t, 0.12 + 0.88 * t
        for k in range(-n, n + 1):
            x = vanish + k * (28 + 302 * t)
            if -160 < x < W + 160:
                out.append(at(make(s), x, yy, s))
    return "".join(out)


def cabbage(p: Pen, colour: str) -> str:
    """A head of greens in its bed."""
    ring = "".join(at(leaf(p, 110, mix(colour, "#A9C77A", 0.3 * (i % 3))), 0, -10, 1, -170 + i * 32) for i in range(6))
    return (
        fill(ellipse(0, 4, 110, 22), "#2E1524", 0.25)
        + ring
        + fill(p.round(0, -36, 52, 44), pale(colour, 0.25))
        + fill(p.round(-8, -44, 34, 28), pale(colour, 0.45))
    )


def vegetable_rows(p: Pen, hour: str = "blue") -> str:
    """Vegetable beds running to the mountains."""
    mood, kinds = MOODS[hour], ["#6E9A54", "#8FB05A", "#5C8A6A", "#8A5A7E"]
    n = iter(range(10_000))
    rows = perspective_rows(p, 470, 780, 9, "#A9764E", lambda s: cabbage(p, kinds[next(n) // 2 % 4] if s > 0.5 else "#7FA65A"))
    return (
        backdrop(p, mood, 250, 4, 56, 60)
        + at(tree(p, 150, "#5F8662"), 1380, 478)
        + at(house(p, 0.5), 1210, 480)
        + at(tree(p, 110, "#6B9163"), 180, 476)
        + rows
        + finish(p, mood)
    )


def herb_beds(p: Pen, hour: str = "morning") -> str:
    """Beds of healing plants and a drying floor of trays."""
    mood = MOODS[hour]

    def plant(s: float) -> str:
        c = p.rng.choice(["#6E8A55", "#8FA36A", "#4F7A5A"])
        return (
            fill(ellipse(0, 4, 70, 14), "#2E1524", 0.22)
            + "".join(at(sprig(p, 150, c, 3, 0.4), 0, 0, 1, a) for a in ((-120, -90, -60) if s > 0.3 else (-90,)))
            + (at(daisy(p, 26, p.rng.choice(["#E5B83E", "#B98AC0", "#F3EBDA"])), p.j(20), -150) if p.rng.random() < 0.4 else "")
        )

    out = [
        backdrop(p, mood, 250, 4, 56, 56),
        at(house(p, 0.55), 300, 478),
        at(tree(p, 150, "#5F8662"), 120, 480),
        perspective_rows(p, 470, 860, 8, "#B58A5E", plant, 7),
    ]
    out.append(fill("M0 760Q400 730 900 800T1600 770V900H0z", "#DDBB8C"))
    loads = (("daisy", 26, 34, ["#F0CE5A", "#E5B83E"]), ("leaf", 60, 30, ["#6E8A55", "#8FA36A"]), ("strip", 40, 40, ["#B5825A", "#CFA27A"]))
    for x, (kind, n, r, c) in zip((330, 800, 1270), loads, strict=True):
        out.append(
            fill(ellipse(x + 14, 890, 240, 34), "#2E1524", 0.3, 'filter="url(#soft)"')
            + at(tray(p, BAMBOO, 235, heap(p, kind, 330, 50, n, r, c, 0.4)), x, 888)
        )
    return "".join(out) + finish(p, mood)


def lemongrass(p: Pen, hour: str = "day") -> str:
    """Lemongrass clumps and a copper still."""
    mood = MOODS[hour]

    def clump(s: float) -> str:
        c = p.rng.choice(["#9DB36A", "#86A25A", "#B4C27A"])
        return fill(ellipse(0, 4, 90, 18), "#2E1524", 0.22) + "".join(
            stroke(line([(k * 5, 0), (k * 16, -110), (k * 34, -190 + abs(k) * 12)]), mix(c, LEAF, 0.35 * p.rng.random()), 9)
            for k in range(-5, 6, 1 if s > 0.4 else 2)
        )

    out = [backdrop(p, mood, 260, 3, 56), perspective_rows(p, 460, 520, 7, "#C9A878", clump, 8)]
    return (
        "".join(out)
        + fill(ellipse(1060, 868, 330, 40), "#2E1524", 0.4, 'filter="url(#blur)"')
        + at(still(p), 985, 862, 1.18)
        + finish(p, mood)
    )


def pepper_vine(p: Pen, s: float) -> str:
    """A pepper vine up its post; small ones, far off, carry less detail."""
    c = mix("#4F7F4A", "#7FA65A", p.rng.random() * 0.5)
    d = p.blob([(-62, 0), (-76, -190), (-66, -400), (-30, -500), (30, -500), (66, -400), (76, -190), (62, 0)], 8)
    out = [fill(ellipse(20, 6, 110, 22), "#2E1524", 0.3), stroke("M0 -460V-560", dark(WOOD, 0.2), 30)]
    for y in range(30, 480, 44) if s > 0.2 else ():
        out += [
            at(leaf(p, 58, mix(c, "#2E5A3A", 0.4 * p.rng.random()), False), x * 64, -y, 1, a + p.j(30)) for x, a in ((-1, 150), (1, 30))
        ]
    out.append(p.solid(d, dark(c, 0.2), 34, tone=0.4))
    for _ in range(54 if s > 0.3 else 9):
        blade = leaf(p, 66, mix(c, p.rng.choice(["#2E5A3A", "#A9C47A"]), 0.6 * p.rng.random()), s > 0.5)
        out.append(at(blade, p.j(54), -p.rng.uniform(20, 470), 1, p.rng.uniform(20, 160) * p.rng.choice([1, -1])))
    for _ in range(12 if s > 0.4 else 0):
        out.append(fill(ellipse(p.j(58), -p.rng.uniform(40, 440), 5, 22), p.rng.choice(["#8FB05A", "#B4452F", "#6E9A54"])))
    return "".join(out)


def pepper_garden(p: Pen, hour: str = "gold") -> str:
    """Pepper vines on tall posts in red soil."""
    mood = MOODS[hour]
    rows = perspective_rows(p, 470, 800, 5, "#B0603E", lambda s: pepper_vine(p, s), 6)
    return backdrop(p, mood, 290, 3, 52) + rows + finish(p, mood)


def orchard(p: Pen, hour: str = "morning") -> str:
    """Orange trees heavy with fruit, baskets filled below them."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 270, 3, 56), land(p, wave(p, 470, 12, 2), "#A9BC78")]
    spots = [
        (x + p.j(30), y, s)
        for y, s, xs in ((520, 0.42, range(60, 1600, 190)), (610, 0.68, range(-20, 1640, 290)), (760, 1.1, (150, 690, 1500)))
        for x in xs
    ]
    for x, y, s in spots:
        out.append(at(fruit_tree(p), x, y, s))
    out.append(land(p, wave(p, 800, 10, 2), "#8FA860"))
    for x, s in ((960, 0.9), (1230, 0.75)):
        out.append(
            fill(ellipse(x + 14, 884, 220 * s, 28), "#2E1524", 0.35, 'filter="url(#soft)"')
            + at(basket(p, BAMBOO, 220, 180, False, heap(p, "ball", 370, 110, 30, 46, ["#E08A2E", "#E39A3A", "#D97A28"])), x, 880, s)
        )
    return "".join(out) + finish(p, mood)


def fruit_tree(p: Pen) -> str:
    """Round orange tree in fruit."""
    crown = "".join(
        p.solid(p.round(x, y, r, r * 0.88, 0.07), c, r * 0.4)
        for x, y, r, c in ((-110, -230, 120, "#4A7A4E"), (112, -226, 120, "#44704A"), (0, -320, 150, "#5C8E56"), (0, -210, 140, "#528450"))
    )
    fruit = "".join(
        at(ball(p, 21, p.rng.choice(["#E08A2E", "#E8A03A", "#D97A28"])), x, y)
        for x, y in (
            (-170, -220),
            (-120, -270),
            (-90, -180),
            (-50, -350),
            (-30, -250),
            (10, -160),
            (40, -300),
            (70, -390),
            (90, -220),
            (140, -280),
            (170, -200),
            (-100, -330),
            (30, -220),
        )
    )
    return fill(ellipse(10, 6, 190, 22), "#2E1524", 0.28) + stroke("M0 0Q8 -90 0 -180", dark(WOOD, 0.35), 34) + crown + fruit
