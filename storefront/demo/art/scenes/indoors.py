"""Under a roof: the mushroom house, the hearth, the nursery."""

from __future__ import annotations

from storefront.demo.art.kit import BAMBOO, LEAF, STRAW, WOOD, at, dark, ellipse, f, fill, laid, line, mix, pale, stroke
from storefront.demo.art.makers.bits import corn, sprig
from storefront.demo.art.makers.heaps import garland, heap
from storefront.demo.art.makers.larder import meat_strip
from storefront.demo.art.makers.plants import flower_pot, mums, orchid, succulent
from storefront.demo.art.makers.vessels import basket, bowl, pot
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H, W, tree
from storefront.demo.art.scenes.rooms import room, window
from storefront.demo.art.scenes.stage import MOODS, backdrop, darken, glow, tint


def mushroom_house(p: Pen) -> str:
    """Logs of shiitake leaning in rows under thatch."""
    out = [
        f'<rect width="{W}" height="{H}" fill="#5E6A50"/>',
        f'<rect width="{W}" height="{H}" fill="{p.grad([(0, "#E9E2B8", 0.75), (0.5, "#B9C09A", 0.5), (1, "#3A4A3A", 0.5)], True)}"/>',
    ]
    out += [at(tree(p, 300 + p.j(60), "#8FAA7A"), x, 512) for x in (60, 330, 560, 830, 1100, 1290, 1550)] + [
        fill("M0 500Q800 480 1600 500V900H0z", "#C3AC82")
    ]
    out += [stroke(f"M{x} 900V120", dark(BAMBOO, 0.35), 30) for x in (110, 1490)]
    for y, s, n in ((570, 0.5, 5), (690, 0.78, 3), (880, 1.2, 2)):
        for k in range(n):
            out.append(at(log_rack(p), W * (k + 0.5) / n + p.j(12), y, s))
    eaves = p.poly([(-40, -40), (1640, -40), (1640, 150), (-40, 150)], 6, 3)
    straw = "".join(
        stroke(f"M{x} -20L{f(x + p.j(10))} {f(170 + p.j(26))}", mix("#B9964E", "#6A5230", p.rng.random()), 9) for x in range(-20, 1640, 12)
    )
    return (
        "".join(out)
        + fill(eaves, "#8A6A3A")
        + straw
        + fill("M0 170H1600V220H0z", "#2E1524", 0.25, 'filter="url(#blur)"')
        + tint("#8FA08A", 0.12)
    )


def log_rack(p: Pen) -> str:
    """Crossed logs studded with mushrooms."""
    out = [fill(ellipse(10, 6, 230, 24), "#2E1524", 0.35, 'filter="url(#soft)"')]
    for x, lean in ((-150, 16), (-60, -14), (30, 15), (120, -13)):
        bark = mix("#6A4C36", "#8A6A4C", p.rng.random())
        d = p.poly([(-30, 0), (-28, -300), (28, -304), (30, 0)], 10, 3)
        lines = "".join(stroke(line([(k, -10), (k + p.j(5), -150), (k, -290)]), dark(bark, 0.35), 4, 0.6) for k in (-16, 0, 14))
        caps = "".join(
            at(
                fill(p.round(0, 10, 16, 15), "#EFE0C4")
                + p.solid(
                    p.blob([(-34, 2), (-20, -22), (8, -28), (34, 0), (0, 8)], 2), p.rng.choice(["#8C6240", "#A9764A", "#7A5236"]), 10
                ),
                p.rng.choice([-22, 20, -6]),
                -40 - j * 52 + p.j(10),
                0.9,
            )
            for j in range(5)
        )
        out.append(at(p.solid(d, bark, 16, lines) + fill(ellipse(0, -302, 28, 8), pale(bark, 0.5)) + caps, x, 0, 1, lean))
    return "".join(out)


def fire(p: Pen) -> str:
    """Logs and flames between the hearth stones, an iron tripod over them; origin at the foot of the flames."""
    tripod = stroke("M-150 18L-100 -162M150 18L100 -162M0 32V-152", "#2A2322", 16) + stroke(ellipse(0, -158, 130, 26), "#2A2322", 15)
    logs = "".join(at(log_(p), x, y, 1, a) for x, y, a in ((-80, 0, 14), (80, 0, -14), (0, 14, 2)))
    flames = []
    for w, h, c in ((110, 190, "#E0702A"), (78, 140, "#F0A03A"), (42, 90, "#FBE08A")):
        d = p.blob([(-w, 0), (-w * 0.6, -h * 0.5), (-w * 0.1, -h, 1), (w * 0.3, -h * 0.5), (w * 0.6, -h * 0.7, 1), (w, 0)], 3)
        flames.append(fill(d, c))
    return tripod + logs + "".join(flames)


