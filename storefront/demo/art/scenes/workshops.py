"""Workshops: bamboo, embroidery, pottery, mushrooms, the hearth, a nursery."""

from __future__ import annotations

from storefront.demo.art.kit import (
    BAMBOO,
    INDIGO,
    LEAF,
    MADDER,
    TURMERIC,
    WOOD,
    Pt,
    at,
    dark,
    ellipse,
    fill,
    laid,
    lathe,
    line,
    mix,
    pale,
    stroke,
)
from storefront.demo.art.makers.cloth import folded
from storefront.demo.art.makers.craft import bamboo_lamp, hoop
from storefront.demo.art.makers.food import bundle
from storefront.demo.art.makers.vessels import basket, bowl, pot, teapot
from storefront.demo.art.makers.wares import vase
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H
from storefront.demo.art.scenes.rooms import room, window
from storefront.demo.art.scenes.yards import scissors, spool, yarn


def table(p: Pen, y: float, colour: str = "#A9764E") -> str:
    """A wide table top from y down to the foot of the scene."""
    grain = "".join(
        stroke(line([(-20, yy), (800, yy + p.j(14)), (1620, yy + p.j(10))]), dark(colour, 0.18), 3, 0.5) for yy in range(int(y) + 20, H, 34)
    )
    return p.solid(f"M-20 {y}H1620V920H-20z", colour, 30, grain, 0.3, 0.2) + stroke(f"M-20 {y}H1620", pale(colour, 0.4), 7, 0.7)


def bamboo_poles(p: Pen) -> str:
    """Green and yellow bamboo leaning against the wall."""
    out = []
    for k in range(11):
        nodes = "".join(stroke(f"M-14 {y}q14 7 28 0", "#6A6A38", 4, 0.8) for y in (-120, -300, -470))
        d = p.poly([(-13, 0), (-13, -640 + p.j(40)), (13, -640), (13, 0)], 4, 1)
        out.append(at(p.solid(d, mix("#8FA35A", BAMBOO, p.rng.random()), 8, nodes), 1230 + k * 32, 720, 1, p.j(3)))
    return "".join(out)


def bamboo_workshop(p: Pen) -> str:
    """Baskets, lamps and split bamboo."""
    wall = "#DFCBA4"
    out = [room(p, wall, "#B08A5C", 640)] + [stroke(f"M{x} 0V640", dark(wall, 0.16), 26, 0.4) for x in range(40, 1600, 64)]
    out += [window(p, 150, 120, 300, 300, "morning"), p.solid(p.poly([(540, 300), (1120, 300), (1120, 326), (540, 326)], 6, 2), WOOD, 8)]
    shelf = (
        (630, BAMBOO, 130, 130, True),
        (800, "#B5824A", 120, 150, False),
        (960, "#D9B878", 120, 90, False),
        (1070, "#A9744A", 100, 150, False),
    )
    out += [at(basket(p, c, r, h, handle), x, 300, 0.62) for x, c, r, h, handle in shelf]
    out += [bamboo_poles(p), fill(ellipse(800, 870, 620, 40), "#2E1524", 0.25, 'filter="url(#blur)"')]
    strips = []
    for k in range(9):
        bend: list[Pt] = [(k * 6 - 30, 0), (k * 22 - 60, -120), (k * 44 - 130, -200 + abs(k - 4) * 18)]
        strips.append(stroke(line(bend), mix(BAMBOO, "#B9C27A", p.rng.random()), 8))
    out += [at(basket(p, BAMBOO, 260, 230, True), 420, 850, 0.95), at("".join(strips), 860, 700)]
    out += [at(basket(p, "#B5824A", 230, 190, False), 860, 860, 0.9), at(basket(p, "#E0C48C", 150, 150, False), 1120, 868)]
    return "".join(out) + at(bundle(p, "#D9BE84", 14, 420, MADDER, 0.6, 11), 1330, 880) + hanging_lamps(p)


def hanging_lamps(p: Pen) -> str:
    """Three lit bamboo lamps on long cords."""
    return "".join(at(bamboo_lamp(p, r, r * 1.9), x, y) for x, y, r in ((560, 560, 74), (760, 500, 60), (1150, 530, 70)))


