"""The stage of a wide scene: its size, the hour of the day, water, tints and lamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storefront.demo.art.kit import Pt, ellipse, f, fill, mix, rect, stroke
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.land import H, W, ranges, sky


@dataclass(frozen=True)
class Mood:
    """Hour and weather: sky from top to horizon, sun or moon, ridges from far to near, mist, and a wash over everything."""

    top: str
    low: str
    sun: Pt | None
    disc: str
    far: str
    near: str
    mist: str
    wash: str | None = None
    strength: float = 0


MOODS: dict[str, Mood] = {
    "dawn": Mood("#EBB592", "#FBE9CB", (1130, 250), "#FFF1CF", "#D9B9B4", "#6E7FA0", "#FBEFD9"),
    "morning": Mood("#BCD0CE", "#FBF0D2", (420, 200), "#FFF1CF", "#BFCFBF", "#84A384", "#FBEFD9"),
    "day": Mood("#A9BFD0", "#F6E9CF", (330, 210), "#FFF6DF", "#B9C6CC", "#7F9C95", "#F6EEDC"),
    "blue": Mood("#9FC0D8", "#EAF1E8", None, "#FFFFFF", "#A9C3CF", "#5F8C98", "#E6EFEA"),
    "gold": Mood("#E8B45C", "#FCE7B4", (1180, 300), "#FFF4CC", "#DDB98A", "#9A8A6A", "#FBE6BC", "#F0B050", 0.14),
    "dusk": Mood("#6A5A94", "#F0B08C", (1060, 400), "#FFD9A8", "#A98AA4", "#5A5680", "#E9B49C", "#7A5A9A", 0.24),
    "rain": Mood("#8FA0AC", "#D3DCD8", None, "#FFFFFF", "#A9B7BA", "#6E8A86", "#DDE4DE", "#7E98A4", 0.14),
    "night": Mood("#141C44", "#4A4F86", (1180, 190), "#FBEFCB", "#3A4278", "#232B58", "#565C92", "#232C66", 0.62),
}


Light = tuple[float, float, float]  # x, y, reach


def tint(colour: str, strength: float, extra: str = "") -> str:
    """Wash the whole scene in a colour, darker as strength nears 1."""
    return (
        f'<rect width="{W}" height="{H}" fill="{mix("#FFFFFF", colour, strength)}" style="mix-blend-mode:multiply" {extra}/>'
        if strength
        else ""
    )


def glow(p: Pen, light: Light, colour: str = "#F2A24A", strength: float = 0.5) -> str:
    """Warm light added round a lamp."""
    x, y, r = light
    d = p.radial([(0, colour, strength), (0.3, colour, strength * 0.4), (1, colour, 0)])
    return f'<circle cx="{f(x)}" cy="{f(y)}" r="{f(r)}" fill="{d}" style="mix-blend-mode:screen"/>'


def darken(p: Pen, colour: str, strength: float, lights: Sequence[Light] = ()) -> str:
    """Night over the scene; what stands near a light keeps its own colours and takes on some warmth."""
    i = p.uid()
    holes = "".join(
        f'<circle cx="{f(x)}" cy="{f(y)}" r="{f(r)}" fill="{p.radial([(0, "#000000", 1), (0.35, "#000000", 0.7), (1, "#000000", 0)])}"/>'
        for x, y, r in lights
    )
    p.defs.append(
        f'<mask id="{i}" maskUnits="userSpaceOnUse" x="0" y="0" width="{W}" height="{H}">{fill(rect(0, 0, W, H), "#FFFFFF")}{holes}</mask>'
    )
    return tint(colour, strength, f'mask="url(#{i})"') + "".join(glow(p, light, strength=0.28) for light in lights)


def water(p: Pen, y: float, far: str, near: str, glints: tuple[str, ...] = ("#FFF0D0", "#F0C99A", "#2F466A"), n: int = 70) -> str:
    """Water from y to the foot of the scene, its ripples wider towards us."""
    mid = mix(far, near, 0.45)
    out = f'<rect y="{f(y)}" width="{W}" height="{f(H - y)}" fill="{p.grad([(0, far, 1), (0.4, mid, 1), (1, near, 1)], True)}"/>'
    for _ in range(n):
        x, yy, w = p.rng.uniform(-50, W), y + 6 + (H - y) * p.rng.random() ** 1.3, p.rng.uniform(60, 260)
        out += stroke(f"M{f(x)} {f(yy)}q{f(w / 2)} {f(p.j(4))} {f(w)} 0", p.rng.choice(glints), 2 + (yy - y) / 100, 0.4)
    return out


def backdrop(p: Pen, mood: Mood, y: float = 290, n: int = 3, gap: float = 58, amp: float = 42) -> str:
    """Sky with sun or moon and stars, and n ridges below y."""
    stars = "".join(
        fill(ellipse(p.rng.uniform(0, W), p.rng.uniform(0, y + 40), 1.8, 1.8), "#FFF6DC", p.rng.uniform(0.4, 0.95))
        for _ in range(70 if mood is MOODS["night"] else 0)
    )
    return sky(p, mood.top, mood.low, mood.sun, mood.disc) + stars + ranges(p, y, n, mood.far, mood.near, gap, amp, mood.mist)


def finish(p: Pen, mood: Mood, lights: Sequence[Light] = ()) -> str:
    """The mood's wash with its lights; the moon shines through it."""
    moon = (
        fill(p.round(*mood.sun, 58, 58, 0.01), mood.disc) + glow(p, (*mood.sun, 220), mood.disc, 0.5)
        if mood is MOODS["night"] and mood.sun
        else ""
    )
    return (darken(p, mood.wash, mood.strength, lights) if mood.wash else "") + moon
