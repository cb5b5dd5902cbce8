"""Heaps, garlands and bundles of small things."""

from __future__ import annotations

import math
from collections.abc import Callable

from storefront.demo.art.kit import STRAW, Pt, at, curve, dark, f, fill, mix, stroke
from storefront.demo.art.makers.bits import anise, ball, bean, cashew, chilli, coil, corn, egg, grainlet, leaf, mushroom, root
from storefront.demo.art.makers.harvest import (
    berry,
    black_garlic,
    bluet,
    clove,
    daisy,
    garlic,
    jackfruit,
    locust,
    lump,
    persimmon,
    plum,
    podlet,
)
from storefront.demo.art.makers.morsels import bun, crust, fish, floss, peanut, ribbon, shrimp, slice_of, strip, tuber
from storefront.demo.art.pen import Pen

HEAPABLE: dict[str, Callable[[Pen, float, str], str]] = {
    "ball": ball,
    "bean": bean,
    "grain": grainlet,
    "chilli": chilli,
    "mushroom": mushroom,
    "root": root,
    "anise": anise,
    "egg": egg,
    "leaf": lambda p, r, c: at(leaf(p, r * 2, c), -r, 0),
    "cashew": cashew,
    "coil": coil,
    "corn": corn,
    "plum": plum,
    "tuber": tuber,
    "peanut": peanut,
    "shrimp": shrimp,
    "fish": fish,
    "persimmon": persimmon,
    "slice": slice_of,
    "strip": strip,
    "ribbon": ribbon,
    "berry": berry,
    "daisy": daisy,
    "bluet": bluet,
    "clove": clove,
    "garlic": garlic,
    "black_garlic": black_garlic,
    "podlet": podlet,
    "jackfruit": jackfruit,
    "locust": locust,
    "crust": crust,
    "floss": floss,
    "lump": lump,
    "bun": bun,
}


UPRIGHT = {"ball", "egg", "mushroom", "coil", "plum", "garlic", "black_garlic", "daisy", "slice", "lump", "jackfruit", "bun"}


def _spaced(p: Pen, seen: list[tuple[float, float]], tries: int) -> tuple[float, float]:
    """A random point of the unit disc, kept away from earlier ones."""
    best, far = (0.0, 0.0), -1.0
    for _ in range(tries):
        a, k = p.rng.uniform(0, 2 * math.pi), math.sqrt(p.rng.random())
        q = (math.cos(a) * k, math.sin(a) * k)
        d = min((math.dist(q, s) for s in seen), default=2)
        if d > far:
            best, far = q, d
    return best


def heap(p: Pen, kind: str, w: float, h: float, n: int, r: float, colours: list[str], spill: float = 0.2) -> str:
    """A mound of small things, back to front; origin at the mound's base centre."""
    make = HEAPABLE[kind]
    spots: list[Pt] = []
    seen: list[Pt] = []
    for _ in range(n):
        x, z = _spaced(p, seen, 8 if n < 60 else 1)
        seen.append((x, z))
        spots.append((x * w / 2, z * w * spill / 2 - h * max(0, 1 - x * x - z * z) * p.rng.uniform(0.75, 1)))
    spots.sort(key=lambda s: s[1])
    base = colours[0]
    w *= 0.9
    mound = f"M{f(-w / 2)} 0" + curve([(-w / 2, 0), (-w * 0.25, -h * 0.7), (0, -h * 0.92), (w * 0.25, -h * 0.7), (w / 2, 0)])
    out = [fill(mound + f"A{f(w / 2)} {f(w * spill / 2)} 0 0 1 {f(-w / 2)} 0z", dark(base, 0.35))]
    flat = kind in UPRIGHT
    for x, y in spots:
        c = mix(p.rng.choice(colours), "#2E1524", p.rng.uniform(0, 0.14))
        out.append(at(make(p, r * p.rng.uniform(0.85, 1.15), c), x, y, 1, p.j(14) if flat else p.rng.uniform(0, 360)))
    return "".join(out)


def string(p: Pen, kind: str, colours: list[str], n: int, step: float, r: float) -> str:
    """Things hung one below the other, each upright; origin at the top of the string."""
    out = [stroke(f"M0 -30V{f(n * step - r)}", STRAW, 6)]
    out += [at(HEAPABLE[kind](p, r * (1 + p.j(0.06)), p.rng.choice(colours)), p.j(8), (i + 0.75) * step, 1, p.j(7)) for i in range(n)]
    return "".join(out)


def garland(p: Pen, kind: str, colours: list[str], n: int = 15, h: float = 560, r: float = 40) -> str:
    """String of chillies, garlic or pepper hanging from above; origin at its lowest point."""
    out = [stroke(f"M0 {f(-h - 330)}L0 0", STRAW, 5)]
    for i in range(n * 2):
        y, s = -h + h * i / (n * 2), 1 if i % 2 else -1
        w = 1 - 0.35 * i / (n * 2)
        out.append(at(HEAPABLE[kind](p, r, p.rng.choice(colours)), s * r * 0.62 * w + p.j(6), y, w, (44 if s > 0 else 136) + p.j(18)))
    return "".join(out)
