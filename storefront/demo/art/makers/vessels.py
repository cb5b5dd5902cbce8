"""Baskets, bowls, trays, pots and what one drinks from."""

from __future__ import annotations

import math

from storefront.demo.art.kit import BAMBOO, INDIGO, INK, LEAF, MADDER, PAPER, WOOD, at, dark, ellipse, f, fill, lathe, line, pale, stroke
from storefront.demo.art.makers.bits import sprig
from storefront.demo.art.makers.glass import clear_bottle, jar
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.packages import box, tin
from storefront.demo.art.makers.wares import dry_branch
from storefront.demo.art.pen import Pen


def basket(p: Pen, body: str = BAMBOO, r: float = 250, h: float = 210, handle: bool = False, load: str = "") -> str:
    """Woven bamboo basket; `load` is drawn inside, behind the rim."""
    d = lathe([(r * 0.72, 0), (r * 0.86, -h * 0.4), (r, -h)], 0.2, True)
    rows, weft = [], 9
    for i in range(weft):
        y = -h * (i + 0.4) / weft
        rr = r * (0.74 + 0.27 * (i + 0.5) / weft)
        for k in range(-7, 8):
            x, e = rr * math.sin(k * 0.22), rr * 0.2 * math.cos(k * 0.22)
            if (k + i) % 2:
                rows.append(
                    stroke(
                        line([(x - rr * 0.085, y + e - 1), (x, y + e + 2), (x + rr * 0.085, y + e - 1)]), pale(body, 0.3), h / weft * 0.62
                    )
                )
    rim = stroke(ellipse(0, -h, r, r * 0.2), dark(body, 0.25), 22) + stroke(ellipse(0, -h - 4, r, r * 0.2), pale(body, 0.15), 12)
    front = stroke(f"M{f(-r)} {f(-h)}A{f(r)} {f(r * 0.2)} 0 0 0 {f(r)} {f(-h)}", dark(body, 0.25), 22) + stroke(
        f"M{f(-r)} {f(-h - 4)}A{f(r)} {f(r * 0.2)} 0 0 0 {f(r)} {f(-h - 4)}", pale(body, 0.15), 13
    )
    back = fill(ellipse(0, -h, r, r * 0.2), dark(body, 0.55))
    hoop = (
        stroke(line([(-r * 0.97, -h), (-r * 0.8, -h - 190), (0, -h - 290), (r * 0.8, -h - 190), (r * 0.97, -h)]), dark(body, 0.15), 18)
        if handle
        else ""
    )
    return hoop + rim + back + at(load, 0, -h + 14) + p.solid(d, dark(body, 0.3), 62, "".join(rows), 0.5, 0.2) + front


def bowl(p: Pen, body: str = WOOD, r: float = 230, h: float = 140, load: str = "", rings: bool = True) -> str:
    """Turned bowl with a heaped load."""
    d = lathe([(r * 0.5, 0), (r * 0.56, -14), (r * 0.88, -h * 0.5), (r, -h)], 0.26, True)
    lines = (
        "".join(
            stroke(line([(-r, -h * k + 8), (0, -h * k + r * 0.26 + 8), (r, -h * k)]), dark(body, 0.25), 3, 0.5) for k in (0.3, 0.55, 0.8)
        )
        if rings
        else ""
    )
    inside = fill(ellipse(0, -h, r, r * 0.26), pale(body, 0.15)) + fill(ellipse(0, -h + 4, r * 0.93, r * 0.23), dark(body, 0.45))
    lip = stroke(f"M{f(-r)} {f(-h)}A{f(r)} {f(r * 0.26)} 0 0 0 {f(r)} {f(-h)}", pale(body, 0.3), 9)
    return inside + at(load, 0, -h + r * 0.08) + p.solid(d, body, 60, lines) + lip


