"""Craft for the house: lamp, mat, vase, toy, hoop, chopsticks, tub, hamper, hanging tablecloth."""

from __future__ import annotations

import math
from collections.abc import Callable

from storefront.demo.art.kit import (
    BAMBOO,
    INDIGO,
    INK,
    KRAFT,
    LEAF,
    MADDER,
    STRAW,
    TURMERIC,
    Pt,
    at,
    dark,
    ellipse,
    f,
    fill,
    lathe,
    line,
    mix,
    pale,
    stroke,
)
from storefront.demo.art.makers.bags import tassel
from storefront.demo.art.makers.bits import ball, leaf
from storefront.demo.art.makers.harvest import daisy
from storefront.demo.art.pen import Pen


def bamboo_lamp(p: Pen, r: float = 240, h: float = 520, glow: str = "#F2B23C") -> str:
    """Woven bamboo lantern hanging and lit; origin at its lower rim's middle."""
    prof = [(r * 0.42, 0), (r * 0.86, -h * 0.22), (r, -h * 0.5), (r * 0.84, -h * 0.8), (r * 0.36, -h)]
    d = lathe(prof, 0.16)
    heart = fill(d, "#FFE3A0") + fill(ellipse(0, -h * 0.48, r * 0.62, h * 0.34), "#FFF6D9", 1, 'filter="url(#haze)"')
    staves = []
    for k in range(-9, 10):
        x = math.sin(k * 0.17)
        staves.append(
            stroke(
                line([(x * r * 0.42, 2), (x * r * 0.86, -h * 0.22), (x * r, -h * 0.5), (x * r * 0.84, -h * 0.8), (x * r * 0.36, -h)]),
                dark(BAMBOO, 0.3),
                6,
            )
        )
    hoops = "".join(
        stroke(f"M{f(-w * r)} {f(-h * t)}Q0 {f(-h * t + r * 0.3 * w)} {f(w * r)} {f(-h * t)}", dark(BAMBOO, 0.38), 8 if i % 3 == 0 else 5)
        for i, (w, t) in enumerate(
            ((0.62, 0.08), (0.8, 0.18), (0.92, 0.28), (0.98, 0.38), (1, 0.5), (0.98, 0.6), (0.92, 0.7), (0.82, 0.8), (0.6, 0.9))
        )
    )
    rims = stroke(f"M{f(-r * 0.42)} 0A{f(r * 0.42)} {f(r * 0.07)} 0 0 0 {f(r * 0.42)} 0", dark(BAMBOO, 0.2), 16) + fill(
        ellipse(0, -h, r * 0.36, r * 0.06), dark(BAMBOO, 0.4)
    )
    cord = stroke(f"M0 {-h}V{-h - 900}", "#2A2322", 7) + stroke(
        f"M{f(-r * 0.32)} {-h}Q0 {-h - 90} {f(r * 0.32)} {-h}", dark(BAMBOO, 0.2), 9
    )
    halo = fill(ellipse(0, -h * 0.48, h * 1.3, h * 1.3), p.radial([(0, glow, 0.75), (0.35, glow, 0.34), (1, glow, 0)]))
    return halo + cord + f"<g {p.clip(d)}>{heart}{''.join(staves)}{hoops}</g>" + rims