def embroidery(p: Pen) -> str:
    """Embroidery table by a window: hoops, floss and a needlebook of threads."""
    out = [room(p, "#E9DCCB", "#A9764E", 560), window(p, 590, 70, 520, 400, "morning"), table(p, 560, "#B58A62")]
    runner = p.poly([(300, 620), (1300, 620), (1420, 860), (180, 860)], 6, 3)
    out.append(
        p.solid(
            runner,
            "#F1E8D6",
            20,
            f'<path d="M0 770H1600V850H0z" fill="{p.weave(6, "linen", 3.2, "translate(800 770)", height=27)}"/>',
            0.25,
        )
    )
    out += [
        fill(ellipse(520, 800, 330, 60), "#2E1524", 0.3, 'filter="url(#blur)"'),
        laid_hoop(p, 490, 700, 1.02),
        laid_hoop(p, 1010, 720, 0.72),
    ]
    out += [
        at(spool(p, c), x, y, 1.1)
        for x, y, c in (
            (760, 640, MADDER),
            (830, 630, TURMERIC),
            (1230, 690, INDIGO),
            (1300, 720, LEAF),
            (1240, 840, TURMERIC),
        )
    ]
    out += [
        at(basket(p, BAMBOO, 140, 100, False, yarn(p, 5)), 1400, 690),
        at(folded(p, "thai", 3, 3, 280, ("linen", "hmong")), 190, 660),
        at(hoop(p, 120), 320, 260),
        at(hoop(p, 86), 1320, 230),
    ]
    return "".join(out) + at(scissors(p), 190, -10)


def laid_hoop(p: Pen, x: float, y: float, s: float) -> str:
    """An embroidery hoop lying on the table."""
    return laid(at(hoop(p, 250), 0, 0, s), p.j(20), x, y, 0.5)


def pottery(p: Pen) -> str:
    """Shelves of raw and glazed pots and a potter's wheel."""
    out = [room(p, "#D9B79A", "#8A5F48", 660), window(p, 1130, 110, 330, 360, "gold")]
    for y in (250, 460):
        out.append(
            fill(f"M120 {y + 24}H1010V{y + 60}H120z", "#2E1524", 0.25, 'filter="url(#soft)"')
            + p.solid(p.poly([(110, y), (1020, y), (1020, y + 28), (110, y + 28)], 6, 2), "#8A5A3A", 10)
        )
    clay = ["#A65A3A", "#C58A66", "#B5694A", "#8C5B43", "#D0A184"]
    rows = [
        [
            vase(p, "#C58A66", 240, 84),
            pot(p, "#A65A3A", 110, 140),
            vase(p, "#A9BFA6", 220, 76),
            pot(p, "#8C5B43", 100, 150, False),
            vase(p, "#6E8AA0", 230, 70),
            pot(p, "#D0A184", 110, 130),
        ],
        [
            bowl(p, "#A9BFA6", 100, 66),
            teapot(p, "#EDE6D6"),
            bowl(p, "#C58A66", 96, 70),
            vase(p, "#E6DCC8", 230, 80),
            pot(p, "#B5694A", 110, 150),
            bowl(p, "#6E8AA0", 96, 66),
        ],
    ]
    for y, row in zip((250, 460), rows, strict=True):
        out += [at(s, 190 + i * 146, y, 0.44 if (i, y) == (1, 460) else 0.8) for i, s in enumerate(row)]
    out += [fill(ellipse(830, 880, 420, 40), "#2E1524", 0.35, 'filter="url(#blur)"'), at(wheel(p), 830, 872)]
    for x, s, c in ((240, 1, 0), (450, 0.74, 3), (1230, 0.86, 1), (1440, 1.1, 2)):
        out.append(
            fill(ellipse(x + 14, 876, 150 * s, 22), "#2E1524", 0.35, 'filter="url(#soft)"')
            + at(pot(p, clay[c], 150, 230, c % 2 == 0), x, 872, s)
        )
    return "".join(out)


def wheel(p: Pen) -> str:
    """Kick wheel with a pot being thrown."""
    legs = "".join(p.solid(p.poly([(x - 20, 0), (x - 16, -210), (x + 16, -210), (x + 20, 0)], 5, 1), WOOD, 8) for x in (-200, 200))
    beam = p.solid(p.poly([(-230, -216), (230, -216), (230, -176), (-230, -176)], 6, 2), WOOD, 10)
    fly = p.solid(lathe([(170, -26), (170, -54, 1)], 0.2), "#7A6A5A", 30)
    disc = p.solid(lathe([(150, -226), (150, -250, 1)], 0.2), "#8E8A84", 30) + fill(ellipse(0, -250, 150, 30), "#A9A49C")
    raw = lathe([(60, -250), (104, -310), (110, -370), (84, -430), (92, -450)], 0.2, True)
    rings = "".join(stroke(f"M-112 {y}Q0 {y + 44} 112 {y}", dark("#B98A6E", 0.2), 4, 0.6) for y in (-300, -330, -360, -400))
    return (
        fly
        + stroke("M0 -50V-230", "#6A5A4E", 22)
        + legs
        + beam
        + disc
        + fill(ellipse(0, -450, 92, 18), "#7A5240")
        + p.solid(raw, "#B98A6E", 36, rings)
        + stroke("M-92 -450A92 18 0 0 0 92 -450", pale("#B98A6E", 0.4), 9)
    )
