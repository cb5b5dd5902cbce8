"""Where the goods stand: wall, table, cloth, shadows."""

from __future__ import annotations

import re
from collections.abc import Callable

from storefront.demo.art import brocade
from storefront.demo.art.kit import Pt, at, dark, ellipse, f, fill, line, pale, stroke
from storefront.demo.art.makers.bits import leaf, sprig
from storefront.demo.art.makers.heaps import HEAPABLE, heap
from storefront.demo.art.makers.vessels import bowl
from storefront.demo.art.pen import Pen

LIGHT = re.compile(r' filter="url\(#(grain|soft|haze)\)"')
GROUNDS: dict[str, tuple[str, str]] = {  # wall, table
    "rice": ("#F6EEDC", "#E7D6B6"),
    "indigo": ("#CFD5E6", "#AEB8D6"),
    "clay": ("#EBC9AE", "#D9A27C"),
    "sage": ("#D5DECA", "#B5C4A4"),
    "turmeric": ("#F6DFA8", "#E6BC68"),
    "rose": ("#EFD3C8", "#DDAE9E"),
    "night": ("#33406F", "#26305A"),
    "mint": ("#D3E3DC", "#A9C8BC"),
    "linen": ("#E9E2D4", "#CDBFA6"),
    "plum": ("#DCCFDD", "#B9A3BC"),
    "terra": ("#D99C7A", "#BC7652"),
    "forest": ("#44604F", "#33493E"),
    "wine": ("#7A3640", "#5E2730"),
    "sky": ("#D6E6EC", "#B3CDD6"),
}
NIGHTS = {"night", "forest", "wine"}


def silhouette(p: Pen, svg: str) -> tuple[str, str]:
    """Register a drawing twice: as is, and without inner filters for its shadow (cheap to cast)."""
    i, s = p.uid(), p.uid()
    p.defs.append(f'<g id="{i}">{svg}</g><g id="{s}">{LIGHT.sub("", svg)}</g>')
    return f'<use href="#{i}" transform="', f'<use href="#{s}" transform="'


def stand(p: Pen, svg: str, x: float = 600, y: float = 930, s: float = 1, w: float = 400, cast: bool = True) -> str:
    """Put an object on the table with its contact shadow (`w` wide) and a long cast shadow."""
    use, shade = silhouette(p, svg)
    touch = fill(ellipse(x + w * s * 0.05, y + 3, w * s * 0.56, w * s * 0.09), "#2E1524", 0.36, 'filter="url(#blur)"') if w else ""
    long = (
        f'<g filter="url(#cast)" opacity=".2">{shade}translate({f(x)} {f(y)}) matrix({s} 0 {-0.62 * s:.3g} {0.3 * s:.3g} 0 0)"/></g>'
        if cast
        else ""
    )
    return long + touch + f'{use}translate({f(x)} {f(y)}) scale({s})"/>'


def ground(p: Pen, name: str, cloth: str | None, light: int, horizon: float = 735) -> str:
    """Wall with one quiet light motif, table, and sometimes a woven cloth on it."""
    wall, table = GROUNDS[name]
    glow = p.grad([(0, pale(wall, 0.12 if name in NIGHTS else 0.5), 0.9), (1, dark(wall, 0.22), 0.3)])
    out = [
        f'<rect width="1200" height="1200" fill="{wall}"/><rect width="1200" height="1200" fill="{glow}"/>',
        _light(p, wall, 3 if name in NIGHTS else light, name in NIGHTS),
    ]
    if horizon < 1200:
        edge = f"M0 {horizon}Q600 {f(horizon + p.j(5))} 1200 {f(horizon + p.j(4))}V1200H0z"
        out.append(fill(edge, table) + fill(edge, p.grad([(0, pale(table, 0.4), 0.8), (0.5, table, 0), (1, dark(table, 0.3), 0.35)], True)))
    if cloth:
        c = brocade.PALETTES[cloth][0]
        top, drop = p.poly([(130, 770), (1070, 770), (1200, 1040), (0, 1040)], 6, 2), "M0 1038Q600 1048 1200 1038V1210H0z"
        out.append(
            p.solid(top, pale(c, 0.1), 20, tone=0.2, light=0)
            + p.solid(
                drop,
                c,
                10,
                f'<path d="M0 1066H1200V1186H0z" fill="{p.weave(light + 3, cloth, 3.6, "translate(24 1064)", height=33)}"/>',
                0.2,
                0,
            )
            + stroke("M0 1038Q600 1048 1200 1038", pale(c, 0.3), 4, 0.6)
        )
    return "".join(out)