def sedge_mat(p: Pen, palette: tuple[str, str] = (MADDER, "#D9B65C"), w: float = 330) -> str:
    """Sedge mat: one end rolled and tied, the rest spread on the table."""
    colour = "#E9D8A0"
    d = p.poly([(-w * 1.06, 10), (-w * 0.8, -250), (w * 0.8, -250), (w * 1.06, 10)], 6, 2)
    ribs = "".join(
        stroke(f"M{f(-w * (0.8 + 0.26 * t))} {f(-250 + 260 * t)}H{f(w * (0.8 + 0.26 * t))}", dark(colour, 0.16), 3, 0.7)
        for t in (k / 22 for k in range(23))
    )
    loz = []
    for row, y in enumerate((-205, -130, -40)):
        s = (26, 34, 44)[row]
        for k in range(-4, 5):
            x = k * s * 2.3 * 1.05
            loz.append(
                fill(f"M{f(x - s)} {y}L{f(x)} {f(y - s * 0.6)}L{f(x + s)} {y}L{f(x)} {f(y + s * 0.6)}z", palette[k % 2])
                + fill(f"M{f(x - s * 0.45)} {y}L{f(x)} {f(y - s * 0.27)}L{f(x + s * 0.45)} {y}L{f(x)} {f(y + s * 0.27)}z", colour)
            )
    border = stroke(f"M{f(-w * 1.02)} 0L{f(-w * 0.77)} -246M{f(w * 1.02)} 0L{f(w * 0.77)} -246", palette[0], 16)
    flat = p.solid(d, colour, 30, "".join(loz) + border + ribs, 0.35, 0.3)
    roll_d = p.poly([(-w * 0.84, -214), (-w * 0.84, -352), (w * 0.84, -352), (w * 0.84, -214)], 60, 2)
    lines = "".join(stroke(f"M{x} -352V-214", dark(colour, 0.2), 3, 0.6) for x in range(int(-w * 0.84), int(w * 0.84), 13))
    bands = "".join(fill(f"M{f(x)} -360h34v160h-34z", palette[i % 2]) for i, x in enumerate((-w * 0.7, -w * 0.56, w * 0.44, w * 0.58)))
    end = fill(p.round(w * 0.84, -283, 32, 69), dark(colour, 0.1)) + "".join(
        stroke(p.round(w * 0.84, -283, 32 * k, 69 * k), dark(colour, 0.5), 4) for k in (0.25, 0.5, 0.75, 0.95)
    )
    ties = "".join(stroke(f"M{x} -354Q{x + 10} -284 {x} -212", dark(STRAW, 0.35), 9) for x in (-150, 130))
    return (
        flat
        + fill(f"M{f(-w * 0.8)} -214H{f(w * 0.8)}L{f(w * 0.84)} -186H{f(-w * 0.84)}z", "#150A1E", 0.3)
        + p.solid(roll_d, colour, 44, bands + lines)
        + end
        + ties
    )


def elephant(p: Pen, body: str = "#3A4A8C", palette: str = "hmong", seed: int = 41) -> str:
    """Stuffed cloth elephant, patched with weaving, facing left."""
    legs = "".join(
        p.solid(
            p.poly([(x - 52, 0), (x - 48, -190), (x + 48, -190), (x + 52, 0)], 26, 3),
            c,
            20,
            stroke(f"M{x - 46} -26Q{x} -14 {x + 46} -26", pale(c, 0.5), 4, 0.8, 'stroke-dasharray="9 7"'),
        )
        for x, c in ((-96, dark(body, 0.22)), (176, dark(body, 0.22)), (-30, body), (236, body))
    )
    torso = p.blob([(-190, -250), (-150, -410), (20, -470), (200, -430), (290, -290), (270, -150), (120, -110), (-80, -120)], 4)
    rug_d = p.poly([(-10, -480), (176, -470), (190, -214), (-20, -214)], 16, 3)
    blanket = fill(rug_d, p.weave(seed, palette, 4, "translate(84 -470)", height=63)) + stroke(
        rug_d, TURMERIC, 7, 0.9, 'stroke-dasharray="12 8"'
    )
    head = p.blob([(-340, -330), (-300, -470), (-190, -500), (-110, -420), (-120, -290), (-200, -230), (-300, -240)], 4)
    trunk = p.blob(
        [(-350, -330), (-300, -250), (-310, -150), (-360, -96), (-440, -106), (-456, -150, 1), (-420, -164, 1), (-386, -176), (-380, -260)],
        2,
    )
    ear = p.blob([(-210, -470), (-110, -500), (-50, -410), (-80, -290), (-170, -270), (-216, -360)], 4)
    patch = fill(ear, p.weave(seed + 1, "ede", 3.4, "translate(-140 -480)", height=65))
    tail = stroke(line([(284, -300), (340, -270), (346, -200)]), dark(body, 0.2), 12) + at(tassel(p, MADDER), 346, -210, 0.45)
    face = (
        fill(ellipse(-272, -372, 12, 13), INK)
        + fill(ellipse(-276, -377, 4, 4), "#FFFFFF")
        + stroke("M-330 -262q26 24 60 14", dark(body, 0.5), 5)
    )
    return (
        tail
        + legs
        + p.solid(torso, body, 60, blanket)
        + p.solid(trunk, body, 22)
        + p.solid(head, body, 40, face)
        + p.solid(ear, MADDER, 24, patch + stroke(ear, TURMERIC, 8, 0.9, 'stroke-dasharray="11 8"'))
    )


