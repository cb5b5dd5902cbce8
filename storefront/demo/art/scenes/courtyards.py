"""Work in the open: vermicelli, indigo, bees, sedge, coffee beds, herbs, a village."""

from __future__ import annotations

from storefront.demo.art.kit import (
    BAMBOO,
    INDIGO,
    INK,
    LEAF,
    MADDER,
    STRAW,
    TURMERIC,
    WOOD,
    at,
    dark,
    ellipse,
    f,
    fill,
    line,
    mix,
    pale,
    stroke,
)
from storefront.demo.art.makers.cloth import folded
from storefront.demo.art.makers.craft import sedge_mat
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.plants import posy
from storefront.demo.art.makers.vessels import tray
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.fields import coffee_row
from storefront.demo.art.scenes.gardens import fruit_tree
from storefront.demo.art.scenes.land import W, house, land, meadow, palm, tree, wave
from storefront.demo.art.scenes.stage import MOODS, backdrop, finish
from storefront.demo.art.scenes.yards import hive, rack, resist, vat, yarn

BLUES = ["#1F2A5C", "#2B3A7B", "#4A5CA0", "#7C8BC0", "#B4BEDC", "#EDE4D0"]


def mien_yard(p: Pen, hour: str = "day", trays: bool = True, houses: bool = True) -> str:
    """Glass-noodle racks drying on bamboo in a yard."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 290 if houses else 220, 3 if houses else 4, 58, 40 if houses else 70)]
    if houses:
        out += [at(house(p, 0.6, WOOD, "#9A6A4C"), 300, 500), at(tree(p, 200, "#5F8662"), 500, 500), at(palm(p, 260, "#55805F"), 120, 510)]
    else:
        out += [at(tree(p, 150, "#5F8662"), x, 504) for x in (140, 1290, 1450)]
    out.append(land(p, wave(p, 500, 6, 2), "#DDBB8C"))
    for y, s, n in ((585, 0.5, 4), (680, 0.78, 3), (850, 1.15, 2)):
        for k in range(n):
            x = W * (k + 0.5) / n + {4: -16, 3: 60, 2: -330 if trays else -10}[n] * (1 if n > 2 or not k or not trays else 0.8)
            out.append(at(rack(p), x, y, s))
    if trays:
        for x, y, s in ((1010, 790, 0.62), (1330, 872, 1)):
            out.append(
                fill(ellipse(x + 14, y + 4, 290 * s, 40 * s), "#2E1524", 0.3, 'filter="url(#soft)"')
                + at(tray(p, BAMBOO, 290, heap(p, "coil", 400, 56, 12, 84, ["#F0E2C0", "#E9D8B0"], 0.34)), x, y, s)
            )
    return "".join(out) + finish(p, mood)


def bee() -> str:
    """A bee on the wing."""
    return fill(ellipse(-3, -6, 7, 4), "#FFFFFF", 0.8) + fill(ellipse(0, 0, 8, 5), TURMERIC) + stroke("M0 -4V4M4 -3V3", INK, 2.4)


def bees(p: Pen, hour: str = "morning", layout: str = "meadow") -> str:
    """Hives among flowers, or in a row along an orchard."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 290, 3, 60, 40)]
    if layout == "orchard":
        out += [
            land(p, wave(p, 500, 8, 2), "#A9BC78"),
            *(at(fruit_tree(p), x, 560, 0.62) for x in range(60, 1640, 250)),
            land(p, wave(p, 575, 8, 2), "#9DB36F"),
            meadow(p, 580, 640, 60, ["#F6E7B8", "#FFFFFF", "#E9C35C"]),
        ]
        spots = [(200 + k * 240, 700, 0.95, ("#E9D6A6", "#B9C7D8", "#E3B49A", "#C7D3B4", "#EAD9AE", "#C9B4D0")[k]) for k in range(6)]
    else:
        out += [
            at(tree(p, 320, "#5B8359"), 1390, 540),
            at(tree(p, 240, "#6B9163"), 1190, 530),
            at(tree(p, 210, "#6B9163"), 150, 530),
            land(p, wave(p, 520, 14, 2), "#9DB36F"),
            meadow(p, 540, 620, 70, ["#F6E7B8", "#E9C35C", "#D98E7A"]),
        ]
        spots = [
            (420, 640, 0.8, "#E9D6A6"),
            (720, 632, 0.75, "#B9C7D8"),
            (1010, 642, 0.8, "#E3B49A"),
            (560, 760, 1.15, "#C7D3B4"),
            (930, 770, 1.2, "#EAD9AE"),
        ]
    out += [at(hive(p, c), x, y, s) for x, y, s, c in spots]
    out.append(meadow(p, 690, 930, 100, ["#F6E7B8", "#E9B84C", "#C9543F", "#F3D9CC", "#7F8CC0"], 1.5))
    out += [at(bee(), p.rng.uniform(300, 1250), p.rng.uniform(380, 640), p.rng.uniform(0.7, 1.3), p.j(30)) for _ in range(14)]
    return "".join(out) + finish(p, mood)


