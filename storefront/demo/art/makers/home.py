"""Things for the house: soap, candles, gift boxes."""

from __future__ import annotations

from storefront.demo.art.kit import INK, LEAF, MADDER, PAPER, TURMERIC, at, dark, ellipse, fill, lathe, pale, stroke
from storefront.demo.art.pen import Pen


def soap(p: Pen, colour: str, title: str = "") -> str:
    """A cut soap bar standing on edge."""
    front = p.poly([(-120, 0), (-120, -130), (90, -130), (90, 0)], 22, 2)
    side = p.poly([(80, 0), (82, -130), (128, -158), (128, -30)], 14, 1)
    top = p.poly([(-116, -126), (-70, -160), (128, -160), (88, -126)], 10, 1)
    marks = "".join(fill(p.round(p.j(90), -66 + p.j(50), 4, 3), dark(colour, 0.3), 0.7) for _ in range(14))
    stamp = p.text(title, -15, -54, 32, dark(colour, 0.42), 600, 2) if title else ""
    return p.solid(side, dark(colour, 0.2), 14) + p.solid(top, pale(colour, 0.4), 10) + p.solid(front, colour, 20, marks + stamp, 0.35)


def candle(p: Pen, wax: str = "#EAD7A4", vessel: str = "#D8CBB4", title: str = "", sub: str = "", accent: str = LEAF) -> str:
    """Lit candle in a stoneware cup."""
    d = lathe([(128, 0), (136, -16), (136, -230, 1)], 0.17)
    glow = fill(ellipse(0, -340, 150, 170), "#FFE3A0", 0.5, 'filter="url(#haze)"')
    flame = fill(p.blob([(0, -268), (-26, -310), (-6, -372), (2, -404, 1), (20, -350), (26, -306)], 2), "#F2B23C") + fill(
        p.blob([(0, -272), (-12, -302), (0, -346, 1), (13, -302)], 1), "#FFF0BF"
    )
    inside = (
        fill(ellipse(0, -230, 136, 23), dark(vessel, 0.2)) + fill(ellipse(0, -227, 122, 18), wax) + stroke("M0 -228Q2 -250 0 -272", INK, 5)
    )
    lab = p.label(0, -118, 180, 140, title, sub, PAPER, accent, 12) if title else ""
    return glow + p.solid(d, vessel, 40, lab) + inside + flame


def gift(p: Pen, palette: str = "ede", seed: int = 12, body: str = MADDER, title: str = "") -> str:
    """Two stacked gift boxes tied with a woven ribbon."""

    def one(w: float, h: float, c: str) -> str:
        face = p.poly([(-w, 0), (-w, -h), (w, -h), (w, 0)], 10, 2)
        lid = p.poly([(-w - 10, -h + 46), (-w - 10, -h - 12), (w + 10, -h - 12), (w + 10, -h + 46)], 8, 2)
        wv = p.weave(seed, palette, 2.3, "translate(-46 0) rotate(90)", height=39)
        rib = f'<rect x="-46" y="{-h - 20}" width="90" height="{h + 30}" fill="{wv}"/>'
        return (
            p.solid(face, c, 44, rib) + fill(f"M{-w} {-h + 44}H{w}V{-h + 58}H{-w}z", "#2E1524", 0.25) + p.solid(lid, pale(c, 0.08), 30, rib)
        )

    bow = "".join(
        p.solid(p.blob([(0, -4), (s * 60, -70), (s * 128, -60), (s * 120, 0), (s * 50, 14)], 2), TURMERIC, 16) for s in (-1, 1)
    ) + p.solid(p.round(0, -6, 24, 22), TURMERIC, 10)
    tails = "".join(p.solid(p.poly([(0, 0), (s * 70, 58), (s * 104, 34), (s * 14, -10)], 3, 1), dark(TURMERIC, 0.12), 8) for s in (-1, 1))
    return one(230, 210, body) + at(one(165, 160, "#EFDDB8"), 0, -222) + at(tails + bow, 0, -398)