def tray(p: Pen, body: str = BAMBOO, r: float = 350, load: str = "") -> str:
    """Flat winnowing tray (mẹt) with a woven floor."""
    k = 0.34
    floor, c = ellipse(0, -r * k, r * 0.92, r * k * 0.9), pale(body, 0.3)
    weave_ = "".join(stroke(f"M{f(-r)} {f(-r * k + i * 22 + 6)}l{f(2 * r)} {f(-i * 0.5)}", dark(c, 0.18), 5, 0.55) for i in range(-6, 7))
    weave_ += "".join(stroke(f"M{f(i * 40)} 0l{f(-i * 12)} {f(-2 * r * k)}", dark(c, 0.18), 4, 0.4) for i in range(-9, 10))
    side = lathe([(r, -r * k + 30), (r, -r * k)], k)
    return (
        p.solid(side, dark(body, 0.15), 50)
        + fill(ellipse(0, -r * k, r, r * k), body)
        + p.solid(floor, c, 30, weave_, 0.4, 0.1)
        + stroke(ellipse(0, -r * k, r * 0.96, r * k * 0.95), dark(body, 0.2), 5, 0.6)
        + at(load, 0, -r * k + 20)
    )


def pot(p: Pen, body: str = "#A65A3A", r: float = 210, h: float = 270, lid: bool = True, band: bool = True) -> str:
    """Round-bellied clay pot with incised rings."""
    d = lathe([(r * 0.6, 0), (r * 0.92, -h * 0.25), (r, -h * 0.5), (r * 0.84, -h * 0.8), (r * 0.6, -h * 0.93), (r * 0.68, -h * 1.02)])
    cut = (
        "".join(stroke(f"M{-r} {f(-h * k)}Q0 {f(-h * k + 62)} {r} {f(-h * k)}", dark(body, 0.35), 4, 0.7) for k in (0.62, 0.68))
        if band
        else ""
    )
    zig = (
        stroke(
            "M"
            + "L".join(
                f"{f(x)} {f(-h * 0.655 + 42 - (x / r) ** 2 * 40 + (9 if i % 2 else -9))}"
                for i, x in enumerate(range(int(-r), int(r) + 1, 21))
            ),
            pale(body, 0.35),
            4,
            0.8,
        )
        if band
        else ""
    )
    ears = "".join(
        stroke(line([(s * r * 0.82, -h * 0.82), (s * r * 1.06, -h * 0.86), (s * r * 0.96, -h * 0.62)]), dark(body, 0.2), 20)
        for s in (-1, 1)
    )
    top = (
        p.solid(lathe([(r * 0.7, -h * 1.02), (r * 0.5, -h * 1.14), (r * 0.14, -h * 1.2)], 0.17), dark(body, 0.08), 30)
        + p.solid(lathe([(r * 0.1, -h * 1.18), (r * 0.17, -h * 1.27), (r * 0.08, -h * 1.33)], 0.4), body, 10)
        if lid
        else fill(ellipse(0, -h * 1.02, r * 0.68, r * 0.11), dark(body, 0.6))
    )
    return ears + p.solid(d, body, 66, cut + zig) + top


def phin(p: Pen, metal: str = "#B9BDBF", glass: str = "#EDE9DC") -> str:
    """Drip filter standing on a glass of coffee."""
    cup = lathe([(96, 0), (104, -14), (128, -230, 1)], 0.17)
    coffee = fill(lathe([(90, -12), (98, -20), (110, -112)], 0.17), "#3A1F14") + fill(ellipse(0, -112, 110, 18), "#5B3320")
    milk = fill(lathe([(90, -8), (97, -20), (100, -44)], 0.17), "#EBD7B0")
    drops = "".join(fill(ellipse(0, y, 5, 9), "#3A1F14") for y in (-205, -172, -140))
    g = p.solid(cup, glass, 20, coffee + milk + drops, 0.25, 0.7)
    plate = p.solid(lathe([(168, -226), (168, -240, 1)], 0.15), metal, 30)
    body = p.solid(lathe([(104, -240), (116, -380, 1)], 0.16), metal, 44, tone=0.6)
    lid = (
        p.solid(lathe([(126, -378), (126, -396), (112, -408)], 0.16), metal, 30)
        + fill(ellipse(0, -408, 112, 17), pale(metal, 0.5))
        + p.solid(lathe([(16, -410), (22, -430), (14, -440)], 0.35), INK, 8)
    )
    holes = "".join(fill(ellipse(x, -262 - abs(x) * 0.04, 3.5, 3.5), dark(metal, 0.5)) for x in range(-70, 71, 28))
    return g + stroke(line([(-86, -40), (-104, -120), (-112, -200)]), "#FFFFFF", 8, 0.7) + plate + body + holes + lid


