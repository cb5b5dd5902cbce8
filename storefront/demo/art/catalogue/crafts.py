"""Pottery, bamboo, embroidery, silver, gifts."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import Good
from storefront.demo.art.kit import INDIGO, MADDER, STRAW, at
from storefront.demo.art.makers.bags import notebook
from storefront.demo.art.makers.cloth import hanging, velvet
from storefront.demo.art.makers.craft import bamboo_lamp, chopsticks, elephant, hoop, sedge_mat
from storefront.demo.art.makers.food import bundle
from storefront.demo.art.makers.glass import jar
from storefront.demo.art.makers.home import candle, gift
from storefront.demo.art.makers.packages import box, tin
from storefront.demo.art.makers.vessels import basket, cup, hamper, pot, teapot
from storefront.demo.art.makers.wares import dry_branch, vase
from storefront.demo.art.makers.wear import conical_hat, necklace
from storefront.demo.art.table import hang, stand

GOODS: dict[str, Good] = {
    "noi-dat": Good("rice", lambda p: [stand(p, pot(p), 600, 965, 1.5, 290)], 1, "ede"),
    "bo-am-tra": Good(
        "sage",
        lambda p: [stand(p, teapot(p), 510, 940, 1.55, 300), stand(p, cup(p), 905, 950, 1.35, 120), stand(p, cup(p), 800, 1030, 1.45, 120)],
        0,
    ),
    "binh-gom": Good("terra", lambda p: [stand(p, at(dry_branch(p, 330), 0, -440) + vase(p), 590, 1000, 1.22, 240)], 3),
    "gio-may": Good("mint", lambda p: [stand(p, basket(p, "#B5824A", 290, 270, True), 590, 985, 1.35, 420)], 2),
    "den-tre": Good("night", lambda p: [at(bamboo_lamp(p), 600, 900, 1.25)], hung=True),
    "chieu-coi": Good("sage", lambda p: [stand(p, sedge_mat(p), 585, 1010, 1.4, 640)], 1),
    "non-la": Good("indigo", lambda p: [stand(p, conical_hat(p), 600, 920, 1.22, 760)], 2),
    "nen-sap-ong": Good(
        "night",
        lambda p: [
            stand(p, candle(p, title="SÁP ONG", sub="mùi quế"), 530, 960, 1.65, 260),
            stand(p, bundle(p, "#8A4F2C", 9, 230, STRAW, 0.6, 13), 870, 1010, 1, 200),
        ],
    ),
    "so-tay": Good(
        "clay",
        lambda p: [
            stand(p, notebook(p, "hmong", 14, INDIGO), 690, 930, 1.35, 340),
            stand(p, notebook(p, "ede", 17, MADDER), 450, 985, 1.3, 340),
        ],
        0,
    ),
    "tranh-theu": Good("mint", lambda p: [hang(p, hoop(p), 600, 620, 1.25)], 1, hung=True),
    "vong-bac": Good("night", lambda p: [velvet(p), stand(p, necklace(p), 600, 530, 1.3, 0)], hung=True),
    "voi-vai": Good("turmeric", lambda p: [stand(p, elephant(p), 660, 990, 1.3, 520)], 3),
    "ong-dua-tre": Good("rose", lambda p: [stand(p, chopsticks(p), 600, 985, 1.5, 240)], 2),
    "tranh-det": Good("sky", lambda p: [hang(p, hanging(p), 600, 270, 1.12)], 1, hung=True),
    "hop-qua-tet": Good("turmeric", lambda p: [stand(p, gift(p, "ede"), 600, 970, 1.42, 480)], 1),
    "gio-qua-tet": Good("rose", lambda p: [stand(p, hamper(p), 560, 980, 1.3, 460)], 2, "bana"),
    "bo-qua-tra-mat-ong": Good(
        "rice",
        lambda p: [
            stand(p, tin(p, "#7E2A2E", "TRÀ", "cổ thụ", band="ede"), 265, 940, 1.15, 310),
            stand(p, box(p, "#E6D7B2", "QUÀ QUÊ", "hợp tác xã", MADDER, "ede"), 870, 935, 1.1, 440),
            stand(p, jar(p, "#DD9226", "MẬT ONG", "", cloth="ede"), 505, 985, 1.0, 320),
        ],
        3,
        "ede",
    ),
}
