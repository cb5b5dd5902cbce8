"""Tea, coffee, cocoa and soft drinks."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import BEANS, Good
from storefront.demo.art.kit import CLAY, INDIGO, KRAFT, LEAF, MADDER, PAPER, WOOD, at, stroke
from storefront.demo.art.makers.bits import root
from storefront.demo.art.makers.garden import cocoa_pod, lotus
from storefront.demo.art.makers.glass import clear_bottle, jar, tumbler, water_bottle
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.larder import chocolate, tea_cake
from storefront.demo.art.makers.packages import pouch, tin
from storefront.demo.art.makers.produce import cut_citrus
from storefront.demo.art.makers.vessels import cup, phin, sack
from storefront.demo.art.table import dish, scatter, stand

GOODS: dict[str, Good] = {
    "tra-shan-tuyet": Good(
        "rice",
        lambda p: [
            stand(p, tin(p, LEAF, "SHAN TUYẾT", "trà cổ thụ"), 520, 965, 1.42, 310),
            stand(p, dish(p, "leaf", ["#4E5D3A", "#6A7648"], 90, 15), 875, 1000, 1.05, 200),
        ],
        3,
        "linen",
    ),
    "tra-xanh": Good(
        "clay",
        lambda p: [
            stand(p, pouch(p, "#7E9A6A", "TRÀ XANH", "búp non · 200 g", LEAF, band="linen"), 700, 940, 1.2, 420),
            stand(p, cup(p, drink="#C3BE5A"), 300, 1000, 1.45, 130),
            stand(p, cup(p, drink="#C3BE5A"), 430, 1060, 1.5, 130),
        ],
        1,
    ),
    "banh-tra": Good(
        "terra", lambda p: [stand(p, tea_cake(p), 590, 1000, 1.4, 460), scatter(p, "leaf", 9, 930, 1060, 120, 20, 20, "#5A4A32")], 2
    ),
    "hong-tra": Good(
        "sky",
        lambda p: [
            stand(p, tin(p, "#7E2A2E", "HỒNG TRÀ", "lá lớn · 150 g", MADDER, "ede", h=460, r=150), 680, 965, 1.35, 310),
            stand(p, cup(p, "#F6F1E6", "#A8481E"), 350, 1010, 1.9, 150),
        ],
        0,
    ),
    "tra-sen": Good(
        "mint",
        lambda p: [
            stand(p, pouch(p, "#F1E8D6", "TRÀ SEN", "ướp hoa · 100 g", "#B5527A", band="hmong"), 430, 920, 1.12, 420),
            stand(p, lotus(p, 190), 850, 1010, 1.25, 260),
            stand(p, cup(p), 560, 1060, 1.3, 120),
        ],
        3,
    ),
    "tra-hoa-cuc": Good(
        "plum",
        lambda p: [
            stand(
                p,
                jar(
                    p,
                    "#E9D9A0",
                    "HOA CÚC",
                    "trà sấy · 50 g",
                    "wood",
                    accent="#B5842E",
                    bits=at(heap(p, "daisy", 270, 230, 30, 44, ["#F0CE5A", "#F3DC86", "#E5B83E"]), 0, -46),
                ),
                500,
                960,
                1.5,
                320,
            ),
            stand(p, cup(p, drink="#E3B83E"), 860, 980, 1.55, 130),
            scatter(p, "daisy", 3, 840, 1070, 120, 16, 40, "#F0CE5A"),
        ],
        0,
    ),
    "tra-dau-biec": Good(
        "linen",
        lambda p: [
            stand(
                p,
                jar(
                    p,
                    "#C9CBE0",
                    "ĐẬU BIẾC",
                    "hoa sấy · 40 g",
                    "wood",
                    accent=INDIGO,
                    bits=at(heap(p, "bluet", 270, 220, 30, 42, ["#3E4A9E", "#5A5AB0", "#2E3A86"]), 0, -46),
                ),
                440,
                930,
                1.35,
                320,
            ),
            stand(p, tumbler(p, "#4A52B0", 105, 260, 0.82, stroke("M20 20L70 -130", MADDER, 14)), 850, 1000, 1.5, 200),
            scatter(p, "bluet", 3, 610, 1060, 100, 14, 40, "#3E4A9E"),
        ],
        3,
    ),
    "tra-gao-lut": Good(
        "sage",
        lambda p: [
            stand(p, tin(p, "#C99A62", "GẠO LỨT RANG", "trà · 300 g", "#8A4F22", "bana", h=400, r=165), 460, 950, 1.35, 330),
            stand(p, cup(p, "#D8CBB4", "#8A4A22"), 820, 960, 1.7, 140),
            scatter(p, "grain", 26, 850, 1060, 170, 20, 13, "#A8643A"),
        ],
        2,
    ),
    "ca-phe-arabica": Good(
        "clay",
        lambda p: [
            stand(p, pouch(p, KRAFT, "CÀ PHÊ ARABICA", "rang mộc · 250 g", MADDER, band="thai"), 520, 960, 1.25, 420),
            stand(p, dish(p, "bean", BEANS, 110, 17), 885, 1000, 1.1, 200),
            scatter(p, "bean", 7, 620, 1030, 130, 18, 16, "#5A3220"),
        ],
        0,
    ),
    "ca-phe-phin": Good(
        "night",
        lambda p: [
            stand(p, phin(p), 500, 965, 1.45, 200),
            stand(p, dish(p, "bean", ["#6A3C26", "#55301F"], 110, 17, CLAY), 860, 1000, 1.15, 210),
            scatter(p, "bean", 5, 690, 1050, 60, 12, 16, "#6A3C26"),
        ],
    ),
    "ca-phe-hat": Good(
        "sage",
        lambda p: [
            stand(p, sack(p, heap(p, "bean", 380, 100, 200, 22, BEANS + ["#6A3C26"]), "CÀ PHÊ"), 580, 980, 1.4, 440),
            scatter(p, "bean", 12, 900, 1060, 150, 24, 20, "#5A3220"),
        ],
        1,
    ),
    "ca-cao": Good(
        "mint",
        lambda p: [
            stand(p, jar(p, "#6A3A26", "CA CAO", "bột nguyên chất", "tin", accent="#8A4F22"), 430, 920, 1.35, 320),
            stand(p, cocoa_pod(p, 150), 850, 930, 1.15, 360),
            stand(p, cocoa_pod(p, 160, "#B5702E", True), 720, 1060, 1.2, 400),
        ],
        2,
    ),
    "so-co-la": Good(
        "rose", lambda p: [stand(p, chocolate(p), 560, 975, 1.45, 320), scatter(p, "clove", 6, 880, 1030, 110, 26, 26, "#6A3A26")], 3
    ),
    "nuoc-khoang": Good(
        "sky",
        lambda p: [
            stand(p, water_bottle(p), 700, 890, 1.2, 230),
            stand(p, water_bottle(p), 440, 960, 1.32, 240),
            stand(p, tumbler(p, "#C6E0EA", 84, 190, 0.8), 900, 1020, 1.3, 170),
        ],
        3,
    ),
    "nuoc-ep-cam": Good(
        "mint",
        lambda p: [
            stand(p, clear_bottle(p, "#EE9A2E", "NƯỚC ÉP CAM", "330 ml", "#C9662A", LEAF, r=118, neck=0.42), 480, 960, 1.25, 250),
            stand(p, tumbler(p, "#F0A23A", 92, 230), 800, 990, 1.4, 190),
            stand(p, cut_citrus(p, 86, "#E0862A", "#F3B04A"), 1000, 1030, 1, 130),
        ],
        0,
    ),
    "siro-dau-tam": Good(
        "rice",
        lambda p: [
            stand(p, clear_bottle(p, "#55203F", "DÂU TẰM", "sirô · 500 ml", "#7A2A54", "#2A2124", band="thai"), 500, 960, 1.3, 240),
            stand(p, dish(p, "berry", ["#5E1E48", "#7A2A54", "#451536"], 22, 42, PAPER, 165, 70, 70), 850, 1010, 1.15, 210),
        ],
        2,
    ),
    "siro-gung": Good(
        "rose",
        lambda p: [
            stand(
                p, clear_bottle(p, "#D9902E", "GỪNG MẬT ONG", "sirô · 300 ml", "#B5702E", WOOD, r=130, h=480, neck=0.32), 640, 955, 1.4, 260
            ),
            stand(p, at(root(p, 130, "#D3B074"), 0, -50), 320, 1010, 1.15, 260),
        ],
        1,
    ),
    "sua-hat-sen": Good(
        "forest",
        lambda p: [
            stand(
                p,
                clear_bottle(p, "#F6EFD9", "SỮA HẠT SEN", "250 ml", "#B5527A", "#B5527A", r=118, h=460, level=0.72, neck=0.44),
                640,
                900,
                1.2,
                240,
            ),
            stand(
                p,
                clear_bottle(p, "#F6EFD9", "SỮA HẠT SEN", "250 ml", "#B5527A", "#B5527A", r=118, h=460, level=0.72, neck=0.44),
                410,
                980,
                1.32,
                250,
            ),
            stand(p, dish(p, "clove", ["#F4E8C4", "#EAD9AC"], 60, 24, WOOD, 150, 62, 56), 850, 1015, 1.15, 200),
        ],
    ),
}
