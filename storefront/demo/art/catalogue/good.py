"""What a composition of the catalogue is made of, and tones that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storefront.demo.art.pen import Pen


@dataclass(frozen=True)
class Good:
    """One still-life: its ground, what stands on it, the light on the wall and maybe a woven table cloth.

    `light` is 0 window panes, 1 a frond's shadow, 2 an arched niche, 3 a plain disc; dark grounds always take the disc.
    `hung` goods hang on the bare wall; `draw` returns them back to front.
    """

    ground: str
    draw: Callable[[Pen], list[str]]
    light: int = 2
    cloth: str | None = None
    hung: bool = False


RED, ORANGE = ["#C23A28", "#A82E22"], ["#E08A2E", "#E39A3A", "#D97A28"]
HERB, ROOTS, SHELL = "#6E8A55", ["#CFA768", "#D98A2E", "#C3985A"], ["#F0DCC0", "#E3C6A2", "#D9B48C"]
WHITE_RICE, BEANS = ["#FBF4E2", "#F3E8CC"], ["#5A3220", "#4A2818"]
