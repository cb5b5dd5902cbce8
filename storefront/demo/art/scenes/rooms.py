"""Rooms."""

from __future__ import annotations

import math

from storefront.demo.art import brocade
from storefront.demo.art.kit import (
    BAMBOO,
    CREAM,
    INDIGO,
    KRAFT,
    LEAF,
    MADDER,
    PAPER,
    TURMERIC,
    WOOD,
    Knot,
    at,
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
from storefront.demo.art.makers.bits import ball, sprig
from storefront.demo.art.makers.cloth import folded
from storefront.demo.art.makers.craft import bamboo_lamp
from storefront.demo.art.makers.glass import bottle, jar
from storefront.demo.art.makers.heaps import garland, heap
from storefront.demo.art.makers.packages import box, rice_bag, tin
from storefront.demo.art.makers.vessels import basket, bowl, pot
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H, W
from storefront.demo.art.scenes.stage import MOODS, darken
from storefront.demo.art.scenes.yards import scissors, spool, yarn


def room(p: Pen, wall: str, floor: str, y: float = 690) -> str:
    """Plain wall with window light, and a floor."""
    panes = "".join(fill(f"M{a} {b}l230 -30v250l-230 36z", pale(wall, 0.8)) for a in (150, 420) for b in (130, 420))
    return (
        fill(rect(0, 0, W, H), wall)
        + fill(rect(0, 0, W, H), p.grad([(0, pale(wall, 0.5), 0.8), (1, dark(wall, 0.3), 0.5)]))
        + f'<g filter="url(#soft)" opacity=".4">{panes}</g>'
        + fill(f"M0 {y}H{W}V{H}H0z", floor)
        + fill(f"M0 {y}H{W}V{H}H0z", p.grad([(0, pale(floor, 0.3), 0.6), (1, dark(floor, 0.4), 0.5)], True))
    )


def window(p: Pen, x: float, y: float, w: float, h: float, hour: str = "gold", frame: str = WOOD) -> str:
    """Window with hills behind it."""
    mood, d = MOODS[hour], p.poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], 6, 2)
    glass = f'<path d="{d}" fill="{p.grad([(0, mood.top, 1), (1, mood.low, 1)], True)}"/>'
    hills = "".join(
        fill(
            line([(a, y + h * (0.5 + 0.16 * i) + 26 * math.sin(a / 70 + i * 2)) for a in range(int(x) - 40, int(x + w) + 41, 40)])
            + f"V{f(y + h)}H{f(x - 40)}z",
            mix(mood.far, mood.near, i / 2),
        )
        for i in range(3)
    )
    moon = fill(ellipse(x + w * 0.72, y + h * 0.22, h * 0.07, h * 0.07), mood.disc) if hour == "night" else ""
    return (
        fill(d, glass and mood.low)
        + f"<g {p.clip(d)}>{glass}{moon}{hills}</g>"
        + stroke(d + f"M{f(x + w / 2)} {f(y)}v{f(h)}M{f(x)} {f(y + h * 0.5)}h{f(w)}", frame, 20)
        + p.solid(p.poly([(x - 30, y + h), (x + w + 30, y + h), (x + w + 30, y + h + 26), (x - 30, y + h + 26)], 5, 1), frame, 8)
    )


def loom(p: Pen, palette: str = "hmong", motif: str = "star", wall: str = "#E6CDB0", hour: str | None = None) -> str:
    """A frame loom with cloth on the beam and yarn on the floor; with an hour, a window and at night a lamp."""
    out = [room(p, wall, "#B98A62")]
    if hour:
        out.append(window(p, 1250, 130, 260, 330, hour))
    out.append(fill(ellipse(800, 830, 520, 40), "#2E1524", 0.35, 'filter="url(#blur)"'))
    thread = brocade.PALETTES[palette]
    warp = "".join(
        stroke(f"M{x} 170L{f(x + (x - 800) * 0.04)} 520", "#F4E8D0" if i % 9 else thread[2], 3.4) for i, x in enumerate(range(480, 1124, 9))
    )
    cloth = p.poly([(462, 500), (1138, 500), (1150, 770), (450, 770)], 4, 2)
    wv = p.weave(4, palette, 5.4, "translate(800 506)", height=49, motif=motif)
    beams = [(400, 150, 1200, 34), (420, 500, 1180, 18), (430, 330, 1170, 26), (400, 780, 1200, 40)]
    posts = "".join(p.solid(p.poly([(x - 24, 90), (x + 24, 90), (x + 28, 840), (x - 28, 840)], 8, 3), WOOD, 14) for x in (400, 1200))
    bars = "".join(
        p.solid(p.poly([(a, b - t / 2), (c, b - t / 2), (c, b + t / 2), (a, b + t / 2)], 8, 2), mix(WOOD, KRAFT, 0.35), 8)
        for a, b, c, t in beams
    )
    shuttle = p.solid(p.blob([(640, 474, 1), (760, 452), (880, 474, 1), (760, 492)], 1), KRAFT, 8)
    out += [warp, p.solid(cloth, thread[0], 40, fill(cloth, wv), 0.35), posts, bars, shuttle]
    out += [
        at(basket(p, BAMBOO, 150, 110, False, yarn(p, 5)), 1390, 850),
        at(yarn(p, 1), 1250, 868),
        at(folded(p, "ede", 3, 3, 300, ("linen", "thai")), 240, 840),
    ]
    if hour != "night":
        return "".join(out)
    return (
        "".join(out)
        + at(bamboo_lamp(p, 90, 150), 250, 300)
        + darken(p, "#1E2458", 0.72, ((250, 230, 560), (640, 480, 620), (360, 740, 320)))
    )