def indigo_yard(p: Pen, hour: str = "day", vats: int = 3) -> str:
    """Indigo vats and dyed lengths hung to dry."""
    mood = MOODS[hour]
    out = [
        backdrop(p, mood, 300, 3, 60, 38),
        at(tree(p, 240, "#5F8662"), 140, 560),
        at(house(p, 0.6), 1420, 560),
        land(p, wave(p, 560, 6, 2), "#D9B78A"),
    ]
    out += [stroke(f"M{x} 690V210", dark(BAMBOO, 0.2), 15) for x in (150, 690, 1230, 1500)]
    out.append(stroke(line([(120, 232), (690, 244), (1240, 236), (1530, 240)]), BAMBOO, 13))
    shift = 0 if vats > 1 else 3
    out += [dyed_length(p, i, x, BLUES[((i + shift) * 2 + 1) % 6]) for i, x in enumerate(range(180, 1420, 176))]
    places = ((330, 1, "#1B2450"), (760, 1.15, "#2B3A7B"), (1200, 1, "#1B2450")) if vats > 1 else ((700, 1.35, "#1B2450"),)
    for x, s, c in places:
        out.append(fill(ellipse(x + 16, 868, 190 * s, 24), "#2E1524", 0.35, 'filter="url(#soft)"') + at(vat(p, c), x, 864, s))
    if vats == 1:
        out += [at(yarn(p, 3), 1050, 880, 1.2), at(folded(p, "linen", 3, 3, 320, ("hmong", "linen")), 330, 880)]
    return "".join(out) + finish(p, mood)


def dyed_length(p: Pen, i: int, x: float, c: str) -> str:
    """One length of cloth over the pole, woven band or resist dots at its end."""
    n = 640 + p.j(30)
    d = p.blob(
        [(x, 236, 1), (x + 150, 238, 1), (x + 154 + p.j(8), 430), (x + 148, n, 1), (x + 76, n + 10), (x - 4, n - 4, 1), (x + p.j(8), 430)],
        3,
    )
    folds = "".join(
        stroke(line([(x + k, 240), (x + k + p.j(12), 420), (x + k + p.j(8), n)]), dark(c, 0.35), 10, 0.4) for k in (30, 66, 110)
    )
    pal = "linen" if i % 6 == 5 else "hmong"
    band = (
        f'<path d="M{x - 20} {f(n - 110)}h200v96h-200z" fill="{p.weave(i, pal, 2.6, f"translate({x} {f(n - 110)})", height=37)}"/>'
        if i % 2
        else resist(x, c)
    )
    return p.solid(d, c, 34, folds + band)