def _light(p: Pen, wall: str, kind: int, night: bool) -> str:
    """Window panes, a frond's shadow, an arched niche or a plain disc, all tone on tone."""
    dx = p.j(60)
    if kind == 0:
        body = "".join(fill(f"M{f(130 + dx + x)} {y}l200 -36v230l-200 42z", pale(wall, 0.85), 0.55) for x in (0, 226) for y in (150, 412))
        body += "".join(
            at(leaf(p, 150 + p.j(30), dark(wall, 0.4), False), 200 + dx + 62 * i, 230 + 52 * i + p.j(30), 1, -30 + p.j(50))
            for i in range(5)
        ).replace("<path", '<path opacity=".1"')
    elif kind == 1:
        body = at(
            at("".join(at(leaf(p, 420 - abs(i) * 26, dark(wall, 0.3), False), 0, 0, 1, i * 17) for i in range(-5, 6)), 0, 0, 1, 128),
            1130 + dx * 0.5,
            -30,
        ).replace("<path", '<path opacity=".13"')
    elif kind == 2:
        return fill("M250 1200V470a350 350 0 0 1 700 0V1200z", pale(wall, 0.6), 0.5) + fill(
            "M250 1200V470a350 350 0 0 1 350 -350a330 340 0 0 0 -310 350V1200z", dark(wall, 0.3), 0.16
        )
    else:
        return fill(p.round(620 + dx, 480, 370, 368, 0.012), pale(wall, 0.14 if night else 0.65), 0.6)
    return f'<g filter="url(#soft)">{body}</g>'


def hang(p: Pen, svg: str, x: float = 600, y: float = 250, s: float = 1) -> str:
    """Hang an object on the wall with its shadow beside it."""
    use, shade = silhouette(p, svg)
    return (
        f'<g filter="url(#cast)" opacity=".22">{shade}translate({f(x + 34)} {f(y + 30)}) scale({s})"/></g>'
        f'{use}translate({f(x)} {f(y)}) scale({s})"/>'
    )


def spot(x: float, y: float, w: float, h: float = 0) -> str:
    """Small soft shadow under something that lies at (x, y)."""
    return fill(ellipse(x, y, w, h or w * 0.35), "#2E1524", 0.25)


def scatter(p: Pen, kind: str, n: int, x: float, y: float, w: float, h: float, r: float, colour: str) -> str:
    """Loose pieces on the table, each with a little shadow."""
    out = []
    for _ in range(n):
        cx, cy = x + p.j(w), y + p.j(h)
        out.append(spot(cx + r * 0.2, cy + r * 0.45, r, r * 0.4) + at(HEAPABLE[kind](p, r, colour), cx, cy, 1, p.rng.uniform(0, 360)))
    return "".join(out)


def dish(
    p: Pen, kind: str, colours: list[str], n: int, r: float, ware: str = "#EFE6D2", w: float = 150, h: float = 60, mound: float = 60
) -> str:
    """Small bowl of something."""
    return bowl(p, ware, w, h, heap(p, kind, w * 1.7, mound, n, r, colours), False)


def branch(p: Pen, x: float, y: float, n: float, colour: str, rot: float, k: int = 4) -> str:
    """A sprig lying on the table."""
    low = at(fill(f"M0 -14L{f(n)} -20V20z", "#2E1524"), x + 8, y + 14, 1, rot)
    return f'<g opacity=".25" filter="url(#soft)">{low}</g>' + at(sprig(p, n, colour, k), x, y, 1, rot)


def scatter_of(p: Pen, make: Callable[[], str], spots: list[Pt]) -> str:
    """Drawings laid at given spots, each with a little shadow."""
    return "".join(spot(x + 8, y + 34, 70, 24) + at(make(), x, y, 1, p.j(20)) for x, y in spots)


def board(p: Pen, w: float = 340, colour: str = "#B98A58") -> str:
    """Wooden board lying on the table; origin at the middle of its near edge."""
    top = p.poly([(-w, 0), (-w * 0.84, -190), (w * 0.84, -190), (w, 0)], 22, 2)
    grain = "".join(stroke(line([(-w, y), (0, y + p.j(8)), (w, y + p.j(5))]), dark(colour, 0.22), 3, 0.6) for y in range(-170, 0, 24))
    return p.solid(p.poly([(-w, -6), (w, -6), (w, 22), (-w, 22)], 9, 1), dark(colour, 0.25), 8) + p.solid(top, colour, 20, grain, 0.3, 0.3)
