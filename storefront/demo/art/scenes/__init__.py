"""Wide scenes, layered land and rooms in calm palettes: which painter stands for which group, story, model and fair. No figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from storefront.demo.art.kit import f
from storefront.demo.art.pen import Pen, page
from storefront.demo.art.scenes.courtyards import bees, coffee_yard, herb_yard, indigo_yard, mien_yard, sedge_yard, village
from storefront.demo.art.scenes.fields import coffee_hills, rice_terraces, tea_hills
from storefront.demo.art.scenes.gardens import herb_beds, lemongrass, orchard, pepper_garden, vegetable_rows
from storefront.demo.art.scenes.gatherings import fair, home_table, market_row, road_to_market
from storefront.demo.art.scenes.indoors import hearth, mushroom_house, nursery
from storefront.demo.art.scenes.land import H, W
from storefront.demo.art.scenes.rooms import kitchen, loom, sewing, skeins
from storefront.demo.art.scenes.waters import coconut_canal, fish_drying, fish_sauce_yard, river_market, salt_pans
from storefront.demo.art.scenes.workshops import bamboo_workshop, embroidery, pottery


@dataclass(frozen=True)
class Scene:
    """A painted scene and the 16:10 part of it that is shown: its left edge, width and top in units; mirrored first if `flip`."""

    draw: Callable[[Pen], str]
    left: int = 80
    flip: bool = False
    width: int = 1440
    top: int = 0


SCENES: dict[str, Scene] = {
    # groups
    "det-cham": Scene(indigo_yard),
    "det-tho-cam": Scene(loom),
    "tra-co-thu": Scene(lambda p: tea_hills(p, "dawn")),
    "ca-phe-doi": Scene(coffee_hills, 140),
    "ong-rung": Scene(bees),
    "mien-xuong": Scene(mien_yard),
    "lua-nuong": Scene(lambda p: rice_terraces(p, "gold", "ripe"), 60, True),
    "mam-bien": Scene(fish_sauce_yard),
    "kho-bien": Scene(fish_drying),
    "may-tre": Scene(bamboo_workshop),
    "ban-theu": Scene(embroidery),
    "to-may": Scene(lambda p: sewing(p, "ede", "#E3CFC0", "morning"), 60),
    "lang-gom": Scene(pottery),
    "chung-cat-sa": Scene(lemongrass, 150),
    "vuon-thuoc": Scene(herb_yard),
    "vuon-cam": Scene(orchard),
    "vuon-rau": Scene(vegetable_rows),
    "xu-dua": Scene(coconut_canal),
    "ruong-muoi": Scene(salt_pans),
    "lang-coi": Scene(sedge_yard),
    "bep-mut": Scene(kitchen),
    "vuon-tieu": Scene(pepper_garden),
    "nha-nam": Scene(mushroom_house),
    "vuon-hoa": Scene(nursery),
    "nha-san-don-khach": Scene(village),
    "bep-khoi": Scene(hearth),
    # stories
    "rang-dong": Scene(lambda p: rice_terraces(p, "dawn", "flooded"), 100),
    "khung-cui-dem": Scene(lambda p: loom(p, "ede", "diamond", "#C9A98A", "night"), 100, False, 1280, 70),
    "duong-ra-cho": Scene(road_to_market),
    "cho-song": Scene(river_market),
    "mua-ong-moi": Scene(lambda p: bees(p, "gold"), 120, True),
    "noi-cham-dau-tien": Scene(lambda p: indigo_yard(p, "dusk", 1), 20, True),
    "ghe-dua": Scene(lambda p: coconut_canal(p, "dusk", False), 80, True),
    "phien-mien-nang": Scene(lambda p: mien_yard(p, "blue", False, False), 60, False, 1360, 50),
    "ban-may-ben-cua": Scene(lambda p: sewing(p, "hmong", "#D8DDCB", "dawn"), 180, True, 1320, 75),
    "doi-che-sau-mua": Scene(lambda p: tea_hills(p, "rain", True), 80, True),
    "bep-lua": Scene(lambda p: hearth(p, True), 230, True, 1160, 150),
    "cho-phien": Scene(market_row),
    # livelihood models
    "mo-hinh-det": Scene(skeins, 60),
    "mo-hinh-ca-phe": Scene(coffee_yard),
    "mo-hinh-nuoi-ong": Scene(lambda p: bees(p, "day", "orchard")),
    "mo-hinh-mien": Scene(lambda p: mien_yard(p, "morning"), 160, True),
    "mo-hinh-duoc-lieu": Scene(herb_beds),
    "mo-hinh-homestay": Scene(lambda p: village(p, "morning", True)),
    # fairs and the home page
    "hoi-cho-ngay": Scene(fair),
    "hoi-cho-dem": Scene(lambda p: fair(p, "night", True)),
    "trang-chu": Scene(home_table),
}


def framed(p: Pen, body: str, left: float, top: float, width: float, height: float, flip: bool = False) -> str:
    """A part of a painted scene as its own picture."""
    inner = f'<g transform="translate({W} 0) scale(-1 1)">{body}</g>' if flip else body
    return page(p, inner, W, H, f"{f(left)} {f(top)} {f(width)} {f(height)}", 0.13)


def picture(slug: str) -> str:
    """A scene as 16:10 SVG; its slug seeds the hand."""
    scene, p = SCENES[slug], Pen(crc32(slug.encode()))
    return framed(p, scene.draw(p), scene.left, scene.top, scene.width, scene.width * 10 / 16, scene.flip)