def sedge_yard(p: Pen, hour: str = "morning") -> str:
    """Dyed sedge spread in fans to dry, rolled mats in front."""
    mood = MOODS[hour]
    out = [
        backdrop(p, mood, 320, 2, 50, 26),
        *(at(palm(p, h, "#55805F"), x, 486) for x, h in ((150, 250), (230, 190), (1440, 270))),
        at(house(p, 0.5), 1220, 486),
        land(p, wave(p, 484, 5, 2), "#DCC08E"),
    ]
    for y, s, n, shift in ((560, 0.46, 8, 0), (650, 0.68, 6, 50), (770, 1, 4, -40)):
        for k in range(n):
            out.append(at(sedge_fan(p, (MADDER, TURMERIC, LEAF, "#E9D8A0", INDIGO)[(k * 2 + n) % 5]), W * (k + 0.5) / n + shift, y, s))
    for x, s, pal in ((420, 0.9, (MADDER, TURMERIC)), (1130, 0.9, (LEAF, MADDER))):
        out.append(at(sedge_mat(p, pal), x, 896, s))
    return "".join(out) + finish(p, mood)


def sedge_fan(p: Pen, colour: str) -> str:
    """A sheaf of sedge stood up and spread like a cone."""
    stalks = "".join(
        stroke(
            f"M{f(k * 9)} 0L{f(k * 1.6 + p.j(4))} -190L{f(-k * 2.2 + p.j(5))} -270",
            mix(colour, "#FFF3D9" if k % 3 else "#2E1524", 0.18 + 0.14 * p.rng.random()),
            7,
        )
        for k in range(-14, 15)
    )
    return fill(ellipse(12, 4, 150, 20), "#2E1524", 0.28) + stalks + stroke("M-24 -192Q0 -182 24 -192", dark(STRAW, 0.2), 13)


def coffee_yard(p: Pen, hour: str = "day") -> str:
    """Raised beds of drying coffee cherries, raked, below coffee hills."""
    mood = MOODS[hour]
    out = [
        backdrop(p, mood, 280, 3, 54),
        at(house(p, 0.62, WOOD, "#9A6A4C"), 1290, 520),
        at(tree(p, 190, "#5F8662"), 1110, 520),
        at(tree(p, 240, "#55805F"), 150, 530),
    ]
    pts = wave(p, 470, 16, 2, 40)
    out += [land(p, pts, "#B98A62"), coffee_row(p, pts, 24, "#6E9A6A"), land(p, wave(p, 520, 5, 2), "#DDBB8C")]
    cherries = (["#9E2F28", "#B23A2E", "#C8452F"], ["#7A2A26", "#8E3A30"], ["#C99A54", "#D9B070"], ["#6A3A2A", "#7A4630"])
    for i, (y, s) in enumerate(((590, 0.5), (672, 0.74), (782, 1.05), (900, 1.45))):
        for side in (-1, 1):
            out.append(at(drying_bed(p, cherries[(i + (side > 0)) % 4]), 790 + side * 400 * s, y, s))
    out.append(
        at(
            stroke("M0 0L330 -150", BAMBOO, 12)
            + p.solid(p.poly([(-70, -16), (60, -16), (60, 16), (-70, 16)], 5, 1), WOOD, 6)
            + "".join(stroke(f"M{x} 14v26", dark(WOOD, 0.2), 7) for x in range(-60, 60, 22)),
            430,
            806,
            1.1,
        )
    )
    return "".join(out) + finish(p, mood)


def drying_bed(p: Pen, colours: list[str]) -> str:
    """Raised bamboo bed covered in cherries, combed into furrows."""
    d = p.poly([(-370, -60), (-330, -150), (330, -150), (370, -60)], 5, 2)
    furrows = "".join(
        stroke(line([(-350 + 2 * abs(y), y), (0, y + p.j(5)), (350 - 2 * abs(y), y)]), c, 8, 0.55)
        for y, c in (
            (-136, pale(colours[0], 0.3)),
            (-118, dark(colours[0], 0.4)),
            (-98, pale(colours[0], 0.25)),
            (-78, dark(colours[0], 0.4)),
        )
    )
    beans = "".join(fill(ellipse(p.j(340), -105 + p.j(38), 6, 4.6), p.rng.choice([*colours, pale(colours[0], 0.3)])) for _ in range(150))
    legs = "".join(stroke(f"M{x} -50V0", dark(BAMBOO, 0.35), 13) for x in (-340, -110, 120, 340))
    return (
        fill(ellipse(10, 4, 390, 22), "#2E1524", 0.28, 'filter="url(#soft)"')
        + legs
        + p.solid(d, colours[0], 24, furrows + beans, 0.35)
        + stroke("M-374 -58H374", BAMBOO, 16)
        + stroke("M-374 -62H374", pale(BAMBOO, 0.35), 5)
    )


