"""Fields and hills: rice terraces, coffee, tea, vegetables, pepper, lemongrass, orchards."""

from __future__ import annotations

import math

from storefront.demo.art.kit import BAMBOO, LEAF, MADDER, TURMERIC, WOOD, Pt, at, dark, ellipse, f, fill, line, mix, pale, stroke
from storefront.demo.art.makers.bits import ball, leaf
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.vessels import basket
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H, W, house, land, palm, terraces, tree, wave
from storefront.demo.art.scenes.stage import MOODS, backdrop, finish

SEASONS: dict[str, tuple[tuple[str, ...], str]] = {  # crops by hill, then what the wet steps mirror
    "green": (("#93A968", "#7C9A4E", "#6B8F45"), "#F6DFC4"),
    "ripe": (("#D9B85A", "#D0A848", "#C99C3A"), "#E9CF8A"),
    "flooded": (("#8FA6A4", "#7A958E", "#6A8A82"), "#FBE3C6"),
}


def rice_terraces(p: Pen, hour: str = "dawn", season: str = "green", palms: bool = True) -> str:
    """Terraced hills with stilt houses."""
    mood, (crops, wet) = MOODS[hour], SEASONS[season]
    wet = mix(wet, mood.low, 0.4)

    def steps(c: str) -> list[str]:
        return [wet, mix(c, wet, 0.35), wet, c] if season == "flooded" else [c, mix(c, "#D9B85A", 0.4), mix(c, LEAF, 0.35)]

    out = [backdrop(p, mood, 290, 4, 52), land(p, wave(p, 500, 34), mix(crops[0], mood.near, 0.4), mood.mist, 200)]
    out += [
        terraces(p, 1250, 470, 12, 11, 210, steps(crops[0]), wet, 0.45),
        at(house(p, 0.34), 1270, 486),
        at(tree(p, 80, "#6A8A64"), 1180, 488),
    ]
    out += [
        terraces(p, 330, 530, 14, 13, 260, steps(crops[1]), wet, 0.7),
        at(house(p, 0.5), 330, 548),
        at(tree(p, 110, "#4F7654"), 210, 556),
        at(tree(p, 84, "#5C7F5C"), 450, 552),
    ]
    out.append(terraces(p, 1180, 690, 9, 20, 190, steps(crops[2]), wet, 0.95))
    if palms:
        out += [at(palm(p, 330, "#2F5540"), 110, 905), at(palm(p, 260, "#3A6048"), 196, 915)]
    return "".join(out) + finish(p, mood, ((1278, 440, 60), (345, 482, 90)) if hour == "night" else ())


def coffee_bush(p: Pen, r: float, colour: str) -> str:
    """A coffee shrub with ripe cherries; its foot at the origin."""
    d = p.round(0, -r * 0.72, r * 1.05, r * 0.8, 0.09, 11)
    cherries = "".join(
        fill(ellipse(p.j(r * 0.8), -r * 0.72 + p.j(r * 0.55), r * 0.09, r * 0.09), p.rng.choice(["#C23A28", "#D9603A", "#B23A2E"]))
        for _ in range(9 if r > 24 else 3)
    )
    return fill(ellipse(r * 0.2, 0, r * 1.1, r * 0.2), "#2E1524", 0.25) + p.solid(
        d, colour, r * 0.4, fill(p.round(-r * 0.2, -r, r * 0.5, r * 0.36), pale(colour, 0.25), 0.6) + cherries
    )


