"""Herbs, oils, soap and other things from medicinal plants."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import HERB, Good
from storefront.demo.art.kit import BAMBOO, LEAF, MADDER, PAPER, STRAW, at
from storefront.demo.art.makers.bits import leaf
from storefront.demo.art.makers.food import bundle
from storefront.demo.art.makers.garden import artichoke
from storefront.demo.art.makers.glass import bottle, jar, lip_tin, vial
from storefront.demo.art.makers.harvest import locust
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.home import soap
from storefront.demo.art.makers.packages import pouch
from storefront.demo.art.makers.plants import posy
from storefront.demo.art.makers.produce import pomelo
from storefront.demo.art.makers.vessels import tray
from storefront.demo.art.makers.wares import flower, sachet, tub
from storefront.demo.art.table import branch, dish, scatter, scatter_of, stand

GOODS: dict[str, Good] = {
    "cao-atiso": Good(
        "rice",
        lambda p: [
            stand(p, jar(p, "#3A2A1E", "CAO ATISÔ", "cô đặc · 100 g", "tin", accent=LEAF, tall=0.82), 460, 960, 1.45, 320),
            stand(p, artichoke(p, 165), 850, 1010, 1.4, 220),
        ],
        0,
    ),
    "vien-nghe": Good(
        "sage",
        lambda p: [
            stand(
                p, bottle(p, "#8A5420", "VIÊN NGHỆ MẬT ONG", "100 viên", "#F4EBDA", "#C9862A", r=150, h=430, neck=0.62), 500, 960, 1.4, 290
            ),
            stand(p, dish(p, "ball", ["#DDA02E", "#CF8E24"], 46, 24, PAPER, 150, 60, 48), 890, 1005, 1.1, 190),
        ],
        1,
    ),
    "tra-duoc": Good(
        "indigo",
        lambda p: [
            stand(p, pouch(p, "#C9B48A", "TRÀ DƯỢC", "thanh mát · 20 gói", LEAF, band="linen"), 800, 770, 0.98, 420),
            stand(
                p,
                tray(
                    p,
                    BAMBOO,
                    390,
                    "".join(
                        at(heap(p, k, 230, 40, n, r, c, 0.5), x, y)
                        for k, n, r, c, x, y in (
                            ("daisy", 12, 34, ["#F0CE5A", "#E5B83E"], -200, -10),
                            ("leaf", 40, 22, ["#6E8A55", "#8FA36A"], 10, -64),
                            ("strip", 20, 36, ["#B5825A", "#CFA27A"], 215, -6),
                            ("ball", 40, 15, ["#8E2E2A", "#A8382E"], -100, 74),
                            ("grain", 60, 14, ["#D9C79A", "#C3AE7E"], 125, 84),
                        )
                    ),
                ),
                580,
                1010,
                1.2,
                700,
            ),
        ],
        2,
    ),
    "xa-phong-thao-moc": Good(
        "sage",
        lambda p: [
            stand(p, soap(p, "#D9B26A", "nghệ"), 430, 940, 1.5, 220),
            stand(p, soap(p, "#9DB083", "trà"), 740, 960, 1.5, 220),
            stand(p, soap(p, "#E5C6B4", "sen"), 570, 740, 1.5, 0),
            branch(p, 380, 1040, 300, HERB, -4),
        ],
        2,
    ),
    "dau-goi-bo-ket": Good(
        "linen",
        lambda p: [
            stand(
                p,
                bottle(p, "#4A2E22", "BỒ KẾT", "dầu gội · 300 ml", "#1E1A18", LEAF, r=145, h=520, neck=0.26, band="hmong"),
                500,
                960,
                1.28,
                280,
            ),
            branch(p, 780, 900, 230, HERB, -24),
            scatter_of(p, lambda: locust(p, 130, "#4A3028"), [(860, 960), (900, 1020), (800, 1070)]),
        ],
        3,
    ),
    "sap-duong-moi": Good(
        "rose",
        lambda p: [
            stand(p, lip_tin(p, "#C7A24E", "hmong"), 380, 880, 1.75, 230),
            stand(p, lip_tin(p, "#C7A24E", "ede"), 840, 850, 1.75, 230),
            stand(p, lip_tin(p, "#C7A24E", open_=True), 610, 1050, 2, 230),
            branch(p, 880, 1060, 240, HERB, -14),
        ],
        2,
    ),
    "tinh-dau-sa": Good(
        "sage",
        lambda p: [
            stand(p, vial(p, "#6E3A1A", "TINH DẦU SẢ", "nguyên chất · 30 ml"), 480, 960, 1.55, 250),
            stand(p, at(bundle(p, "#B9C98A", 12, 480, STRAW, 0.7, 18), 0, 0, 1, -6), 810, 1030, 1.05, 420),
        ],
        1,
    ),
    "tinh-dau-que": Good(
        "clay",
        lambda p: [
            stand(p, at(bundle(p, "#8A4F2C", 9, 380, MADDER, 0.5, 24), 0, 0, 1, 8), 400, 1000, 1.1, 340),
            stand(p, vial(p, "#5A2A16", "TINH DẦU QUẾ", "nguyên chất · 30 ml", MADDER, "#C7A24E"), 750, 960, 1.6, 250),
            scatter(p, "anise", 2, 480, 1070, 80, 8, 40, "#7A4526"),
        ],
        2,
    ),
    "tinh-dau-tram": Good(
        "mint",
        lambda p: [
            branch(p, 640, 900, 420, "#7E9A70", -40, 6),
            stand(p, vial(p, "#2E5A4A", "TINH DẦU TRÀM", "nguyên chất · 50 ml", LEAF, "#E9E2D0", 120, 380), 520, 970, 1.45, 270),
            branch(p, 700, 1040, 340, "#8FA87A", -14, 5),
        ],
        3,
    ),
    "tinh-dau-buoi": Good(
        "turmeric",
        lambda p: [
            stand(p, pomelo(p, 130, "#A9B95C"), 810, 940, 1.3, 220),
            stand(p, vial(p, "#7A4A1E", "TINH DẦU BƯỞI", "vỏ bưởi · 30 ml", LEAF, "#2E5A3A"), 470, 970, 1.5, 250),
            scatter_of(p, lambda: flower(p, 44, "#FBF6EA"), [(690, 1050), (800, 1070), (930, 1040)]),
        ],
        0,
    ),
    "la-tam": Good("terra", lambda p: [stand(p, posy(p), 600, 985, 1.35, 120)], 2),
    "tui-ngam-chan": Good(
        "indigo",
        lambda p: [
            stand(
                p,
                tub(
                    p,
                    load="".join(
                        at(leaf(p, 76, c), x, y, 1, a)
                        for x, y, a, c in ((-120, 10, 20, LEAF), (30, 24, -30, HERB), (120, 2, 160, LEAF), (-20, -8, 200, "#8FA36A"))
                    ),
                ),
                680,
                930,
                1.3,
                480,
            ),
            stand(p, sachet(p, "#E9DCC0", "NGÂM CHÂN"), 340, 1010, 1.2, 220),
            stand(p, sachet(p, "#DCE3CF", "NGÂM CHÂN", "hmong"), 620, 1070, 1.1, 220),
        ],
        1,
    ),
}