def teapot(p: Pen, glaze: str = "#EDE6D6", ink: str = INDIGO) -> str:
    """Stoneware teapot with a painted branch."""
    d = lathe([(112, 0), (170, -60), (182, -130), (140, -212), (84, -236)], 0.17)
    paint = at(sprig(p, 200, ink, 4, 0.26), -96, -92, 1, -14)
    spout = p.solid(p.blob([(138, -96), (214, -140), (242, -222, 1), (276, -222, 1), (258, -120), (170, -44)], 2), glaze, 16)
    loop = stroke(line([(-104, -216), (-120, -350), (0, -410), (120, -350), (104, -216)]), dark(BAMBOO, 0.2), 18) + stroke(
        line([(-104, -222), (-116, -348), (0, -404), (116, -348), (102, -222)]), pale(BAMBOO, 0.2), 8
    )
    lid = p.solid(lathe([(88, -232), (66, -256), (20, -266)], 0.17), glaze, 20) + p.solid(
        lathe([(16, -262), (26, -286), (12, -300)], 0.3), glaze, 10
    )
    return loop + spout + p.solid(d, glaze, 56, paint) + lid


def cup(p: Pen, glaze: str = "#EDE6D6", drink: str = "#B9A24A") -> str:
    """Small handle-less cup of tea."""
    d = lathe([(40, 0), (48, -10), (70, -62), (76, -92)], 0.24, True)
    return (
        fill(ellipse(0, -92, 76, 18), dark(glaze, 0.12))
        + fill(ellipse(0, -88, 66, 13), drink)
        + p.solid(d, glaze, 24)
        + stroke("M-76 -92A76 18 0 0 0 76 -92", pale(glaze, 0.6), 5)
    )


def box_tray(p: Pen, loads: list[str], w: float = 330, wood: str = "#A9744A") -> str:
    """Shallow wooden tray in compartments, seen from the front above; one load in each."""
    n, h = len(loads), 76
    floor = p.poly([(-w, -20), (-w * 0.9, -210), (w * 0.9, -210), (w, -20)], 8, 2)
    step = 2 * w / n
    walls = "".join(stroke(f"M{f(-w * 0.9 + step * 0.9 * i)} -210L{f(-w + step * i)} -20", pale(wood, 0.15), 13) for i in range(1, n))
    back = p.solid(p.poly([(-w * 0.92, -196), (-w * 0.92, -244), (w * 0.92, -244), (w * 0.92, -196)], 6, 1), dark(wood, 0.3), 10)
    sides = "".join(stroke(f"M{f(s * w * 0.91)} -222L{f(s * w)} -30", wood, 22) for s in (-1, 1))
    front = p.poly([(-w - 8, 0), (-w - 8, -h + 12), (w + 8, -h + 12), (w + 8, 0)], 8, 2)
    grain = "".join(stroke(f"M{f(-w)} {y}Q0 {y + p.j(5):.0f} {f(w)} {y}", dark(wood, 0.25), 3, 0.6) for y in (-46, -30, -15))
    inside = "".join(at(s, -w * 0.95 + step * 0.95 * (i + 0.5), -104) for i, s in enumerate(loads))
    return back + p.solid(floor, dark(wood, 0.4), 20) + walls + sides + inside + p.solid(front, wood, 20, grain)


