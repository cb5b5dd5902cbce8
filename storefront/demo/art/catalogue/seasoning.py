"""Sauces, spices, garlic, salt."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import RED, Good
from storefront.demo.art.kit import INDIGO, LEAF, MADDER, PAPER, STRAW, WOOD, at, ellipse, fill
from storefront.demo.art.makers.food import bundle
from storefront.demo.art.makers.glass import bottle, clear_bottle, jar
from storefront.demo.art.makers.harvest import black_garlic
from storefront.demo.art.makers.heaps import garland, heap
from storefront.demo.art.makers.packages import pouch, rice_bag
from storefront.demo.art.makers.vessels import bowl, pot, pot_tag
from storefront.demo.art.table import board, dish, hang, scatter, scatter_of, stand

GOODS: dict[str, Good] = {
    "nuoc-mam": Good(
        "indigo",
        lambda p: [
            stand(p, bottle(p, "#8A4318", "NƯỚC MẮM", "cá cơm · 40°N", MADDER, band="linen", r=132), 500, 960, 1.24, 250),
            stand(p, dish(p, "chilli", RED, 9, 36, PAPER, 150, 70, 30), 835, 1000, 1.1, 190),
            scatter(p, "chilli", 2, 690, 1050, 50, 8, 40, RED[0]),
        ],
        2,
    ),
    "mam-ruoc": Good(
        "turmeric",
        lambda p: [
            stand(p, jar(p, "#8E5A62", "MẮM RUỐC", "ủ 6 tháng", "wood", accent=INDIGO), 500, 960, 1.5, 320),
            stand(p, dish(p, "chilli", RED, 9, 36, PAPER, 150, 70, 30), 870, 1000, 1.1, 190),
        ],
        0,
        "linen",
    ),
    "tuong-nep": Good(
        "linen",
        lambda p: [
            stand(p, pot(p, "#6A4632", 230, 330, True, False) + pot_tag(p, "TƯƠNG NẾP", -150), 500, 960, 1.35, 300),
            stand(p, bowl(p, PAPER, 140, 80, fill(ellipse(0, -4, 126, 28), "#B57A2E"), False), 890, 1010, 1.1, 180),
            scatter(p, "bean", 8, 700, 1060, 80, 10, 15, "#D9B46A"),
        ],
        1,
    ),
    "tuong-ot": Good(
        "sage",
        lambda p: [
            stand(p, clear_bottle(p, "#B92E1E", "TƯƠNG ỚT", "cay vừa", MADDER, "#2E6B3E", r=120, neck=0.3), 520, 960, 1.28, 250),
            scatter(p, "chilli", 6, 850, 1010, 130, 40, 70, "#C23A28"),
        ],
        3,
    ),
    "tieu-den": Good(
        "rose",
        lambda p: [
            stand(p, bowl(p, WOOD, 250, 160, heap(p, "ball", 440, 90, 260, 17, ["#3A2F2C", "#4E3F38", "#2A2220"])), 590, 970, 1.4, 320),
            scatter(p, "ball", 9, 870, 1040, 120, 18, 14, "#3A2F2C"),
        ],
        2,
    ),
    "mac-khen": Good(
        "night",
        lambda p: [
            stand(p, pouch(p, "#6E1F22", "MẮC KHÉN", "gia vị rừng · 80 g", MADDER, band="ede"), 520, 960, 1.22, 420),
            stand(p, dish(p, "ball", ["#6A4A38", "#8A6448", "#4E3A30"], 110, 15, "#EFE6D2"), 880, 1000, 1.1, 200),
        ],
    ),
    "hat-doi": Good(
        "rice",
        lambda p: [
            stand(p, jar(p, "#8A4A2E", "HẠT DỔI", "rừng · 100 g", "wood", accent=LEAF, tall=0.85), 680, 960, 1.5, 320),
            stand(p, dish(p, "bean", ["#8A4426", "#6E341E", "#A0583A"], 70, 22, "#5E7A5A", 150, 64), 320, 1005, 1.15, 200),
            scatter(p, "bean", 6, 470, 1060, 110, 14, 20, "#8A4426"),
        ],
        3,
    ),
    "muoi-cham-cheo": Good(
        "mint",
        lambda p: [
            stand(p, jar(p, "#8A7A4A", "CHẨM CHÉO", "muối chấm · 150 g", cloth="thai", accent=LEAF), 540, 960, 1.45, 320),
            scatter(p, "chilli", 4, 880, 1000, 100, 30, 62, "#C23A28"),
            scatter(p, "chilli", 3, 850, 1050, 120, 20, 58, "#5E8A3E"),
        ],
        2,
    ),
    "muoi-tom-ot": Good(
        "clay",
        lambda p: [
            stand(p, jar(p, "#D9662E", "MUỐI TÔM", "ớt · 100 g", "tin", accent=MADDER, tall=0.8), 345, 900, 1.2, 320),
            stand(p, jar(p, "#D0562A", "MUỐI TÔM", "ớt · 100 g", "#2A2A2A", accent=MADDER, tall=0.8), 790, 970, 1.35, 320),
            scatter(p, "shrimp", 3, 430, 1030, 130, 20, 46, "#E08052"),
        ],
        1,
    ),
    "muoi-bien": Good(
        "terra",
        lambda p: [
            stand(p, rice_bag(p, "#F4EFE2", "MUỐI BIỂN", "hạt thô · 1 kg", INDIGO, "linen"), 560, 950, 1.28, 420),
            stand(p, dish(p, "lump", ["#FFFFFF", "#EEF2F4"], 120, 20, "#4A5E7A", 165, 70, 60), 910, 1020, 1.1, 210),
        ],
        2,
    ),
    "toi-den": Good(
        "rose",
        lambda p: [
            stand(p, jar(p, "#33262A", "TỎI ĐEN", "lên men · 250 g", "wood", accent=MADDER), 480, 950, 1.42, 320),
            scatter_of(p, lambda: black_garlic(p, 112, "#D9C3A0"), [(860, 920), (1020, 1020), (800, 1060)]),
        ],
        0,
    ),
    "toi-tim": Good(
        "turmeric",
        lambda p: [
            hang(p, garland(p, "garlic", ["#E3CAD3", "#D3B4C4", "#F0E3E0"], 7, 720, 92), 390, 1010, 1.05),
            hang(p, garland(p, "garlic", ["#DCC0CC", "#EBDDD9", "#C9A8BA"], 6, 600, 88), 640, 900, 1.05),
            hang(p, garland(p, "garlic", ["#E9D6D6", "#D3B4C4"], 5, 480, 84), 870, 780, 1.05),
        ],
        0,
        hung=True,
    ),
    "ot-gac-bep": Good(
        "rice",
        lambda p: [
            hang(p, garland(p, "chilli", RED + ["#D2502F"], 15, 640, 92), 420, 1010, 1.1),
            hang(p, garland(p, "garlic", ["#F3E7D3", "#E9D6BE", "#DEC3B4"], 6, 520, 76), 700, 920, 1.1),
            hang(p, garland(p, "chilli", ["#D98A2E", "#E0A32E"], 9, 380, 76), 940, 760, 1),
        ],
        1,
        hung=True,
    ),
    "que-thanh": Good(
        "sage",
        lambda p: [
            stand(p, board(p), 600, 1010, 1.3, 720),
            *(
                stand(p, at(bundle(p, c, 8, 520, STRAW, 0.4, 32), 0, 0, 1, a), x, y, 1.22, 520)
                for x, y, a, c in ((560, 880, -5, "#7A4526"), (620, 985, 3, "#8A4F2C"))
            ),
            scatter(p, "anise", 4, 930, 1020, 110, 30, 52, "#7A4526"),
        ],
        2,
    ),
    "hoa-hoi": Good(
        "rice",
        lambda p: [
            stand(p, jar(p, "#B98A58", "HOA HỒI", "100 g", "wood", accent=INDIGO), 500, 960, 1.4, 320),
            stand(p, dish(p, "anise", ["#7A4526", "#6A3A20"], 26, 42), 870, 1000, 1.15, 210),
            scatter(p, "anise", 3, 660, 1045, 90, 14, 42, "#7A4526"),
        ],
        2,
        "hmong",
    ),
    "thao-qua": Good(
        "forest",
        lambda p: [
            stand(p, pouch(p, "#B9844E", "THẢO QUẢ", "sấy khô · 150 g", "#6A3A20", band="hmong"), 680, 950, 1.2, 420),
            stand(p, dish(p, "podlet", ["#7A4630", "#8E5A3E", "#64382A"], 28, 44, PAPER, 180, 66, 70), 330, 1015, 1.18, 230),
        ],
    ),
}
