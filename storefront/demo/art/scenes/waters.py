"""By the water: river market, coconut canal, sea shore, salt pans."""

from __future__ import annotations

import math

from storefront.demo.art.kit import BAMBOO, at, dark, ellipse, f, fill, laid, mix, rect, stroke
from storefront.demo.art.makers.morsels import fish
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H, W, house, land, palm, ranges, sky
from storefront.demo.art.scenes.stage import MOODS, backdrop, finish, water
from storefront.demo.art.scenes.yards import boat, coconut_palm, sauce_jar

LOADS = [
    ("ball", ["#E08A2E", "#D97A28"], 26),
    ("ball", ["#7E9C4A", "#94AE58"], 34),
    ("ball", ["#C8452F", "#B23A2E"], 24),
    ("leaf", ["#4F7C4A", "#6B9458"], 40),
    ("root", ["#C99A54"], 34),
]


def river_market(p: Pen, hour: str = "dawn") -> str:
    """Boats of a river market."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 370, 2, 40, 22)]
    out += [at(palm(p, p.rng.uniform(120, 210), "#5C8069"), x, 466 + p.j(4)) for x in (60, 130, 300, 1290, 1400, 1450, 1560)]
    out += [
        at(house(p, 0.5), 420, 478),
        at(house(p, 0.44), 1180, 474),
        land(p, [(x, 470 + 2 * math.sin(x)) for x in range(-80, 1700, 90)], "#C9B79C"),
        water(p, 470, mood.low, "#3F5A78"),
    ]
    for i, (x, y, s) in enumerate(
        ((330, 560, 0.5), (820, 545, 0.45), (1260, 575, 0.52), (1080, 700, 0.82), (420, 730, 0.9), (900, 868, 1.2))
    ):
        kind, colours, r = LOADS[i % 5]
        out.append(at(boat(p, kind, colours, r), x, y, s))
    return "".join(out) + finish(p, mood)


def coconut_canal(p: Pen, hour: str = "morning", laden: bool = True) -> str:
    """Canal between coconut palms, a boat on it."""
    mood = MOODS[hour]
    out = [
        sky(p, mood.top, mood.low, (800, 330), mood.disc),
        ranges(p, 420, 2, mood.far, mood.near, 30, 18, mood.mist),
        water(p, 500, mood.low, mix("#4E7A74", mood.near, 0.4)),
    ]
    left = "M-20 480Q300 500 560 508Q380 600 -20 700z"
    right = "M1620 480Q1300 500 1040 508Q1240 610 1620 720z"
    out += [
        fill(left, "#8FA860"),
        fill(right, "#7F9A58"),
        fill("M-20 690Q380 596 560 508Q400 620 -20 730z", dark("#8FA860", 0.45)),
        fill("M1620 708Q1240 606 1040 508Q1220 630 1620 752z", dark("#7F9A58", 0.45)),
    ]
    for x, y, h, lean in (
        (540, 508, 150, 4),
        (470, 512, 190, -6),
        (380, 530, 260, 5),
        (250, 560, 350, 8),
        (90, 610, 480, 10),
        (1060, 508, 150, -4),
        (1140, 516, 200, 5),
        (1230, 534, 270, -6),
        (1370, 566, 370, -9),
        (1540, 620, 500, -11),
    ):
        c = mix("#7FA083", "#2F5540", min(1, (h - 140) / 330))
        out.append(
            f'<g opacity=".2">{at(palm(p, h, c), x, y + 14, 1, 0).replace("scale(1 1)", "scale(1 -.55)")}</g>'
            + at(coconut_palm(p, h, c), x, y, 1, lean)
        )
    kind, colours, r = ("ball", ["#8DAA52", "#7E9C4A", "#A9B95C"], 36) if laden else ("leaf", ["#4F7C4A"], 30)
    out.append(at(boat(p, kind, colours, r, flag=False), 760, 780, 1.05))
    return "".join(out) + finish(p, mood)


def shore(p: Pen, hour: str) -> str:
    """Sky, sea with far islands and a beach."""
    mood = MOODS[hour]
    isles = "".join(
        fill(
            p.blob([(x - w, 432, 1), (x - w * 0.5, 432 - h * 0.8), (x, 432 - h), (x + w * 0.5, 432 - h * 0.6), (x + w, 432, 1)], 6),
            mix(mood.near, mood.far, 0.5),
            0.8,
        )
        for x, w, h in ((260, 150, 90), (420, 90, 50), (1240, 190, 110))
    )
    sand = fill("M-20 570Q420 530 900 566T1620 548V920H-20z", "#E6CD9E") + stroke("M-20 566Q420 526 900 562T1620 544", "#FFF8E6", 10, 0.8)
    return (
        sky(p, mood.top, mood.low, mood.sun, mood.disc)
        + isles
        + water(p, 430, mix("#8FB9C4", mood.low, 0.35), mix("#3F7A94", mood.near, 0.3), n=46)
        + sand
    )


def fish_sauce_yard(p: Pen, hour: str = "blue") -> str:
    """Rows of fish-sauce jars under conical lids by the sea."""
    out = [shore(p, hour), at(palm(p, 330, "#4F7C5A"), 1470, 580), at(palm(p, 260, "#5C8069"), 130, 575)]
    for y, s, n, shift in ((610, 0.42, 11, 0), (690, 0.62, 8, 40), (800, 0.88, 6, -20), (912, 1.2, 5, 60)):
        for k in range(n):
            out.append(at(sauce_jar(p, mix("#8C4F34", "#6A3A28", p.rng.random())), W * (k + 0.5) / n + shift + p.j(8), y, s))
    return "".join(out) + finish(p, MOODS[hour])


def fish_drying(p: Pen, hour: str = "gold") -> str:
    """Fish on bamboo racks along the beach."""
    out = [
        shore(p, hour),
        at(boat(p, "leaf", ["#8A6A48"], 12, flag=False), 320, 520, 0.5),
        at(boat(p, "leaf", ["#8A6A48"], 12, flag=False), 1220, 500, 0.36),
        at(palm(p, 360, "#4F7C5A"), 90, 600),
    ]
    for y, s, n in ((640, 0.5, 4), (740, 0.78, 3), (880, 1.16, 2)):
        for k in range(n):
            out.append(at(fish_rack(p), W * (k + 0.5) / n + {4: -16, 3: 60, 2: -20}[n], y, s))
    return "".join(out) + finish(p, MOODS[hour])


def fish_rack(p: Pen) -> str:
    """Sloping bamboo rack with rows of split fish."""
    d = p.poly([(-290, -90), (-250, -220), (250, -220), (290, -90)], 4, 2)
    mesh = "".join(stroke(f"M{x} -90L{f(x * 0.86)} -220", dark(BAMBOO, 0.2), 5) for x in range(-280, 281, 40))
    legs = "".join(stroke(f"M{x} -90L{f(x * 1.02)} 0", dark(BAMBOO, 0.35), 13) for x in (-270, 270)) + "".join(
        stroke(f"M{x} -210V-20", dark(BAMBOO, 0.5), 9) for x in (-230, 230)
    )
    rows = "".join(
        at(laid(fish(p, 44, mix("#D9B48C", "#8F6A48", p.rng.random())), 90 + p.j(8), 0, 0, 0.7), x + p.j(4), y)
        for y in (-190, -150, -108)
        for x in range(-230, 231, 46)
    )
    return (
        fill(ellipse(10, 6, 320, 26), "#2E1524", 0.28, 'filter="url(#soft)"')
        + legs
        + p.solid(d, BAMBOO, 20, mesh, 0.3)
        + rows
        + stroke("M-296 -88H296", dark(BAMBOO, 0.15), 14)
    )


def salt_pans(p: Pen, hour: str = "dawn") -> str:
    """Salt pans mirroring the sky, white heaps in rows."""
    mood = MOODS[hour]
    y = 420
    out = [sky(p, mood.top, mood.low, (800, 330), mood.disc), ranges(p, 350, 2, mood.far, mood.near, 34, 24, mood.mist)]
    out.append(
        fill(
            rect(0, y, W, H - y),
            p.grad([(0, mood.low, 1), (0.5, mix(mood.low, mood.top, 0.6), 1), (1, mix(mood.top, "#8FA9C4", 0.55), 1)], True),
        )
    )
    out.append(fill(ellipse(800, 640, 90, 220), "#FFF6DC", 0.4, 'filter="url(#haze)"'))
    for yy, w in ((430, 3), (462, 5), (515, 8), (600, 13), (740, 20)):
        out.append(
            stroke(f"M-20 {yy}Q800 {yy + 4} 1620 {yy}", dark("#B59A80", 0.15), w)
            + stroke(f"M-20 {yy - w * 0.3:.0f}Q800 {yy + 3} 1620 {yy - w * 0.3:.0f}", "#E3CBAE", w * 0.4)
        )
    for k in range(-6, 7):
        out.append(
            stroke(f"M{f(800 + k * 62)} {y}L{f(800 + k * 420)} {H}", dark("#B59A80", 0.15), 7)
            + stroke(f"M{f(797 + k * 62)} {y}L{f(794 + k * 420)} {H}", "#E3CBAE", 3)
        )
    for yy, s, n in ((448, 0.2, 13), (490, 0.34, 10), (556, 0.52, 7), (664, 0.84, 5), (840, 1.3, 3)):
        for k in range(n):
            out.append(at(salt_heap(p), 800 + (k - (n - 1) / 2) * (62 + (420 - 62) * (yy - y) / (H - y)) + 30 * s, yy, s))
    return "".join(out) + finish(p, mood)


def salt_heap(p: Pen) -> str:
    """White cone of salt with its mirror image."""
    cone = p.blob([(-110, 0, 1), (-56, -70), (0, -130), (56, -70), (110, 0, 1), (0, 14)], 5)
    return f'<g opacity=".3" transform="scale(1 -.6)">{fill(cone, "#FFFFFF")}</g>' + p.solid(cone, "#FDF9F0", 40, tone=0.4, tint="#C9B8B0")