def herb_yard(p: Pen, hour: str = "morning") -> str:
    """Trays of herbs drying before a stilt house, bunches under its eaves."""
    mood = MOODS[hour]
    out = [
        backdrop(p, mood, 260, 3, 56),
        at(tree(p, 300, "#5F8662"), 190, 600),
        at(tree(p, 220, "#6B9163"), 1440, 600),
        land(p, wave(p, 590, 5, 2), "#DDBB8C"),
        at(house(p, 1.5), 780, 640),
    ]
    out += [at(posy(p, c, 5), x, 470, -0.26) for x, c in ((600, LEAF), (680, "#7E9A58"), (890, "#6E8A55"), (960, LEAF))]
    loads = [
        ("leaf", 70, 30, ["#6E8A55", "#8FA36A"]),
        ("daisy", 26, 36, ["#F0CE5A", "#E5B83E"]),
        ("strip", 40, 40, ["#B5825A", "#CFA27A"]),
        ("leaf", 60, 34, ["#8A6A4A", "#A98A5A"]),
        ("ball", 60, 20, ["#8E2E2A", "#A8382E"]),
    ]
    for (x, y, s), (kind, n, r, c) in zip(
        ((360, 730, 0.62), (820, 720, 0.58), (1270, 735, 0.62), (520, 880, 0.95), (1110, 884, 0.98)), loads, strict=True
    ):
        out.append(
            fill(ellipse(x + 10, y + 4, 300 * s, 36 * s), "#2E1524", 0.3, 'filter="url(#soft)"')
            + at(tray(p, BAMBOO, 290, heap(p, kind, 400, 56, n, r, c, 0.36)), x, y, s)
        )
    return "".join(out) + finish(p, mood)


def village(p: Pen, hour: str = "night", stream: bool = False) -> str:
    """Stilt houses among trees, lit at night; by day a stream and fields."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 250, 4, 58, 60), land(p, wave(p, 500, 18, 2), "#7F9A5E", mood.mist, 160)]
    spots = [(350, 560, 0.62), (720, 530, 0.5), (1010, 545, 0.54), (1330, 575, 0.66), (560, 690, 1.0), (1150, 720, 1.12)]
    for k, (x, y, s) in enumerate(spots):
        if k == 4:
            out.append(land(p, wave(p, 640, 12, 2), "#8FA860"))
            if stream:
                out.append(
                    fill("M900 600Q820 660 900 720T760 900H1060Q1080 820 980 740T960 600z", "#A9CBD3")
                    + stroke("M930 620Q860 680 950 740T880 890", "#FFFFFF", 7, 0.6)
                )
        out += [at(tree(p, 230 * s, "#4F7654"), x - 300 * s, y + 6), at(house(p, s), x, y)]
        if hour == "night":
            out.append(
                fill(f"M{f(x + 70 * s)} {f(y - 116 * s)}v{f(-40 * s)}h{f(46 * s)}v{f(40 * s)}z", "#FFD98A")
                + fill(f"M{f(x - 26 * s)} {f(y - 88 * s)}v{f(-70 * s)}h{f(48 * s)}v{f(70 * s)}z", "#F2B24A")
            )
    if stream:
        out.append(meadow(p, 760, 920, 60, ["#F6E7B8", "#E9B84C", "#F3D9CC"], 1.2))
    else:
        out.append(at(palm(p, 380, "#2F5540"), 150, 910))
    glows = [(x + 40 * s, y - 110 * s, 330 * s) for x, y, s in spots]
    return "".join(out) + finish(p, mood, glows if hour == "night" else ())