def smoke_loft(p: Pen) -> str:
    """What hangs in the smoke from the bamboo pole: meat, corn, chilli, garlic."""
    out = [p.solid(p.poly([(-20, 84), (1620, 84), (1620, 116), (-20, 116)], 4, 2), BAMBOO, 8)]
    out += [at(meat_strip(p, n, 78), x, 118, 0.62) for x, n in ((220, 520), (310, 600), (400, 460), (490, 560), (580, 500))]
    out += [at(laid(corn(p, 90, c), 90, 0, 0, 1), x, y) for x in (720, 780, 840, 900) for y, c in ((210, "#E8B93A"), (330, "#F0DFA8"))]
    out.append(at(garland(p, "chilli", ["#C23A28", "#A82E22"], 12, 300, 40), 1010, 440, 0.9))
    return "".join(out) + at(garland(p, "garlic", ["#F3E7D3", "#E9D6BE"], 7, 280, 40), 1120, 420, 0.9)


def hearth(p: Pen, night: bool = False) -> str:
    """Stilt-house hearth: fire, pot on its tripod, meat and corn in the smoke."""
    wall = "#8A6248"
    out = [room(p, wall, "#5E4232", 650)] + [stroke(f"M{x} 0V650", dark(wall, 0.3), 5, 0.6) for x in range(40, 1600, 96)]
    if night:
        out.append(window(p, 1180, 150, 270, 290, "night", "#6A4630"))
    frame, ashes = (
        p.poly([(360, 850), (440, 740), (1160, 740), (1240, 850)], 8, 3),
        p.poly([(440, 838), (500, 756), (1100, 756), (1160, 838)], 8, 3),
    )
    out += [smoke_loft(p), p.solid(frame, "#8A7A6A", 20), fill(ashes, "#3A2C26"), at(fire(p), 800, 812)]
    tubers, rice = heap(p, "tuber", 280, 80, 12, 58, ["#8A4A68", "#9A5A74"]), heap(p, "grain", 220, 50, 110, 14, ["#FBF4E2", "#F3E8CC"])
    out += [
        at(pot(p, "#4A3A34", 150, 190), 800, 660, 0.95),
        at(basket(p, BAMBOO, 170, 130, False, tubers), 250, 868),
        at(bowl(p, WOOD, 130, 86, rice), 1390, 868),
    ]
    for x in (-40, 20, 80):
        wisp = line([(800 + x, 560), (770 + x, 440), (830 + x, 320), (790 + x, 190)])
        out.append(stroke(wisp, "#F3E3D0", 26, 0.12, 'filter="url(#blur)"'))
    out.append(darken(p, "#1E1C48", 0.74, ((800, 720, 640), (800, 790, 420))) if night else tint("#7A5A4A", 0.1))
    return "".join(out) + glow(p, (800, 740, 560), "#F2912E", 0.6 if night else 0.4)


def log_(p: Pen) -> str:
    """A length of firewood."""
    return p.solid(p.poly([(-170, -20), (170, -20), (170, 20), (-170, 20)], 12, 3), "#6A4A34", 10) + fill(
        ellipse(168, 0, 11, 19), "#D9A06A"
    )


def nursery(p: Pen) -> str:
    """Nursery bench of orchids, chrysanthemums and succulents under a light roof."""
    mood = MOODS["blue"]
    out = [backdrop(p, mood, 330, 3, 52)]
    out += [stroke(f"M{x} 900V70", "#E9E2D0", 20) for x in (100, 560, 1040, 1500)] + [
        stroke(f"M-20 {y}Q800 {y - 50} 1620 {y}", "#E9E2D0", 14) for y in (90, 150)
    ]
    out += [stroke(f"M{x} 40L{x + 60} 150", "#E9E2D0", 7, 0.8) for x in range(0, 1600, 110)] + [
        fill("M0 0H1600V120Q800 60 0 120z", "#F6FAF2", 0.45)
    ]
    out += [at(hanging_pot(p), x, 150 + d) for x, d in ((330, 60), (800, 30), (1270, 70))]
    for y, pots in (
        (
            600,
            [
                orchid(p, "#A766A8"),
                mums(p, "#E5B02E"),
                orchid(p, "#E9E2EC"),
                mums(p, "#D9748A"),
                orchid(p, "#D9A03A"),
                mums(p, "#F0E6CE"),
                orchid(p, "#B5527A"),
            ],
        ),
        (856, []),
    ):
        out.append(p.solid(p.poly([(-20, y), (1620, y), (1620, y + 34), (-20, y + 34)], 4, 2), "#A9825A", 10))
        out += [at(s, 140 + i * 222, y, 0.4) for i, s in enumerate(pots)]
    out.append(fill("M-20 634H1620V700H-20z", "#2E1524", 0.2, 'filter="url(#blur)"'))
    bodies = ["#E6DCC8", "#8C9AA8", "#D98A6A", "#B5694A", "#A9BFA6"]
    out += [at(succulent(p, bodies[k % 5], (0, 2, 1)[k % 3]), 150 + k * 164, 856, 0.62) for k in range(9)]
    return "".join(out)


def hanging_pot(p: Pen) -> str:
    """Fern in a hanging pot."""
    fronds = "".join(
        at(sprig(p, 130, mix(LEAF, "#8FB05A", p.rng.random()), 4, 0.3), 0, -50, 1, a) for a in (150, 120, 60, 30, 178, 2, -150, -30, -90)
    )
    return stroke("M-60 -60L0 -220L60 -60M0 -220V-320", dark(STRAW, 0.3), 5) + fronds + at(flower_pot(p, "#B5694A", 66, 80), 0, 20)
