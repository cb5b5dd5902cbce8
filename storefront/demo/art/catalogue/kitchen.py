"""Ready and prepared food from rice, meat and fish."""

from __future__ import annotations

from storefront.demo.art.catalogue.good import Good
from storefront.demo.art.kit import BAMBOO, INDIGO, LEAF, MADDER, PAPER, WOOD, at, laid, mix
from storefront.demo.art.makers.food import bamboo_tubes, bundle
from storefront.demo.art.makers.glass import jar
from storefront.demo.art.makers.heaps import heap
from storefront.demo.art.makers.larder import banh_chung, crackers, meat_strip, pole, salted_egg, sausages
from storefront.demo.art.makers.morsels import bun, fish
from storefront.demo.art.makers.packages import box, pouch
from storefront.demo.art.makers.vessels import bowl, box_tray, tray
from storefront.demo.art.makers.wares import dry_branch
from storefront.demo.art.table import branch, dish, hang, scatter, stand

GOODS: dict[str, Good] = {
    "com-chay": Good(
        "wine",
        lambda p: [
            stand(p, pouch(p, "#E9B84C", "CƠM CHÁY", "chà bông · 200 g", MADDER), 730, 880, 1.1, 420),
            stand(p, dish(p, "crust", ["#E3B25E", "#D9A04A"], 22, 62, PAPER, 230, 66, 70), 480, 1020, 1.25, 330),
        ],
    ),
    "com-lam": Good("clay", lambda p: [stand(p, bamboo_tubes(p), 590, 985, 1.5, 400)], 2, "bana"),
    "mien-dong": Good(
        "linen",
        lambda p: [
            stand(
                p,
                tray(
                    p,
                    BAMBOO,
                    410,
                    "".join(
                        at(bundle(p, c, 60, 640, tie, 0.9, 6), x, y, 1.12, a)
                        for x, y, a, c, tie in ((16, 10, 3, "#B9AE9A", MADDER), (-10, 106, -4, "#CFC6B2", INDIGO))
                    ),
                ),
                600,
                1010,
                1.28,
                760,
            )
        ],
        1,
    ),
    "bun-kho": Good(
        "sky",
        lambda p: [
            stand(p, pouch(p, "#F3F0E4", "BÚN KHÔ", "gạo tẻ · 500 g", INDIGO, band="linen"), 420, 830, 1, 420),
            stand(p, tray(p, BAMBOO, 350, heap(p, "coil", 440, 60, 13, 104, ["#FBF7EC", "#F1EADA"], 0.34)), 620, 1010, 1.2, 640),
        ],
        3,
    ),
    "mi-chu": Good(
        "rose",
        lambda p: [
            stand(p, pouch(p, "#8E3A34", "MÌ CHŨ", "gạo bao thai", MADDER, band="ede"), 800, 830, 1, 420),
            stand(p, tray(p, BAMBOO, 350, heap(p, "coil", 440, 60, 15, 100, ["#F0E2C0", "#E9D8B0"], 0.34)), 600, 1010, 1.2, 640),
        ],
        0,
    ),
    "banh-da-vung": Good("forest", lambda p: [stand(p, crackers(p), 590, 1010, 1.35, 560)]),
    "banh-chung": Good(
        "turmeric",
        lambda p: [
            stand(p, banh_chung(p, 380, 130), 520, 980, 1.35, 500),
            stand(p, banh_chung(p, 350, 120, "#6E8A4A"), 590, 770, 1.25, 0, cast=False),
            at(dry_branch(p, 330, "#E58E9E"), 960, 1010, 1, 4),
        ],
        2,
        "ede",
    ),
    "banh-com": Good(
        "rose",
        lambda p: [
            stand(p, box(p, "#E6D7B2", "BÁNH CỐM", "hộp 10 chiếc", LEAF, "hmong"), 560, 960, 1.42, 440),
            branch(p, 330, 1040, 260, "#7E9A58", -4),
            scatter(p, "grain", 14, 880, 1020, 110, 24, 13, "#A9BF6A"),
        ],
        2,
    ),
    "banh-gai": Good(
        "mint",
        lambda p: [
            stand(
                p,
                bowl(
                    p,
                    "#EFE6D2",
                    310,
                    84,
                    "".join(
                        at(bun(p, 118, c), x, y, 1, a)
                        for x, y, a, c in (
                            (-150, -44, -6, "#A98A54"),
                            (140, -50, 8, "#9A7C4A"),
                            (0, -150, -4, "#B0925C"),
                            (-20, 6, 4, "#B59660"),
                        )
                    ),
                    False,
                ),
                600,
                980,
                1.35,
                420,
            )
        ],
        1,
    ),
    "thit-trau-gac-bep": Good(
        "linen",
        lambda p: [
            hang(p, pole(p, 0), 600, 190, 1),
            *(
                hang(p, meat_strip(p, n, w, c), x, 214, 1.15)
                for x, n, w, c in (
                    (150, 470, 128, "#5E2E22"),
                    (330, 560, 142, "#6A3626"),
                    (515, 430, 120, "#4E261E"),
                    (695, 590, 146, "#5E2E22"),
                    (880, 480, 130, "#6A3626"),
                    (1055, 540, 126, "#552A20"),
                )
            ),
        ],
        0,
        hung=True,
    ),
    "lap-xuong": Good(
        "mint",
        lambda p: [
            hang(p, pole(p, 0, WOOD), 600, 180, 1),
            *(hang(p, sausages(p, n), x, 200, 1.25) for x, n in ((180, 3), (345, 4), (515, 3), (685, 4), (855, 3), (1020, 4))),
        ],
        2,
        hung=True,
    ),
    "kho-ca": Good(
        "sky",
        lambda p: [
            stand(
                p,
                tray(
                    p,
                    BAMBOO,
                    420,
                    "".join(
                        laid(at(fish(p, n, mix("#C9A06A", "#9A6A42", p.rng.random())), far, 0), a, 0, -10, 0.42)
                        for n, far, turns in ((140, 236, range(-110, 250, 30)), (92, 40, (-60, 60, 180)))
                        for a in turns
                    ),
                ),
                600,
                950,
                1.28,
                760,
            )
        ],
        3,
    ),
    "tom-kho": Good(
        "turmeric",
        lambda p: [
            stand(p, jar(p, "#D9764A", "TÔM KHÔ", "loại một · 250 g", "tin", accent=INDIGO), 690, 960, 1.45, 320),
            stand(p, dish(p, "shrimp", ["#E08052", "#D96E42"], 30, 40, PAPER, 180, 64, 62), 320, 1015, 1.15, 230),
        ],
        1,
    ),
    "trung-vit-muoi": Good(
        "clay",
        lambda p: [
            stand(
                p,
                box_tray(p, [heap(p, "egg", 190, 30, 6, 74, ["#DCE6E2", "#C9D8D4", "#E9F0EC"], 0.6) for _ in range(3)]),
                600,
                900,
                1.2,
                640,
            ),
            stand(p, salted_egg(p, 105), 440, 1060, 1.1, 210),
            stand(p, salted_egg(p, 105), 740, 1075, 1.1, 210),
        ],
        0,
    ),
    "ruoc-heo": Good(
        "sage",
        lambda p: [
            stand(
                p,
                jar(
                    p,
                    "#DDA85A",
                    "RUỐC THỊT",
                    "heo bản · 200 g",
                    cloth="ede",
                    bits=at(heap(p, "floss", 240, 200, 60, 44, ["#E3B064", "#C98E44"]), 0, -60),
                ),
                540,
                960,
                1.5,
                320,
            ),
            stand(p, dish(p, "floss", ["#E3B064", "#CF9748", "#EBC484"], 60, 42, "#8A5A3A", 130, 58, 70), 900, 1000, 1.1, 180),
        ],
        3,
    ),
}