def stitched_flowers(p: Pen, r: float) -> str:
    """Three stitched blossoms on stems with leaves and buds, inside a circle of radius r."""
    paths: list[list[Pt]] = [
        [(0, r * 0.72), (-r * 0.06, r * 0.1), (-r * 0.02, -r * 0.3)],
        [(0, r * 0.5), (r * 0.3, r * 0.1), (r * 0.4, -r * 0.2)],
        [(0, r * 0.5), (-r * 0.32, r * 0.14), (-r * 0.44, -r * 0.1)],
    ]
    sprays = ((-0.02, 0.5, -150, LEAF), (0.04, 0.46, -30, "#6E9A54"), (0.26, 0.16, 10, LEAF), (-0.26, 0.2, 170, "#6E9A54"))
    more = ((-0.04, 0.08, -140, LEAF), (-0.02, 0, -40, "#8FB05A"))
    blossoms = ((-0.02, -0.42, 0.3, "#C9543F"), (0.42, -0.28, 0.24, "#E0A32E"), (-0.46, -0.18, 0.22, "#4A5CA0"))
    buds = ((0.2, -0.62), (0.62, 0.06), (-0.62, 0.12), (-0.26, -0.66), (0.3, 0.44), (-0.34, 0.48))
    out = [stroke(line(q), LEAF, 8, 1, 'stroke-dasharray="9 4"') for q in paths]
    out += [at(leaf(p, r * 0.32, c), x * r, y * r, 1, a) for x, y, a, c in sprays + more]
    out += [at(daisy(p, r * n, c), x * r, y * r) for x, y, n, c in blossoms]
    return "".join(out + [at(ball(p, r * 0.05, MADDER), x * r, y * r) for x, y in buds])


def ring_of(mark: Callable[[int], str], n: int, r: float) -> str:
    """A mark repeated n times round a circle of radius r; `mark` gets its number."""
    return "".join(f'<g transform="rotate({f(360 / n * k)}) translate(0 {f(-r)})">{mark(k)}</g>' for k in range(n))


def hoop(p: Pen, r: float = 330) -> str:
    """Embroidery in a wooden hoop: flowers, leaves and a border; origin at its middle."""
    d = ellipse(0, 0, r, r)
    border = ring_of(lambda k: fill("M-11 0L0 -11 11 0 0 11z", (INDIGO, MADDER)[k % 2]), 24, r * 0.87)
    screw = fill("M-26 -30h52v40h-52z", "#C7A24E") + stroke("M0 -34V-64", "#C7A24E", 12) + stroke("M-16 -64H16", "#C7A24E", 10)
    wood = (
        stroke(d, dark(KRAFT, 0.25), 34)
        + stroke(ellipse(-3, -4, r, r), KRAFT, 22)
        + stroke(ellipse(-6, -8, r, r), pale(KRAFT, 0.4), 6, 0.8)
    )
    return p.solid(d, "#F4ECDA", 40, stitched_flowers(p, r) + border, 0.35, 0.4) + wood + at(screw, 0, -r - 14)


def chopsticks(p: Pen, palette: str = "linen", seed: int = 43) -> str:
    """Bamboo holder full of wooden chopsticks."""
    sticks = []
    for i in range(11):
        x, a = (i - 5) * 17, (i - 5) * 2.6 + p.j(2)
        c = mix("#8A5A3A", "#D2A860", p.rng.random())
        one = (
            p.solid(p.poly([(-9, 40), (-11, -360 - p.rng.uniform(0, 40)), (11, -370), (9, 40)], 4, 1), c, 6)
            + fill(ellipse(0, -366, 11, 5), pale(c, 0.4))
            + fill("M-11 -330h22v26h-22z", (MADDER, INDIGO, TURMERIC)[i % 3])
        )
        sticks.append(at(one, x, -250, 1, a))
    d = lathe([(118, 0), (122, -130), (118, -150), (122, -170), (120, -330, 1)], 0.17, True)
    band = f'<rect x="-130" y="-104" width="260" height="96" fill="{p.weave(seed, palette, 2.7, "translate(0 -104)", height=33)}"/>'
    rim = fill(ellipse(0, -330, 120, 20), dark(BAMBOO, 0.55))
    return (
        rim
        + "".join(sticks)
        + p.solid(d, "#BFA45C", 44, band + stroke("M-122 -156q122 34 244 0", dark(BAMBOO, 0.4), 6, 0.8))
        + stroke("M-120 -330A120 20 0 0 0 120 -330", pale(BAMBOO, 0.5), 9)
    )
