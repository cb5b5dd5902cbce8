"""What one wears: indigo jacket, pleated skirt, hat, necklace, shoulder bag."""

from __future__ import annotations

import math

from storefront.demo.art.kit import INDIGO, LEAF, MADDER, TURMERIC, WOOD, at, dark, ellipse, emblem, f, fill, line, stroke
from storefront.demo.art.makers.bags import tassel
from storefront.demo.art.pen import Pen


def hanger(p: Pen, w: float = 230) -> str:
    """Wooden hanger; origin where its hook meets the bar."""
    hook = stroke(line([(0, 0), (0, -44), (26, -70), (10, -96), (-18, -84)]), "#8E8A84", 9)
    return hook + p.solid(
        p.blob([(-w, 84, 1), (-w * 0.5, 34), (0, -6), (w * 0.5, 34), (w, 84, 1), (w * 0.5, 62), (0, 26), (-w * 0.5, 62)], 2), WOOD, 10
    )


def jacket(p: Pen, colour: str = "#26336F", palette: str = "hmong", seed: int = 31) -> str:
    """Indigo jacket with woven collar, cuffs and hem on a hanger; origin at the hanger."""
    body = p.blob(
        [
            (-84, 20, 1),
            (-214, 70),
            (-268, 118, 1),
            (-258, 330),
            (-262, 640, 1),
            (0, 656),
            (262, 640, 1),
            (258, 330),
            (268, 118, 1),
            (214, 70),
            (84, 20, 1),
            (0, 52),
        ],
        3,
    )
    out = []
    for s in (-1, 1):
        sleeve = p.poly([(s * 226, 78), (s * 300, 130), (s * 408, 470), (s * 300, 508), (s * 236, 300)], 14, 3)
        cuff = p.weave(seed + 1, palette, 2.5, f"rotate({-s * 17}) translate(0 {f(398)})", height=33)
        folds = "".join(
            stroke(line([(s * (250 + k), 150 + k), (s * (300 + k), 300), (s * (330 + k * 0.6), 430)]), "#150A1E", 8, 0.25) for k in (0, 34)
        )
        band = p.poly([(s * 284, 428), (s * 396, 388), (s * 420, 470), (s * 300, 516)], 3, 1)
        out.append(p.solid(sleeve, dark(colour, 0.1), 30, fill(band, cuff) + folds))
    hem = f'<path d="M-290 560H290V662H-290z" fill="{p.weave(seed, palette, 3, "translate(0 562)", height=33)}"/>'
    plackets = "".join(
        f'<path d="M{a} 30H{a + 44}V562H{a}z" fill="{p.weave(seed + 2, palette, 1.9, f"translate({a + 22} 0) rotate(90)", height=23)}"/>'
        for a in (-50, 6)
    )
    folds = "".join(stroke(line([(x, 150), (x + p.j(10), 360), (x * 1.02, 556)]), "#150A1E", 10, 0.22) for x in (-200, -120, 130, 205))
    out.append(p.solid(body, colour, 60, folds + plackets + hem + stroke("M0 46V560", "#150A1E", 5, 0.5)))
    collar = p.solid(
        p.blob([(-92, 14, 1), (-60, -14), (0, -22), (60, -14), (92, 14, 1), (52, 40), (0, 62), (-52, 40)], 2), dark(colour, 0.25), 10
    )
    buttons = "".join(fill(p.round(0, y, 11, 11), "#D9D2C2") for y in (130, 220, 310, 400, 490))
    return hanger(p) + "".join(out) + collar + buttons


def skirt(p: Pen, palette: str = "hmong", seed: int = 33) -> str:
    """Pleated skirt, banded from waist to hem, clipped to a hanger; origin at the hanger."""
    waist, hem, h = 150, 400, 620
    xs = [k / 12 for k in range(-12, 13)]
    scallop = [(x * hem, h + (16 if i % 2 else -8)) for i, x in enumerate(xs)]
    d = f"M{-waist} 60L{waist} 60L{hem} {h}" + "".join(f"L{f(x)} {f(y)}" for x, y in reversed(scallop)) + "z"
    tiers = [(60, 130, None, "#2A2437"), (130, 300, "linen", ""), (300, 470, palette, ""), (470, 640, "ede", "")]
    inner = []
    for i, (a, b, pal, plain) in enumerate(tiers):
        k = 0.55 + 0.3 * i
        paint = plain if pal is None else p.weave(seed + i, pal, (b - a) / 43, f"translate(0 {a})", height=43)
        inner.append(f'<path d="M-420 {a}Q0 {f(a + 26 * k)} 420 {a}V{b + 30}Q0 {f(b + 50)} -420 {b + 30}z" fill="{paint}"/>')
        inner.append(stroke(f"M-420 {a}Q0 {f(a + 26 * k)} 420 {a}", MADDER, 8))
    pleats = "".join(
        stroke(f"M{f(x * waist)} 60L{f(x * hem)} {h + 10}", "#150A1E" if i % 2 else "#FFF3D9", 11 if i % 2 else 6, 0.34 if i % 2 else 0.2)
        for i, x in enumerate(xs)
    )
    band = p.solid(p.poly([(-waist - 6, 40), (waist + 6, 40), (waist + 6, 84), (-waist - 6, 84)], 6, 2), MADDER, 10)
    clips = "".join(fill(f"M{x - 14} 16h28v40h-28z", "#8E8A84") for x in (-104, 104))
    return hanger(p, 190) + p.solid(d, INDIGO, 60, "".join(inner) + pleats, 0.45, 0.3) + band + clips