def skeins(p: Pen) -> str:
    """Dyed skeins on a pole, a small loom and a work table: from yarn to cloth."""
    out = [
        room(p, "#DCE0D0", "#B08A62", 660),
        window(p, 1130, 110, 330, 330, "morning"),
        p.solid(p.poly([(110, 130), (1040, 130), (1040, 158), (110, 158)], 8, 2), BAMBOO, 8),
    ]
    for k, c in enumerate((INDIGO, "#4A5CA0", "#8C9AC4", TURMERIC, "#D98A2E", MADDER, "#7A2A3A", LEAF, "#8FA36A", CREAM)):
        out.append(at(skein(p, c), 170 + k * 90, 150))
    top = p.poly([(90, 690), (180, 560), (1500, 560), (1590, 690)], 8, 3)
    out += [
        fill("M80 780H1600V840H80z", "#2E1524", 0.25, 'filter="url(#blur)"'),
        p.solid(top, WOOD, 30),
        p.solid(p.poly([(90, 686), (1590, 686), (1590, 734), (90, 734)], 6, 2), dark(WOOD, 0.2), 14),
    ]
    out += [stroke(f"M{x} 734V900", dark(WOOD, 0.35), 40) for x in (170, 1520)]
    cloth = p.blob([(620, 596, 1), (1010, 590, 1), (1040, 690), (1050, 860, 1), (600, 866, 1), (590, 690)], 3)
    out += [
        p.solid(cloth, INDIGO, 30, fill(cloth, p.weave(8, "hmong", 4.6, "translate(820 612)", height=53, motif="star")), 0.35),
        at(yarn(p, 5), 370, 650, 1.05),
        at(folded(p, "ede", 3, 4, 320, ("linen", "thai", "bana")), 1260, 660),
    ]
    return "".join(out) + "".join(at(spool(p, c), x, 670) for x, c in ((530, MADDER), (1070, INDIGO)))


def skein(p: Pen, colour: str) -> str:
    """A hank of yarn hung over a pole, twisted at its foot."""
    threads = "".join(
        stroke(
            line([(x * 0.7, -14), (x, 90), (x * 0.9, 190), (x * 0.25, 262)]),
            mix(colour, "#2E1524" if k % 2 else "#FFF3D9", 0.18 * p.rng.random()),
            7,
        )
        for k, x in enumerate(range(-30, 31, 5))
    )
    return threads + stroke("M-18 238Q0 250 18 238", pale(colour, 0.4), 11) + stroke(line([(-4, 256), (6, 284), (-6, 312)]), colour, 15)


