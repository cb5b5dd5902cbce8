"""Food made from fruit, roots and vegetables: dried, candied, pickled, ground."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import RED, Good
from storefront.demo.art.kit import BAMBOO, INDIGO, KRAFT, LEAF, MADDER, PAPER, WOOD, at
from storefront.demo.art.makers.bits import leaf, root
from storefront.demo.art.makers.glass import jar
from storefront.demo.art.makers.heaps import heap, string
from storefront.demo.art.makers.larder import brittle, pole
from storefront.demo.art.makers.packages import box, pouch, tin
from storefront.demo.art.makers.produce import mango
from storefront.demo.art.makers.vessels import box_tray, cup, tray
from storefront.demo.art.table import dish, hang, scatter, stand

GOODS: dict[str, Good] = {
    "mang-kho": Good(
        "sage",
        lambda p: [
            stand(p, pouch(p, "#EFE4CC", "MĂNG KHÔ", "sấy nắng · 500 g", LEAF, band="linen"), 400, 830, 1, 420),
            stand(p, tray(p, BAMBOO, 350, heap(p, "leaf", 480, 100, 70, 66, ["#C99A54", "#B9853F", "#DDB56E"], 0.34)), 600, 1010, 1.2, 640),
        ],
        0,
    ),
    "nam-huong": Good(
        "clay",
        lambda p: [
            stand(p, pouch(p, KRAFT, "NẤM HƯƠNG", "sấy khô · 200 g", MADDER, band="bana"), 790, 830, 1, 420),
            stand(
                p, tray(p, BAMBOO, 350, heap(p, "mushroom", 480, 90, 34, 58, ["#8C6240", "#7A5236", "#9A7048"], 0.34)), 600, 1010, 1.2, 640
            ),
        ],
        0,
    ),
    "moc-nhi": Good(
        "linen",
        lambda p: [
            stand(p, jar(p, "#4A3832", "MỘC NHĨ", "sấy khô · 100 g", "wood", accent=MADDER), 690, 960, 1.45, 320),
            stand(p, dish(p, "jackfruit", ["#3E2E2A", "#55423A", "#2E2220"], 30, 48, PAPER, 165, 66, 66), 310, 1010, 1.15, 210),
        ],
        3,
    ),
    "bot-nghe": Good(
        "indigo",
        lambda p: [
            stand(p, jar(p, "#E0A32E", "TINH BỘT NGHỆ", "nguyên chất", "tin", accent=MADDER), 520, 960, 1.45, 320),
            stand(p, at(root(p, 120, "#D98A2E"), 0, -44), 880, 1000, 1.1, 220),
        ],
        3,
    ),
    "bot-san-day": Good(
        "forest",
        lambda p: [
            stand(p, pouch(p, "#DDE3D2", "BỘT SẮN DÂY", "hương bưởi · 500 g", LEAF, band="thai"), 660, 960, 1.22, 420),
            stand(p, dish(p, "lump", ["#FFFDF6", "#F4F0E4"], 34, 40, "#8FA38A", 165, 70, 74), 300, 1010, 1.15, 210),
        ],
    ),
    "hat-dieu": Good(
        "indigo",
        lambda p: [
            stand(p, tin(p, MADDER, "HẠT ĐIỀU", "rang muối", INDIGO, "bana", h=400, r=165), 510, 965, 1.35, 330),
            stand(p, dish(p, "cashew", ["#E8CB94", "#DDB87A"], 40, 30, WOOD), 880, 1000, 1.1, 200),
        ],
        1,
    ),
    "mut-man": Good(
        "clay",
        lambda p: [
            stand(p, jar(p, "#7C2440", "MỨT MẬN", "ít đường · 250 g", cloth="thai"), 540, 960, 1.5, 320),
            scatter(p, "plum", 3, 890, 1010, 80, 24, 58, "#8E2A44"),
        ],
        3,
    ),
    "mut-gung": Good(
        "plum",
        lambda p: [
            stand(p, box(p, "#F1E4C4", "MỨT GỪNG", "lát dẻo · 250 g", "#B5702E", "ede", w=360, h=300), 640, 900, 1.25, 470),
            stand(p, dish(p, "strip", ["#E9C77A", "#F1DDA0", "#DDB35E"], 36, 48, PAPER, 190, 60, 60), 370, 1030, 1.2, 240),
        ],
        0,
    ),
    "mut-dua": Good(
        "wine",
        lambda p: [
            stand(
                p,
                box_tray(
                    p,
                    [
                        heap(p, "ribbon", 210, 60, 34, 52, c, 0.5)
                        for c in (["#FFFDF4", "#F7EFDC"], ["#B9D08A", "#CBDDA4"], ["#EFB8C0", "#E9A4B0"])
                    ],
                ),
                600,
                1000,
                1.3,
                640,
            )
        ],
    ),
    "chuoi-say": Good(
        "mint",
        lambda p: [
            stand(p, pouch(p, "#E0A83A", "CHUỐI SẤY", "giòn · 150 g", "#8A4F22", band="linen"), 640, 960, 1.25, 420),
            stand(p, dish(p, "slice", ["#F0D27A", "#E5BD58"], 22, 58, "#6A4630", 175, 66, 66), 320, 1010, 1.2, 230),
        ],
        3,
    ),
    "xoai-say": Good(
        "sky",
        lambda p: [
            stand(p, pouch(p, "#F3E3B4", "XOÀI SẤY DẺO", "200 g", "#C9702A", band="ede"), 500, 950, 1.22, 420),
            stand(p, mango(p, 110, "#E9B23C"), 880, 880, 1.2, 240),
            scatter(p, "strip", 7, 860, 1030, 130, 34, 66, "#E8A22E"),
        ],
        0,
    ),
    "mit-say": Good(
        "terra",
        lambda p: [
            stand(p, tin(p, "#C9922E", "MÍT SẤY", "giòn · 180 g", LEAF, "hmong", h=430, r=165), 690, 965, 1.35, 330),
            stand(p, dish(p, "jackfruit", ["#F0C64A", "#E5B538"], 26, 52, PAPER, 180, 66, 70), 330, 1015, 1.15, 230),
        ],
        2,
    ),
    "hong-treo-gio": Good(
        "sage",
        lambda p: [
            hang(p, pole(p, 0, WOOD), 600, 150, 1),
            *(
                hang(p, string(p, "persimmon", ["#E07B2E", "#D96A28", "#E58E3A"], n, 172, 84), x, 170, 1)
                for x, n in ((170, 4), (385, 5), (600, 4), (815, 5), (1030, 4))
            ),
        ],
        1,
        hung=True,
    ),
    "keo-lac": Good(
        "indigo",
        lambda p: [
            stand(p, brittle(p, 400), 500, 990, 1.5, 480),
            stand(p, brittle(p, 370), 550, 850, 1.45, 0, cast=False),
            stand(p, brittle(p, 330), 480, 726, 1.4, 0, cast=False),
            stand(p, cup(p, drink="#B98A3A"), 940, 1000, 1.35, 130),
        ],
        2,
    ),
    "dua-cai-muoi": Good(
        "rose",
        lambda p: [
            stand(
                p,
                jar(
                    p,
                    "#B9B04A",
                    "DƯA CẢI MUỐI",
                    "",
                    "tin",
                    accent=LEAF,
                    bits="".join(
                        at(leaf(p, 120, c), p.j(110), -200 + p.j(90), 1, p.rng.uniform(0, 360))
                        for c in ["#8E9C3E", "#A9A848", "#7E8C3A"] * 6
                    ),
                    tall=1.15,
                ),
                560,
                970,
                1.5,
                320,
            ),
            scatter(p, "chilli", 2, 900, 1030, 60, 14, 46, RED[0]),
        ],
        0,
    ),
}