def sack(p: Pen, load: str, title: str = "", body: str = "#C9A878") -> str:
    """Open jute sack with a rolled rim and a stencilled word."""
    d = p.blob([(-210, 0), (-246, -140), (-226, -330), (-206, -400), (206, -400), (226, -330), (246, -140), (210, 0), (0, 20)], 4)
    mesh = "".join(stroke(f"M-260 {y}Q0 {y + 24} 260 {y}", dark(body, 0.2), 2.4, 0.5) for y in range(-400, 20, 13)) + "".join(
        stroke(f"M{x} -410V20", dark(body, 0.2), 2.4, 0.4) for x in range(-250, 251, 15)
    )
    folds = "".join(stroke(line([(x, -390), (x * 1.08, -240), (x * 1.02, -60)]), dark(body, 0.4), 9, 0.3) for x in (-170, -90, 60, 150))
    mouth = fill(ellipse(0, -400, 208, 50), dark(body, 0.55))
    rim = stroke("M-208 -400A208 50 0 0 0 208 -400", dark(body, 0.15), 40) + stroke(
        "M-208 -406A208 50 0 0 0 208 -406", pale(body, 0.25), 20, 0.8
    )
    word = p.text(title, 0, -160, 76, dark(body, 0.62), 700, 4) if title else ""
    return (
        mouth
        + stroke("M-208 -400A208 50 0 0 1 208 -400", dark(body, 0.3), 26)
        + at(load, 0, -392)
        + p.solid(d, body, 66, mesh + folds + word)
        + rim
    )


def pot_tag(p: Pen, title: str, y: float) -> str:
    """Paper tag pasted on a round pot."""
    return p.label(0, y, 220, 130, title, "", PAPER, MADDER, 16)


def honey_dipper(p: Pen, wood: str = "#B5824A") -> str:
    """Ridged honey dipper lying on the table, dipped in honey."""
    handle = p.solid(p.poly([(30, -12), (300, -8), (306, 10), (30, 14)], 6, 1), wood, 6)
    head = p.solid(
        p.round(-40, 0, 96, 62, 0.01), wood, 20, "".join(stroke(f"M{x} -62q10 62 0 124", dark(wood, 0.45), 9) for x in range(-116, 40, 22))
    )
    honey = fill(p.blob([(-138, 6), (-110, -54), (-60, -64), (-50, 20), (-80, 62), (-128, 50)], 3), "#E9B43E", 0.75) + fill(
        ellipse(-110, 66, 74, 16), "#E9B43E", 0.8
    )
    return handle + head + honey


def hamper(p: Pen) -> str:
    """Tết hamper: basket with tea, honey, a bottle of syrup, cakes and peach blossom, ribbon on the handle."""
    goods = [
        at(dry_branch(p, 330, "#E58E9E"), -190, -40, 1, -10),
        at(clear_bottle(p, "#55203F", "SIRÔ", "", "#7A2A54", "#2A2124"), 120, 20, 0.82),
        at(tin(p, LEAF, "TRÀ", "cổ thụ"), -40, 10, 0.85),
        at(box(p, "#E9C46A", "BÁNH", "", MADDER, "ede"), 190, 40, 0.62),
        at(jar(p, "#DD9226", "MẬT ONG", "", cloth="ede"), -150, 50, 0.72),
        at(heap(p, "ball", 200, 60, 10, 44, ["#E08A2E", "#D97A28"]), 40, 30),
    ]
    bow = "".join(
        p.solid(p.blob([(0, 0), (s * 60, -54), (s * 116, -40), (s * 104, 20), (s * 44, 18)], 2), MADDER, 14) for s in (-1, 1)
    ) + p.solid(p.round(0, 0, 22, 20), MADDER, 8)
    return basket(p, BAMBOO, 300, 210, False, "".join(goods)) + at(bow, 0, -150)
