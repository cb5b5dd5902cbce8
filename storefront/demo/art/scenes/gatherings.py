"""Where people meet: fairs, the market, the road to it, and the table of the home page."""

from __future__ import annotations

import math

from storefront.demo.art.kit import (
    BAMBOO,
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
    line,
    rect,
    stroke,
)
from storefront.demo.art.makers.cloth import folded
from storefront.demo.art.makers.glass import jar
from storefront.demo.art.makers.heaps import garland, heap
from storefront.demo.art.makers.packages import tin
from storefront.demo.art.makers.vessels import basket, cup
from storefront.demo.art.makers.wares import dry_branch, vase
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.fields import rice_terraces
from storefront.demo.art.scenes.land import H, W, house, land, meadow, palm, ranges, sky, tree, wave
from storefront.demo.art.scenes.stage import MOODS, backdrop, finish, glow
from storefront.demo.art.scenes.workshops import table
from storefront.demo.art.scenes.yards import booth
from storefront.demo.art.table import stand


def fair(p: Pen, hour: str = "gold", lanterns: bool = False) -> str:
    """Fair street: booths with woven valances under bunting or lanterns."""
    mood = MOODS[hour]
    out = [
        sky(p, mood.top, mood.low, (800, 330), mood.disc) if not lanterns else backdrop(p, mood, 380, 1),
        ranges(p, 380, 2, mood.far, mood.near, 46, 30, mood.mist),
        land(p, wave(p, 560, 5, 2), "#DDB98C"),
    ]
    out.append(fill("M640 560H960L1500 900H100z", "#EBD2A8"))
    places = (
        (560, 600, 0.5, LEAF, "linen"),
        (1040, 600, 0.5, MADDER, "ede"),
        (370, 690, 0.85, TURMERIC, "hmong"),
        (1230, 690, 0.85, INDIGO, "thai"),
        (140, 850, 1.35, MADDER, "bana"),
        (1460, 850, 1.35, LEAF, "linen"),
    )
    out += [at(booth(p, c, pal), x, y, s) for x, y, s, c, pal in places]
    glows: list[tuple[float, float, float]] = [(x, y - 170 * s, 420 * s) for x, y, s, *_ in places] if lanterns else []
    hung = []
    for y, sag, n in ((120, 150, 23), (40, 110, 19)):
        pts = [(W * i / n, y + sag * (1 - (2 * i / n - 1) ** 2)) for i in range(n + 1)]
        hung.append(stroke(line(pts), dark(KRAFT, 0.4), 3))
        for i, (a, b) in enumerate(pts):
            if not lanterns:
                hung.append(fill(f"M{f(a - 24)} {f(b)}h48l-24 52z", (MADDER, TURMERIC, INDIGO, LEAF, CREAM)[i % 5], 0.95))
            elif i % 2:
                hung.append(at(paper_lantern(p, ("#E0562E", "#F0B23C", "#E58A4A")[i % 3]), a, b))
                glows.append((a, b + 46, 130))
    if lanterns:
        return "".join(out) + finish(p, mood, glows[:6]) + "".join(hung) + "".join(glow(p, g, strength=0.4) for g in glows[6:])
    return "".join(out + hung) + finish(p, mood)


def paper_lantern(p: Pen, colour: str) -> str:
    """Round paper lantern hanging from its string."""
    d = p.round(0, 46, 36, 34, 0.01)
    ribs = "".join(stroke(f"M{x} 14Q{x * 2.4:.0f} 46 {x} 78", dark(colour, 0.3), 2.5, 0.6) for x in (-12, -4, 4, 12))
    return (
        stroke("M0 0V14", INK, 3)
        + fill(d, colour)
        + fill(p.round(-6, 44, 20, 20), "#FFE9B0", 0.7)
        + ribs
        + fill("M-12 10h24v7h-24zM-12 76h24v7h-24z", dark(colour, 0.5))
        + stroke("M0 82V108", colour, 5)
    )


