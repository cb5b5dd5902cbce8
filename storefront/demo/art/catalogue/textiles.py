"""Woven cloth and what is sewn from it."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import Good
from storefront.demo.art.kit import LEAF, WOOD, at, stroke
from storefront.demo.art.makers.bags import bag, purse
from storefront.demo.art.makers.bits import sprig
from storefront.demo.art.makers.cloth import cushion, folded, rug, scarf
from storefront.demo.art.makers.wares import round_table, vase
from storefront.demo.art.makers.wear import jacket, shoulder_bag, skirt
from storefront.demo.art.table import hang, stand

GOODS: dict[str, Good] = {
    "vai-tho-cam": Good(
        "rice", lambda p: [stand(p, folded(p, "hmong", 7, 5, 500, ("linen", "ede", "hmong", "thai")), 600, 980, 1.3, 500)], 2
    ),
    "khan-pieu": Good("turmeric", lambda p: [hang(p, scarf(p, "thai", ground="#3A2E4A"), 600, 1010, 1.12)], 0, hung=True),
    "khan-choang-do": Good("indigo", lambda p: [hang(p, scarf(p, "ede", 21), 600, 1010, 1.12)], 1, hung=True),
    "vai-lanh-cham": Good(
        "clay",
        lambda p: [
            stand(p, folded(p, "linen", 24, 3, 520, ("hmong", "linen")), 600, 970, 1.4, 520),
            stand(p, folded(p, "bana", 31, 1, 380), 610, 612, 1.3, 0, cast=False),
        ],
        2,
    ),
    "tui-tote": Good("sky", lambda p: [stand(p, bag(p), 600, 985, 1.12, 420)], 2),
    "tui-deo": Good("sage", lambda p: [stand(p, shoulder_bag(p), 600, 1010, 1.02, 420)], 3),
    "vi-khoa-keo": Good("rose", lambda p: [stand(p, purse(p), 590, 950, 1.5, 460)], 3),
    "ao-cham": Good("rice", lambda p: [hang(p, stroke("M-900 -92H900", WOOD, 30) + jacket(p), 600, 260, 1.15)], 0, hung=True),
    "vay-lanh": Good("mint", lambda p: [hang(p, stroke("M-900 -92H900", WOOD, 30) + skirt(p), 600, 280, 1.18)], 1, hung=True),
    "goi-tua": Good("sage", lambda p: [stand(p, cushion(p), 600, 985, 1.35, 460)], 0),
    "khan-trai-ban": Good(
        "clay",
        lambda p: [
            stand(p, round_table(p), 600, 1100, 1.2, 700),
            stand(p, at(vase(p, "#6E8AA0", 300, 105), 0, 0) + at(sprig(p, 260, LEAF, 5), 0, -290, 1, -80), 600, 590, 1, 150),
        ],
        2,
    ),
    "tham-soi-bong": Good("clay", lambda p: [stand(p, rug(p), 590, 985, 1.35, 620)], 3),
}
