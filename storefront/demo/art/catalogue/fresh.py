"""Fresh fruit, vegetables and eggs; rice, beans and seeds; honey."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import HERB, ORANGE, ROOTS, SHELL, WHITE_RICE, Good
from storefront.demo.art.kit import BAMBOO, CREAM, LEAF, PAPER, WOOD, at
from storefront.demo.art.makers.bits import corn, root, sprig
from storefront.demo.art.makers.garden import dry_coconut, green_coconut, greens, half_coconut, pumpkin
from storefront.demo.art.makers.glass import clear_bottle, jar
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.morsels import tuber
from storefront.demo.art.makers.packages import pouch, rice_bag
from storefront.demo.art.makers.produce import bananas, cut_citrus, cut_dragon_fruit, dragon_fruit, mango, pomelo
from storefront.demo.art.makers.vessels import basket, bowl, honey_dipper, tray
from storefront.demo.art.table import branch, dish, scatter, stand

GOODS: dict[str, Good] = {
    "cam-sanh": Good(
        "turmeric",
        lambda p: [
            stand(p, basket(p, BAMBOO, 250, 220, True, heap(p, "ball", 410, 120, 28, 54, ORANGE)), 570, 970, 1.22, 400),
            scatter(p, "ball", 2, 930, 1000, 50, 12, 60, ORANGE[0]),
            branch(p, 850, 1060, 170, LEAF, -8, 3),
        ],
        0,
    ),
    "chuoi-ngu": Good("sage", lambda p: [stand(p, bananas(p), 580, 1000, 1.42, 460)], 3),
    "rau-cu": Good(
        "rice",
        lambda p: [
            stand(
                p,
                basket(
                    p,
                    BAMBOO,
                    280,
                    190,
                    False,
                    "".join(
                        at(sprig(p, 330, c, 4, 0.46), x, 0, 1, a)
                        for x, a, c in ((-130, -112, "#5E8A4A"), (-60, -98, LEAF), (40, -84, "#6E9A54"), (140, -66, "#557F48"))
                    )
                    + heap(p, "ball", 430, 70, 14, 66, ["#C8452F", "#7C4A78", "#E08A2E", "#8FA04A"]),
                ),
                590,
                970,
                1.3,
                400,
            )
        ],
        3,
    ),
    "ngo-nep": Good(
        "sky",
        lambda p: [
            stand(
                p,
                tray(
                    p,
                    BAMBOO,
                    410,
                    "".join(
                        at(corn(p, 250, c), x, y, 1, a)
                        for x, y, a, c in ((110, -96, -6, "#F2E4B4"), (140, -16, 4, "#E8B93A"), (100, 62, -3, "#8A5A88"))
                    ),
                ),
                590,
                950,
                1.28,
                740,
            )
        ],
        1,
    ),
    "gung-nghe": Good(
        "mint",
        lambda p: [
            stand(p, basket(p, "#C08F52", 270, 180, False, heap(p, "root", 440, 120, 26, 82, ROOTS)), 570, 970, 1.3, 400),
            stand(p, at(root(p, 110, "#D98A2E"), 0, -40), 920, 1030, 1, 190),
        ],
        1,
    ),
    "buoi-da-xanh": Good(
        "rose", lambda p: [stand(p, pomelo(p, 200), 470, 960, 1.35, 260), stand(p, cut_citrus(p, 165), 850, 1010, 1.15, 240)], 2
    ),
    "man-hau": Good(
        "sage",
        lambda p: [
            stand(
                p, bowl(p, "#D9CDB4", 260, 160, heap(p, "plum", 450, 110, 30, 52, ["#7A1F3D", "#8E2A44", "#5E1A36"])), 560, 970, 1.4, 330
            ),
            scatter(p, "plum", 2, 950, 1010, 50, 14, 56, "#8E2A44"),
            branch(p, 820, 1080, 180, LEAF, -10, 3),
        ],
        2,
    ),
    "xoai-cat": Good(
        "forest",
        lambda p: [
            stand(p, mango(p, 190, "#E5A83A"), 720, 880, 1.25, 420),
            stand(p, mango(p, 190, "#EBBB48"), 430, 940, 1.3, 420),
            stand(p, mango(p, 190, "#E9B23C"), 700, 1050, 1.35, 440),
        ],
    ),
    "thanh-long": Good(
        "indigo",
        lambda p: [stand(p, dragon_fruit(p, 190), 440, 980, 1.42, 260), stand(p, cut_dragon_fruit(p, 165), 840, 1020, 1.3, 220)],
        0,
    ),
    "dua-xiem": Good("turmeric", lambda p: [stand(p, green_coconut(p, 230), 570, 990, 1.5, 330)], 1),
    "khoai-lang": Good(
        "linen",
        lambda p: [
            stand(
                p,
                basket(p, "#B98A52", 270, 170, False, heap(p, "tuber", 440, 110, 16, 92, ["#8A4A68", "#7A3E5E", "#9A5A74"])),
                560,
                970,
                1.32,
                400,
            ),
            stand(p, at(tuber(p, 96, "#8A4A68"), 0, -40, 1, -8), 930, 1030, 1.1, 200),
        ],
        0,
    ),
    "bi-do": Good("sky", lambda p: [stand(p, pumpkin(p), 590, 990, 1.28, 520), branch(p, 880, 1060, 220, LEAF, -16, 3)], 3),
    "rau-cai-meo": Good("clay", lambda p: [stand(p, at(greens(p), 0, -150, 1, -62), 520, 1030, 1.12, 300)], 2),
    "trung-ga-doi": Good(
        "indigo",
        lambda p: [
            stand(p, basket(p, BAMBOO, 270, 170, False, heap(p, "egg", 430, 110, 24, 72, SHELL)), 580, 970, 1.35, 400),
            scatter(p, "egg", 1, 960, 1010, 10, 5, 66, SHELL[0]),
        ],
        3,
    ),
    "gao-nep-nuong": Good(
        "indigo",
        lambda p: [
            stand(p, rice_bag(p, CREAM, "NẾP NƯƠNG", "túi 2 kg"), 540, 965, 1.3, 420),
            stand(p, dish(p, "grain", WHITE_RICE, 170, 13, WOOD), 890, 1010, 1.05, 200),
        ],
        1,
    ),
    "gao-seng-cu": Good(
        "sage",
        lambda p: [
            stand(p, pouch(p, "#F3EBDA", "GẠO SÉNG CÙ", "túi 5 kg", LEAF, band="thai"), 660, 960, 1.3, 420),
            stand(p, dish(p, "grain", ["#FDF9EE", "#F4ECD8"], 190, 13, "#8FA38A", 165, 74), 310, 1010, 1.05, 220),
            scatter(p, "grain", 12, 420, 1060, 150, 14, 12, "#FBF4E2"),
        ],
        0,
    ),
    "gao-lut-do": Good(
        "linen",
        lambda p: [
            stand(p, pouch(p, "#C9A47A", "GẠO LỨT ĐỎ", "túi 1 kg", "#8E3A34", band="ede"), 520, 960, 1.25, 420),
            stand(p, dish(p, "grain", ["#9A4A36", "#84402F", "#B0644A"], 190, 13, "#EFE6D2"), 885, 1000, 1.12, 200),
        ],
        3,
    ),
    "nep-cam": Good(
        "plum",
        lambda p: [
            stand(p, rice_bag(p, "#E4D6E2", "NẾP CẨM", "túi 1 kg", "#5E3A6E", "thai"), 640, 965, 1.3, 420),
            stand(p, dish(p, "grain", ["#35223F", "#4A2E54", "#2A1A30"], 180, 13, WOOD, 160, 70), 290, 1015, 1.1, 200),
        ],
        2,
    ),
    "dau-xanh": Good(
        "clay",
        lambda p: [
            stand(p, bowl(p, WOOD, 250, 150, heap(p, "bean", 440, 90, 240, 17, ["#7E9448", "#94A858", "#6E853E"])), 590, 970, 1.4, 320),
            scatter(p, "bean", 10, 890, 1040, 120, 20, 15, "#7E9448"),
        ],
        3,
    ),
    "lac-do": Good(
        "mint",
        lambda p: [
            stand(p, tray(p, BAMBOO, 380, heap(p, "peanut", 520, 80, 44, 62, ["#E9CB98", "#DDB87E", "#F0D8AC"], 0.34)), 600, 950, 1.3, 700)
        ],
        0,
    ),
    "me-den": Good(
        "turmeric",
        lambda p: [
            stand(p, jar(p, "#2E2826", "MÈ ĐEN", "rang sẵn · 300 g", "wood", accent=LEAF), 520, 960, 1.42, 320),
            stand(p, dish(p, "grain", ["#2A2422", "#3E3632"], 210, 11, PAPER), 875, 1000, 1.1, 200),
        ],
        2,
    ),
    "mat-ong-rung": Good(
        "sage",
        lambda p: [
            branch(p, 800, 840, 280, "#87A06B", -30),
            stand(p, jar(p, "#DD9226", "MẬT ONG", "hoa rừng · 500 ml", cloth="hmong"), 560, 960, 1.6, 320),
            branch(p, 790, 1010, 300, HERB, -12),
        ],
        1,
    ),
    "mat-ong-bac-ha": Good(
        "night",
        lambda p: [
            stand(p, jar(p, "#E9C25A", "MẬT ONG BẠC HÀ", "cao nguyên đá", "tin", accent=LEAF), 500, 960, 1.55, 320),
            stand(p, at(honey_dipper(p), 0, -26, 1, -24), 850, 1000, 1.25, 260),
        ],
    ),
    "mat-hoa-dua": Good(
        "mint",
        lambda p: [
            stand(p, dry_coconut(p, 150), 830, 930, 1.2, 240),
            stand(p, half_coconut(p, 130), 960, 1040, 1.15, 240),
            stand(p, clear_bottle(p, "#9A5A24", "MẬT HOA DỪA", "nguyên chất", "#8A5A2E", "#6A4A32", band="linen"), 480, 965, 1.25, 240),
        ],
        0,
    ),
}