def coffee_hills(p: Pen, hour: str = "day") -> str:
    """Coffee in contour rows over red-earth hills, a fruiting branch in front."""
    mood = MOODS[hour]
    out = [
        backdrop(p, mood, 270, 3, 56),
        at(house(p, 0.42), 1190, 452),
        at(tree(p, 120, "#5F8662"), 1090, 452),
        land(p, wave(p, 430, 20, 2), "#C08A62", mood.mist, 120),
    ]
    for i in range(6):
        t = i / 5
        y, r = 458 + 46 * i + 11 * i * i, 20 + 46 * t
        pts = wave(p, y, 22, 2, 40)
        out.append(land(p, pts, mix("#C4936C", "#9A4C34", t)))
        out += [coffee_row(p, pts, r, mix("#8FAE84", LEAF, 0.2 + 0.8 * t))]
    twig = [stroke(line([(0, 0), (260, -60), (560, -20), (760, -80)]), dark(WOOD, 0.3), 14)]
    for x, y in ((60, -24), (190, -56), (320, -54), (450, -34), (580, -24), (700, -62)):
        twig += [at(leaf(p, 200, LEAF if s < 0 else dark(LEAF, 0.2)), x, y, 1, s * 62 + p.j(12)) for s in (-1, 1)]
        twig += [at(ball(p, 25, p.rng.choice([MADDER, "#C8452F", TURMERIC])), x + k * 28 - 14, y + 14 + abs(k) * 8) for k in (-1, 0, 1)]
    return "".join(out) + at("".join(twig), 830, 890, 1, -8) + finish(p, mood)


def coffee_row(p: Pen, pts: list[Pt], r: float, colour: str) -> str:
    """Shrubs along a contour, a little apart."""
    out, last = [], -1e9
    for x, y in pts:
        if x - last > r * 1.9:
            last = x
            out.append(at(coffee_bush(p, r * (1 + p.j(0.1)), mix(colour, "#1F3A2C", 0.2 * p.rng.random())), x + p.j(4), y + r * 0.5))
    return "".join(out)


def tea_hills(p: Pen, hour: str = "morning", rainbow: bool = False, basket_in_front: bool = False, seed_shift: float = 0) -> str:
    """Rounded hills combed with tea hedges."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 260, 3, 54)]
    if rainbow:
        for k, c in enumerate(("#D98A7A", "#E9B87A", "#EFDC9A", "#A9C79A", "#8FB3C9", "#9A94C0")):
            out.append(stroke(f"M{140 + k * 17} 620A{660 - k * 17} {560 - k * 17} 0 0 1 {1460 - k * 17} 620", c, 18, 0.42))
    out += [at(tree(p, 170, "#5B8359"), 1330, 470), at(tree(p, 120, "#6B9163"), 1430, 480), at(house(p, 0.4), 1180, 470)]
    for cx, top, rise, c, n in (
        (1180 + seed_shift, 450, 130, "#8FB07A", 9),
        (330 - seed_shift, 520, 170, "#6E9A5E", 10),
        (1080, 660, 190, "#4F7F4A", 8),
    ):
        out.append(tea_hill(p, cx, top, rise, mix(c, mood.far, 0.12), n))
    if basket_in_front:
        buds = heap(p, "leaf", 420, 110, 90, 34, ["#7FA65A", "#94B868", "#6E9450"])
        out.append(
            fill(ellipse(430, 866, 250, 34), "#2E1524", 0.4, 'filter="url(#blur)"')
            + at(basket(p, BAMBOO, 230, 250, False, buds), 420, 852, 0.96)
        )
    return "".join(out) + finish(p, mood)


def tea_hill(p: Pen, cx: float, top: float, rise: float, colour: str, n: int) -> str:
    """One dome with curved hedges: bright crown of leaf, dark foot, path between."""
    half, out = 980, []
    for i in range(n):
        t = i / n
        y = top + (H + 60 - top) * (t * 0.55 + t * t * 0.45)
        bend = rise * (1 + 0.5 * t)
        pts = [(x, y + bend * ((x - cx) / half) ** 2 * 1.4 + 7 * math.sin(x / 90 + i)) for x in range(-120, W + 121, 60)]
        w = 9 + 38 * t
        out.append(fill(line(pts) + f"L{W + 120} {H + 20}L-120 {H + 20}z", mix(dark(colour, 0.3), "#B98A5E", 0.2)))
        out.append(
            stroke(line([(x, yy + w * 0.5) for x, yy in pts]), dark(colour, 0.22), w)
            + stroke(line([(x, yy + w * 0.3) for x, yy in pts]), colour, w * 0.8)
            + stroke(
                line([(x, yy + w * 0.08) for x, yy in pts]),
                pale(colour, 0.4),
                w * 0.28,
                0.8,
                f'stroke-dasharray="{f(w * 0.4)} {f(w * 0.7)}"',
            )
        )
    return "".join(out)