def kitchen(p: Pen) -> str:
    """Stilt-house kitchen shelf with jars, tins and strings of chilli."""
    out = [room(p, "#C99F78", "#7A4E36", 850)]
    out += [stroke(f"M{x} 0V850", dark("#C99F78", 0.2), 4, 0.45) for x in range(60, 1600, 122)]
    for y in (430, 800):
        out.append(
            fill(f"M60 {y + 30}H1540V{y + 76}H60z", "#2E1524", 0.25, 'filter="url(#soft)"')
            + p.solid(p.poly([(50, y), (1550, y), (1550, y + 34), (50, y + 34)], 6, 3), "#8A5A3A", 10)
        )
    top = [
        jar(p, "#DD9226", "MẬT ONG"),
        jar(p, "#A8452E", "MẮM TÔM", lid="wood"),
        tin(p, "#6E8463", "TRÀ", band="ede"),
        pot(p, "#A65A3A", 170, 220),
        jar(p, "#8E9C4C", "DƯA MUỐI", cloth="ede"),
        bottle(p, "#7A3B16", "NƯỚC MẮM"),
        basket(p, BAMBOO, 190, 150, False, heap(p, "egg", 320, 90, 16, 44, ["#F0DCC0", "#E3C6A2"])),
    ]
    low = [
        rice_bag(p, CREAM, "GẠO"),
        basket(p, BAMBOO, 220, 170, False, heap(p, "root", 360, 110, 18, 60, ["#C99A54", "#B98444"])),
        pot(p, "#8A4A30", 200, 250),
        jar(p, "#7C2E2E", "MỨT MẬN", cloth="thai"),
        bowl(p, WOOD, 190, 110, heap(p, "chilli", 300, 80, 34, 34, ["#C23A28", "#A82E22"])),
        box(p, "#E6D7B2", "BÁNH", ""),
    ]
    out += [at(s, 196 + i * 202, 428, 0.62) for i, s in enumerate(top)] + [at(s, 230 + i * 230, 798, 0.66) for i, s in enumerate(low)]
    return (
        "".join(out)
        + at(garland(p, "chilli", ["#C23A28", "#A82E22"], 13, 260, 34), 130, 330, 0.8)
        + at(garland(p, "garlic", ["#F3E7D3", "#E9D6BE"], 8, 240, 30), 1490, 330, 0.8)
    )


def machine(p: Pen) -> str:
    """Black sewing machine with gilded lines, its needle to the left."""
    foot: list[Knot] = [(-240, 0, 1), (-240, -46, 1), (110, -46, 1)]
    pillar: list[Knot] = [(236, -320), (250, -120), (250, 0, 1)]
    body = p.blob(
        [*foot, (120, -230), (60, -262), (-150, -256), (-170, -150, 1), (-226, -150, 1), (-234, -300), (-170, -348), (120, -344), *pillar],
        2,
    )
    gold = stroke("M-150 -304Q40 -318 190 -290M150 -230Q196 -160 186 -70", TURMERIC, 6, 0.9) + stroke("M-220 -20H236", TURMERIC, 5, 0.8)
    wheel = p.solid(p.round(274, -240, 30, 78, 0.01), "#3B322E", 14) + stroke(ellipse(274, -240, 16, 48), TURMERIC, 4, 0.7)
    needle = stroke("M-198 -152V-52", "#CFCBC0", 9) + stroke("M-222 -56H-174", "#CFCBC0", 8) + stroke("M40 -344V-390", "#CFCBC0", 7)
    reel = p.solid(lathe([(18, -350), (20, -404, 1)], 0.3), MADDER, 6)
    return wheel + p.solid(body, "#2A2523", 40, gold, 0.5, 0.5) + needle + reel


def sampler(p: Pen) -> str:
    """Embroidered sprig in a hoop on the wall; origin at its middle."""
    ring = ellipse(0, 0, 128, 128)
    berries = "".join(at(ball(p, r, c), x, y) for x, y, r, c in ((0, -94, 24, MADDER), (-40, -68, 17, TURMERIC), (42, -68, 17, TURMERIC)))
    shadow = fill(ellipse(22, 20, 138, 138), "#2E1524", 0.18, 'filter="url(#soft)"')
    cloth = p.solid(ring, PAPER, 20, at(sprig(p, 210, LEAF, 4), 0, 100, 1, -90) + berries)
    return shadow + cloth + stroke(ring, KRAFT, 16) + fill("M-12 -140h24v26h-24z", dark(KRAFT, 0.3))


def sewing(p: Pen, palette: str = "hmong", wall: str = "#D8DDCB", hour: str = "gold") -> str:
    """Sewing table by the window."""
    cloth = p.blob([(30, 770, 1), (200, 742), (560, 736, 1), (576, 752, 1), (430, 800), (300, 940, 1), (-20, 940, 1), (10, 850)], 3)
    out = [room(p, wall, "#A9764E", 640), fill("M0 640H1600V672H0z", dark("#A9764E", 0.3), 0.8), window(p, 1060, 90, 400, 400, hour)]
    out += [fill(ellipse(700, 770, 330, 40), "#2E1524", 0.35, 'filter="url(#blur)"'), at(machine(p), 700, 760, 1.12)]
    out.append(p.solid(cloth, INDIGO, 26, fill(cloth, p.weave(8, palette, 4, "rotate(-8) translate(60 790)", height=41)), 0.4))
    out += [scissors(p), at(sampler(p), 330, 330)]
    colours = (MADDER, TURMERIC, INDIGO, LEAF)
    out += [at(spool(p, c), 1070 + i * 80, 790 + (i % 2) * 34, 1) for i, c in enumerate(colours)]
    out.append(at(folded(p, "ede", 5, 4, 300, ("linen", "thai", "bana")), 1450, 850))
    return "".join(out)