def conical_hat(p: Pen, r: float = 400, h: float = 300) -> str:
    """Palm-leaf hat resting on the table, with a silk strap."""
    colour = "#F1E4C2"
    right = f"C{f(r * 0.2)} {f(-h * 0.86)} {f(r * 0.8)} {f(-h * 0.3)} {f(r)} -12"
    left = f"C{f(-r * 0.8)} {f(-h * 0.3)} {f(-r * 0.2)} {f(-h * 0.86)} 0 {f(-h)}z"
    d = f"M0 {f(-h)}{right}A{f(r)} {f(r * 0.15)} 0 0 1 {f(-r)} -12{left}"
    hoops = "".join(
        stroke(
            f"M{f(-r * t)} {f(-h * (1 - t) - 4)}A{f(r * t)} {f(r * 0.15 * t)} 0 0 0 {f(r * t)} {f(-h * (1 - t) - 4)}",
            dark(colour, 0.22),
            3,
            0.8,
        )
        for t in (k / 15 for k in range(2, 15))
    )
    leaves = "".join(
        stroke(f"M0 {-h}L{f(r * math.sin(a))} {f(-12 + r * 0.15 * math.cos(a))}", dark(colour, 0.18), 3, 0.5)
        for a in (k * 0.17 for k in range(-9, 10))
    )
    rim = stroke(f"M{-r} -12A{r} {f(r * 0.15)} 0 0 0 {r} -12", dark(colour, 0.3), 9)
    strap = p.solid(
        p.blob(
            [
                (-r * 0.5, 34, 1),
                (-r * 0.3, 90),
                (0, 84),
                (r * 0.3, 112),
                (r * 0.62, 84, 1),
                (r * 0.6, 110, 1),
                (r * 0.28, 142),
                (0, 112),
                (-r * 0.34, 122),
                (-r * 0.56, 50, 1),
            ],
            2,
        ),
        "#B5527A",
        12,
    )
    return strap + p.solid(d, colour, 66, hoops + leaves, 0.5, 0.4) + rim


def necklace(p: Pen, r: float = 270) -> str:
    """Antique-style silver torque with engraved ring and hanging bells, seen from above; origin at its middle."""
    silver = "#C9CCD0"
    k = 0.82
    gap = [(r * math.cos(a), r * k * math.sin(a)) for a in (math.radians(d) for d in range(-62, 243, 15))]
    out = [
        stroke(line(gap), "#6E7078", 42),
        stroke(line([(x, y - 3) for x, y in gap]), silver, 33),
        stroke(line([(x * 0.985, y * 0.985 - 8) for x, y in gap]), "#F4F5F2", 9, 0.9),
    ]
    for i, (x, y) in enumerate(gap[1:-1]):
        a = math.degrees(math.atan2(y / k, x))
        out.append(
            at(fill("M-9 0L0 -9 9 0 0 9z", "#7B7E86") if i % 2 else stroke("M0 -11V11M-7 -9V9M7 -9V9", "#7B7E86", 2.6), x, y - 2, 1, a)
        )
    for x, y, s in ((gap[0][0], gap[0][1], 1), (gap[-1][0], gap[-1][1], -1)):
        out.append(at(p.solid(p.round(0, 0, 30, 28, 0.03), silver, 10, stroke(ellipse(0, 0, 15, 14), "#7B7E86", 4)), x - s * 10, y - 4))
    plate = p.solid(
        p.blob([(-96, 0), (-60, 44), (0, 84), (60, 44), (96, 0), (50, -20), (0, -8), (-50, -20)], 1),
        silver,
        16,
        emblem(0, 28, 16, "#7B7E86") + stroke("M-76 4Q0 34 76 4M-50 46Q0 76 50 46", "#7B7E86", 4),
        0.5,
        0.6,
    )
    bells = "".join(
        stroke(f"M{x} {y}v{n}", "#7B7E86", 5)
        + at(p.solid(p.blob([(-12, 0), (-17, 30), (0, 40), (17, 30), (12, 0), (0, -6)], 1), silver, 8, tone=0.6), x, y + n)
        for x, y, n in ((-76, 24, 34), (-38, 62, 40), (0, 86, 44), (38, 62, 40), (76, 24, 34))
    )
    return "".join(out) + at(bells + plate, 0, r * k - 4)


def shoulder_bag(p: Pen, body: str = "#2A2437", palette: str = "thai", seed: int = 35) -> str:
    """Flat shoulder bag with its long strap and a row of tassels; stands on its tassels."""
    d = p.poly([(-210, -120), (-216, -520), (216, -520), (210, -120)], 16, 3)
    wv, strap = p.weave(seed, palette, 4.4, "translate(0 -480)", height=61), p.weave(seed + 1, palette, 2, "rotate(90)", height=25)
    loop = line([(-190, -510), (-210, -700), (-60, -860), (120, -830), (214, -680), (190, -510)])
    straps = stroke(loop, dark(body, 0.3), 56) + f'<path d="{loop}" fill="none" stroke="{strap}" stroke-width="46"/>'
    flap = f'<path d="M-230 -480H230V-180H-230z" fill="{wv}"/>'
    tassels = "".join(
        at(tassel(p, c), x, -128, 0.8)
        for x, c in ((-180, MADDER), (-108, TURMERIC), (-36, MADDER), (36, LEAF), (108, TURMERIC), (180, MADDER))
    )
    return straps + tassels + p.solid(d, body, 56, flap + stroke("M-210 -500H210", TURMERIC, 5, 0.9, 'stroke-dasharray="14 9"'), 0.5)
