"""Things that stand in yards, on water and on work tables."""

from __future__ import annotations

import math

from storefront.demo.art import brocade
from storefront.demo.art.kit import (
    BAMBOO,
    CLAY,
    CREAM,
    INDIGO,
    INK,
    KRAFT,
    LEAF,
    MADDER,
    TURMERIC,
    WOOD,
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
from storefront.demo.art.makers.glass import jar, vial
from storefront.demo.art.makers.heaps import HEAPABLE, heap
from storefront.demo.art.makers.packages import pouch, tin
from storefront.demo.art.makers.vessels import basket
from storefront.demo.art.pen import Pen


def rack(p: Pen) -> str:
    """One bamboo rack with hanging skeins."""
    out = [fill(ellipse(0, 4, 250, 20), "#2E1524", 0.22, 'filter="url(#soft)"')]
    out += [stroke(line([(x, 0), (x + 3, -120), (x, -262)]), dark(BAMBOO, 0.25), 12) for x in (-226, 226)]
    for i in range(54):
        x = -206 + i * 7.8
        out.append(
            stroke(line([(x, -240), (x + p.j(2), -140), (x + p.j(4), -52 + p.j(12))]), mix("#F4EEDF", "#B9A988", 0.45 * p.rng.random()), 5)
        )
    out.append(fill("M-206 -240H210V-200H-206z", "#8C6A42", 0.22))
    return "".join(out) + stroke("M-254 -244Q0 -236 254 -244", BAMBOO, 14) + stroke("M-250 -248Q0 -240 250 -248", pale(BAMBOO, 0.4), 4)


def hive(p: Pen, colour: str) -> str:
    """Wooden hive on legs."""
    box = p.poly([(-92, -34), (-92, -190), (92, -190), (92, -34)], 5, 2)
    planks = (
        "".join(stroke(f"M-92 {y}Q0 {y + 3} 92 {y}", dark(colour, 0.3), 4, 0.6) for y in (-112, -86))
        + fill("M-40 -50H40V-62H-40z", INK, 0.75)
        + fill("M-28 -146H28V-134H-28z", dark(colour, 0.4))
    )
    lid = p.poly([(-108, -184), (-100, -216), (100, -216), (108, -184)], 5, 2)
    return (
        fill(ellipse(8, 2, 120, 14), "#2E1524", 0.25)
        + "".join(stroke(f"M{x} 0V-40", dark(WOOD, 0.3), 13) for x in (-74, 74))
        + p.solid(box, colour, 30, planks)
        + p.solid(lid, WOOD, 16)
    )


def boat(p: Pen, kind: str, colours: list[str], r: float, flag: bool = True) -> str:
    """Sampan heaped with produce; its pole, if it has one, flies its wares."""
    hull = p.blob([(-360, -84, 1), (-240, -34), (0, -24), (240, -34), (360, -92, 1), (250, 26), (0, 44), (-250, 28)], 2)
    far = p.blob([(-350, -82, 1), (0, -62), (350, -90, 1), (0, -14)], 2)
    load = at(heap(p, kind, 380, 90, 46, r, colours), -20, -36)
    pole = stroke("M210 -30V-340", dark(BAMBOO, 0.1), 9) + "".join(
        at(HEAPABLE[kind](p, r * 0.8, colours[0]), 210 + (14 if i % 2 else -14), -330 + i * 34) for i in range(3)
    )
    plank = stroke(line([(-350, -80), (-180, -34), (0, -24), (200, -32), (350, -88)]), pale(WOOD, 0.35), 9) + fill(
        p.round(-300, -58, 16, 10), MADDER
    )
    mirror = fill(p.blob([(-300, 40), (0, 58), (300, 36), (200, 92), (-190, 96)], 6), "#1E2B45", 0.35, 'filter="url(#soft)"')
    return (
        mirror
        + fill(far, dark(WOOD, 0.55))
        + (pole if flag else "")
        + load
        + p.solid(hull, dark(WOOD, 0.18), 34, stroke("M-300 8Q0 40 300 0", dark(WOOD, 0.5), 5, 0.6))
        + plank
    )


def booth(p: Pen, colour: str, palette: str) -> str:
    """Market stall."""
    posts = "".join(stroke(f"M{x} 0V-330", dark(WOOD, 0.2), 13) for x in (-190, 190))
    back = fill("M-186 -130H186V-320H-186z", dark(colour, 0.6), 0.55)
    shelf = "".join(
        at(svg, x, -128, 0.3)
        for svg, x in (
            (jar(p, "#DD9226", "", ""), -130),
            (tin(p, LEAF, "", "", band=palette), -40),
            (basket(p, BAMBOO, 200, 170, False, heap(p, "ball", 330, 120, 22, 44, ["#E08A2E"])), 60),
            (pouch(p, KRAFT, "", ""), 150),
        )
    )
    counter = p.poly([(-210, 0), (-210, -132), (210, -132), (210, 0)], 5, 2)
    cloth = f'<path d="M-210 -132H210V-40H-210z" fill="{p.weave(5, palette, 2.9, "translate(0 -132)", height=31)}"/>'
    roof = [
        fill(
            p.poly([(-236 + i * 59, -316), (-196 + i * 49, -420), (-147 + i * 49, -420), (-177 + i * 59, -316)], 2, 1),
            colour if i % 2 else CREAM,
        )
        for i in range(8)
    ]
    scallop = "".join(fill(f"M{-236 + i * 59} -318a29.5 30 0 0 0 59 0z", colour if i % 2 else CREAM) for i in range(8))
    shade = fill("M-236 -316H236L196 -420H100L150 -316z", "#2E1524", 0.12) + fill("M-186 -300H186V-262H-186z", "#2E1524", 0.3)
    return (
        fill(ellipse(10, 4, 250, 16), "#2E1524", 0.25, 'filter="url(#soft)"')
        + back
        + posts
        + shelf
        + p.solid(counter, brocade.PALETTES[palette][0], 26, cloth)
        + "".join(roof)
        + scallop
        + shade
    )


def vat(p: Pen, dye: str) -> str:
    """Earthen dye vat with a stirring stick."""
    d = lathe([(110, 0), (158, -80), (160, -150), (140, -200)], 0.2, True)
    return (
        fill(ellipse(0, -200, 140, 28), dark(CLAY, 0.5))
        + fill(ellipse(0, -196, 124, 22), dye)
        + stroke("M-80 -200q60 14 120 2", pale(dye, 0.4), 4, 0.7)
        + stroke("M40 -194L110 -380", BAMBOO, 12)
        + p.solid(d, "#8C5B43", 56, stroke("M-160 -120Q0 -80 160 -120", dye, 9, 0.6))
        + stroke("M-140 -200A140 28 0 0 0 140 -200", pale(CLAY, 0.2), 11)
    )


def resist(x: float, c: str) -> str:
    """Rows of pale resist-dyed dots and lozenges."""
    return "".join(
        fill(f"M{x + a - 9} {y}l9 -9 9 9-9 9z", pale(c, 0.6), 0.8)
        for y in range(300, 620, 52)
        for a in range(24 + (y // 52 % 2) * 20, 150, 40)
    )


def yarn(p: Pen, n: int) -> str:
    """Balls of yarn."""
    out = []
    for i in range(n):
        c = (MADDER, INDIGO, TURMERIC, LEAF, CREAM)[i % 5]
        lines = "".join(stroke(line([(-50, k - 10), (0, k + 8), (50, k - 20)]), dark(c, 0.25), 4, 0.7) for k in range(-50, 51, 14))
        out.append(at(p.solid(p.round(0, -44, 50, 48, 0.02), c, 20, at(lines, 0, -44, 1, p.j(50))), (i - (n - 1) / 2) * 52, -10 * (i % 2)))
    return "".join(out)


def scissors(p: Pen) -> str:
    """Tailor's scissors on the table."""
    blades = stroke("M0 0L150 -34", "#8E9094", 13) + stroke("M0 -34L150 2", "#B4B7BA", 13)
    return at(
        blades + stroke(ellipse(-36, 16, 36, 22), INK, 12) + stroke(ellipse(-36, -50, 36, 22), INK, 12) + fill(ellipse(66, -17, 7, 7), INK),
        640,
        850,
        1,
        -8,
    )


def spool(p: Pen, c: str) -> str:
    """Thread spool."""
    wind = "".join(stroke(f"M-26 {y}q26 8 52 0", dark(c, 0.2), 3, 0.7) for y in range(-72, -12, 8))
    disc = [p.solid(lathe([(34, y), (34, y - 12, 1)], 0.25), KRAFT, 8) for y in (0, -78)]
    return disc[0] + p.solid(lathe([(26, -10), (26, -82, 1)], 0.2), c, 12, wind) + disc[1]


def coconut_palm(p: Pen, h: float, colour: str) -> str:
    """Leaning coconut palm: arched fronds with hanging leaflets and a cluster of nuts."""
    trunk = line([(0, 0), (h * 0.05, -h * 0.5), (h * 0.02, -h)])
    out = [
        stroke(trunk, dark(WOOD, 0.25), h * 0.045)
        + stroke(trunk, pale(WOOD, 0.15), h * 0.018, 0.6, f'stroke-dasharray="{f(h * 0.012)} {f(h * 0.03)}"')
    ]
    for k, a in enumerate((-172, -150, -122, -96, -62, -34, -8, 14, -192)):
        c = colour if k % 2 else dark(colour, 0.22)
        n = h * 0.46
        ca, sa = math.cos(math.radians(a)), math.sin(math.radians(a))
        rib = [(h * 0.02 + n * t * ca, -h + n * t * sa + n * 0.5 * t * t) for t in (0, 0.25, 0.5, 0.75, 1)]
        out.append(stroke(line(rib), c, h * 0.012))
        out += [
            stroke(f"M{f(x)} {f(y)}q{f(ca * h * 0.02)} {f(h * 0.03)} {f(ca * h * 0.03)} {f(h * (0.1 - 0.07 * i / 12))}", c, h * 0.011)
            for i, (x, y) in enumerate(
                (rib[j][0] + (rib[j + 1][0] - rib[j][0]) * u, rib[j][1] + (rib[j + 1][1] - rib[j][1]) * u)
                for j in range(4)
                for u in (0, 0.33, 0.66)
            )
        ]
    nuts = "".join(
        fill(p.round(h * 0.02 + x * h, -h * 0.97 + y * h, h * 0.03, h * 0.034), "#A9A04A")
        for x, y in ((-0.03, 0.02), (0.03, 0.02), (0, 0.05))
    )
    return "".join(out) + nuts


def sauce_jar(p: Pen, body: str) -> str:
    """Big glazed jar under a conical lid."""
    d = lathe([(78, 0), (112, -70), (118, -120), (84, -176)], 0.18)
    band = stroke("M-112 -110Q0 -74 112 -110", dark(body, 0.35), 6, 0.8) + stroke("M-80 -160Q-100 -110 -92 -50", pale(body, 0.5), 9, 0.5)
    lid = p.poly([(-126, -166), (0, -246), (126, -166), (0, -146)], 8, 2)
    straws = "".join(stroke(f"M0 -240L{x} {f(-162 + abs(x) * -0.03)}", dark("#D9BE84", 0.22), 3, 0.6) for x in range(-110, 111, 22))
    return fill(ellipse(14, 4, 130, 18), "#2E1524", 0.3) + p.solid(d, body, 36, band) + p.solid(lid, "#D9BE84", 20, straws)


def still(p: Pen) -> str:
    """Copper still on a brick hearth, its pipe to a cooling jar and a glass flask."""
    copper = "#C07A4A"
    brick = p.poly([(-150, 0), (-140, -150), (140, -150), (150, 0)], 6, 2)
    courses = "".join(
        stroke(f"M-150 {y}H150", "#E3C0A0", 4, 0.6)
        + "".join(stroke(f"M{x + (y // 30 % 2) * 24} {y}v-30", "#E3C0A0", 3, 0.6) for x in range(-140, 141, 48))
        for y in range(-120, 1, 30)
    )
    fire = (
        fill("M-56 0V-60a56 50 0 0 1 112 0V0z", "#2A1814")
        + fill(p.blob([(-36, 0), (-22, -44), (-4, -74, 1), (12, -40), (30, -58, 1), (38, 0)], 2), "#E8912E")
        + fill(p.blob([(-18, 0), (-4, -40, 1), (16, 0)], 2), "#FBE08A")
    )
    pot_d = lathe([(120, -146), (140, -220), (120, -320), (60, -372), (44, -400)], 0.16)
    rivets = "".join(fill(ellipse(x, -196 + (1 - (x / 140) ** 2) * 22, 4, 4), pale(copper, 0.5)) for x in range(-120, 121, 24))
    neck = stroke(line([(0, -396), (10, -450), (90, -470), (220, -420), (330, -300)]), dark(copper, 0.25), 34) + stroke(
        line([(0, -400), (10, -454), (90, -474), (220, -424), (330, -304)]), pale(copper, 0.2), 16
    )
    jar_d = lathe([(70, 0), (100, -110), (92, -220), (74, -280)], 0.18, True)
    flask = at(vial(p, "#D9A84A"), 470, 0, 0.5)
    cooler = fill(ellipse(340, -280, 74, 14), "#4E7A94") + at(p.solid(jar_d, "#7A4A34", 36), 340, 0)
    return neck + p.solid(brick, "#A85A3E", 30, courses) + fire + p.solid(pot_d, copper, 46, rivets, 0.5, 0.5) + cooler + flask
