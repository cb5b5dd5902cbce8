"""Flowers, pot plants and days spent with a community."""

from __future__ import annotations

from collections.abc import Callable

from storefront.demo.art.catalogue.good import Good
from storefront.demo.art.kit import at
from storefront.demo.art.makers.larder import leaf_meal
from storefront.demo.art.makers.plants import bouquet, mums, orchid, succulent
from storefront.demo.art.makers.vessels import teapot
from storefront.demo.art.pen import Pen
from storefront.demo.art.scenes.courtyards import indigo_yard, village
from storefront.demo.art.scenes.fields import tea_hills
from storefront.demo.art.scenes.rooms import loom
from storefront.demo.art.table import stand

GOODS: dict[str, Good] = {
    "hoa-kho": Good("mint", lambda p: [stand(p, at(bouquet(p), 0, 0, 1, 8), 560, 1020, 1.3, 240)], 3),
    "cuc-vang": Good("sky", lambda p: [stand(p, mums(p), 600, 1000, 1.45, 260)], 2),
    "lan-rung": Good("rice", lambda p: [stand(p, orchid(p), 600, 1010, 1.15, 240)], 2),
    "sen-da": Good(
        "clay",
        lambda p: [
            stand(p, succulent(p, "#E6DCC8", 0), 330, 940, 1.35, 190),
            stand(p, succulent(p, "#8C9AA8", 1), 660, 900, 1.35, 190),
            stand(p, succulent(p, "#D98A6A", 2), 790, 1040, 1.45, 190),
        ],
        0,
    ),
    "bua-com-ban": Good("linen", lambda p: [stand(p, teapot(p), 880, 800, 0.95, 300), stand(p, leaf_meal(p), 590, 1000, 1.22, 800)], 1),
}

# Days and nights with a community: a square part of a wide scene, from x = `left`.
PLACES: dict[str, tuple[Callable[[Pen], str], int]] = {
    "homestay-nha-san": (lambda p: village(p, "night"), 700),
    "lop-det": (lambda p: loom(p, "thai", "hook", "#D5DECA", "morning"), 350),
    "lop-nhuom-cham": (lambda p: indigo_yard(p, "day", 1), 230),
    "hai-che-som": (lambda p: tea_hills(p, "dawn", False, True), 20),
}
