"""Every pair of colours that carries words or shapes passes WCAG 2.2 AA in both themes, computed from tokens.css."""

from __future__ import annotations

import re

import pytest

from storefront.assets import CSS

TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT), ("ink", "sheet", TEXT), ("ink", "shade", TEXT), ("ink2", "paper", TEXT), ("ink2", "shade", TEXT),
    ("ink2", "sheet", TEXT), ("ink2", "indigo-soft", TEXT), ("indigo", "paper", TEXT), ("indigo", "sheet", TEXT), ("indigo", "shade", TEXT),
    ("indigo", "indigo-soft", TEXT), ("indigo-hi", "indigo-soft", TEXT), ("on-indigo", "indigo", TEXT), ("on-indigo", "indigo-hi", TEXT),
    ("madder", "paper", TEXT), ("madder", "sheet", TEXT), ("madder", "madder-soft", TEXT), ("on-madder", "madder", TEXT),
    ("leaf", "paper", TEXT), ("leaf", "sheet", TEXT), ("leaf", "leaf-soft", TEXT), ("clay-ink", "paper", TEXT), ("clay-ink", "shade", TEXT),
    ("ink", "turmeric-soft", TEXT), ("ink", "indigo-soft", TEXT), ("ink", "leaf-soft", TEXT), ("ink", "madder-soft", TEXT),
    ("on-band", "band", TEXT), ("on-band2", "band", TEXT), ("turmeric", "band", TEXT), ("paper", "ink", TEXT),
    ("edge", "paper", SHAPE), ("edge", "sheet", SHAPE),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    plain = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", text))
    pairs = {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", text)}
    assert {name: light for name, (light, _) in pairs.items()} == {name: plain[name] for name in pairs}, "fallback and light theme differ"
    return {"light": plain, "dark": plain | {name: dark for name, (_, dark) in pairs.items()}}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == 21
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_pair_passes(theme, front, ground, least):
    colours = themes()[theme]

    assert contrast(colours[front], colours[ground]) >= least