def market_row(p: Pen, hour: str = "morning") -> str:
    """A row of market stalls: greens, cloth, baskets under awnings, full baskets and a pack basket in front."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 230, 3, 54), at(tree(p, 380, "#5B8359"), 180, 560), at(tree(p, 320, "#6B9163"), 1420, 560)]
    out.append(land(p, wave(p, 560, 5, 2), "#D9B78A"))

    def full(kind: str, rise: float, n: int, r: float, colours: list[str], wood: str) -> str:
        return at(basket(p, wood, 190, 120, False, heap(p, kind, 340, rise, n, r, colours)), 0, 0, 0.62)

    stalls = (
        (
            330,
            MADDER,
            [full("leaf", 110, 50, 44, ["#5C8A48", "#7FA65A"], BAMBOO), full("ball", 120, 34, 40, ["#E08A2E", "#D97A28"], "#B5824A")],
        ),
        (800, INDIGO, [folded(p, "hmong", 5, 2, 210, ("linen",)), folded(p, "ede", 5, 2, 190, ("linen",))]),
        (
            1270,
            LEAF,
            [full("chilli", 90, 60, 36, ["#C23A28", "#5E8A3E"], BAMBOO), full("tuber", 110, 16, 66, ["#8A4A68", "#C99A54"], "#B5824A")],
        ),
    )
    out += [at(market_stall(p, c, wares, k), x, 720, 1.05) for k, (x, c, wares) in enumerate(stalls)]
    front = (
        (200, 870, "tuber", ["#8A4A68", "#9A5A74"], 58),
        (560, 884, "ball", ["#C8452F", "#B23A2E"], 40),
        (1080, 884, "egg", ["#F0DCC0", "#E3C6A2"], 52),
        (1420, 876, "leaf", ["#6E9A54", "#8FB05A"], 44),
    )
    for x, y, kind, colours, r in front:
        load = heap(p, kind, 320, 90, 20 if r > 42 else 34, r, colours)
        out.append(
            fill(ellipse(x + 12, y + 2, 170, 22), "#2E1524", 0.3, 'filter="url(#soft)"')
            + at(basket(p, BAMBOO, 190, 120, False, load), x, y, 0.9)
        )
    return "".join(out) + at(pack_basket(p), 820, 880, 0.8) + finish(p, mood)


def market_stall(p: Pen, colour: str, wares: list[str], seed: int) -> str:
    """Open stall: posts, striped awning, cloth hung at the back, wares on a plank table."""
    posts = "".join(stroke(f"M{x} 0V-400", dark(BAMBOO, 0.25), 13) for x in (-210, 210))
    hung = []
    for i, (x, plain) in enumerate(((-190, INDIGO), (-92, ""), (6, MADDER), (104, "#7C8BC0"))):
        d = p.poly([(x, -384), (x + 86, -384), (x + 86, -190), (x, -190)], 3, 2)
        pattern = fill(rect(x, -384, 90, 200), p.weave(seed + i, "linen", 2.4, f"translate({x} -384)", height=41)) if not plain else ""
        hung.append(p.solid(d, plain or INDIGO, 14, pattern, 0.3))
    back = "".join(hung)
    plank = p.solid(p.poly([(-226, -120), (226, -120), (226, -88), (-226, -88)], 5, 2), WOOD, 8) + "".join(
        stroke(f"M{x} -88V0", dark(WOOD, 0.3), 16) for x in (-190, 190)
    )
    cloth = fill(rect(-214, -88, 428, 68), p.weave(seed + 7, ("ede", "hmong", "thai")[seed % 3], 2.5, "translate(0 -88)", height=27))
    roof = "".join(
        fill(f"M{-250 + i * 62.5} -384L{-210 + i * 52.5} -480h52.5L{-187.5 + i * 62.5} -384z", colour if i % 2 else CREAM)
        + fill(f"M{-250 + i * 62.5} -386a31.25 28 0 0 0 62.5 0z", dark(colour, 0.1) if i % 2 else dark(CREAM, 0.08))
        for i in range(8)
    )
    goods = "".join(at(s, x, -116) for s, x in zip(wares, (-108, 108), strict=True))
    return fill(ellipse(10, 6, 260, 20), "#2E1524", 0.3, 'filter="url(#soft)"') + back + posts + plank + cloth + goods + roof


def pack_basket(p: Pen) -> str:
    """Gùi: tall back-basket with straps."""
    straps = "".join(stroke(line([(s * 60, -230), (s * 132, -150), (s * 96, -30)]), MADDER, 13) for s in (-1, 1))
    return (
        fill(ellipse(12, 4, 130, 18), "#2E1524", 0.3, 'filter="url(#soft)"')
        + straps
        + at(basket(p, "#B5824A", 120, 250, False, heap(p, "leaf", 190, 90, 34, 34, ["#5C8A48", "#7FA65A"])), 0, 0)
    )


def road_to_market(p: Pen, hour: str = "dawn") -> str:
    """A dirt road winding over green hills, a loaded bicycle resting beside it."""
    mood = MOODS[hour]
    out = [backdrop(p, mood, 270, 4, 56, 60), land(p, wave(p, 500, 26, 2), "#93A968", mood.mist, 160)]
    road = "M700 470Q640 500 760 540Q980 600 820 660Q560 740 700 920H1330Q1120 800 1180 700Q1230 610 930 540Q800 500 760 470z"
    out += [
        at(house(p, 0.34), 560, 492),
        at(house(p, 0.28), 940, 486),
        at(tree(p, 110, "#6A8A64"), 470, 498),
        fill("M0 560Q300 530 700 590T1600 560V920H0z", "#86A05A"),
        fill(road, "#D9B487"),
        stroke("M730 480Q690 505 850 548Q1080 610 960 690Q840 780 960 910", "#C59A6C", 10, 0.6),
    ]
    out += [
        meadow(p, 600, 700, 26, ["#F6E7B8", "#E9C35C"], 0.8),
        at(tree(p, 300, "#4F7654"), 300, 720),
        at(tree(p, 230, "#5C7F5C"), 1400, 660),
        at(palm(p, 420, "#3A6048"), 1480, 880),
    ]
    out += [
        fill("M-20 800Q240 760 560 830T700 920H-20z", "#6B8F45"),
        at(bicycle(p), 1020, 800, 0.95),
        meadow(p, 790, 920, 30, ["#F6E7B8", "#E9B84C", "#C9543F"], 1.2),
    ]
    return "".join(out) + finish(p, mood)


def bicycle(p: Pen) -> str:
    """Bicycle on its stand, baskets of greens and cloth behind the saddle."""
    wheels = "".join(
        stroke(ellipse(x, -92, 88, 90), INK, 11)
        + stroke(ellipse(x, -92, 78, 80), "#8E8A84", 3)
        + "".join(
            stroke(f"M{x} -92l{f(78 * math.cos(a))} {f(80 * math.sin(a))}", "#8E8A84", 1.8, 0.7) for a in (k * 0.524 for k in range(12))
        )
        for x in (-150, 150)
    )
    frame = (
        stroke("M-150 -92L-60 -250L90 -240L150 -92M-60 -250L-10 -92L90 -240M-150 -92H-10", INDIGO, 12)
        + stroke("M90 -240L80 -306L128 -322M-60 -250L-70 -284", "#6A6660", 10)
        + fill(p.round(-72, -290, 44, 13), INK)
    )
    rack_ = stroke("M-240 -196H-80M-200 -196L-150 -92", "#6A6660", 8)
    load = at(basket(p, BAMBOO, 110, 130, False, heap(p, "leaf", 180, 90, 30, 36, ["#5C8A48", "#7FA65A"])), -190, -196, 0.9)
    return (
        fill(ellipse(0, 4, 300, 20), "#2E1524", 0.3, 'filter="url(#soft)"')
        + wheels
        + frame
        + stroke(ellipse(-10, -92, 20, 20), "#6A6660", 8)
        + rack_
        + load
    )


def home_table(p: Pen) -> str:
    """A table of goods before a wide window over golden terraces: honey, tea, cloth, mandarins."""
    view = rice_terraces(p, "dawn", "ripe", palms=False)
    out = [view, f'<rect width="{W}" height="{H}" fill="#FFF3D9" opacity=".12"/>']
    out += [p.solid(p.poly([(x - 26, -20), (x + 26, -20), (x + 26, 700), (x - 26, 700)], 4, 2), WOOD, 14) for x in (60, 1540)]
    out += [p.solid(p.poly([(-20, -20), (1620, -20), (1620, 52), (-20, 52)], 4, 2), WOOD, 14), table(p, 690, "#9A6A48")]
    runner = p.poly([(80, 724), (1520, 724), (1640, 866), (-40, 866)], 6, 2)
    out.append(
        p.solid(runner, "#2B3A7B", 20, tone=0.2, light=0)
        + f'<path d="M-40 860H1640V920H-40z" fill="{p.weave(4, "hmong", 3.4, "translate(800 858)", height=33)}"/>'
    )
    goods = (
        (folded(p, "hmong", 7, 4, 420, ("linen", "ede", "thai")), 310, 812, 0.72, 420),
        (tin(p, LEAF, "TRÀ", "cổ thụ", band="linen"), 600, 790, 0.74, 310),
        (jar(p, "#DD9226", "MẬT ONG", "hoa rừng", cloth="ede"), 840, 842, 0.86, 330),
        (basket(p, BAMBOO, 230, 180, False, heap(p, "ball", 380, 120, 28, 50, ["#E08A2E", "#E39A3A", "#D97A28"])), 1230, 816, 0.78, 400),
        (cup(p), 1030, 850, 0.9, 120),
    )
    out += [stand(p, svg, x, y, s, w) for svg, x, y, s, w in goods]
    return (
        "".join(out)
        + at(vase(p, "#A9BFA6", 200, 80) + at(dry_branch(p, 330, "#E58E9E"), 0, -190), 1450, 830)
        + at(garland(p, "chilli", ["#C23A28", "#A82E22"], 12, 300, 42), 190, 400, 0.9)
        + at(garland(p, "garlic", ["#F3E7D3", "#E9D6BE"], 7, 260, 44), 300, 350, 0.9)
    )
