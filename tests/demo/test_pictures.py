"""The demo's pictures: every one is listed, small, clean of metadata, described in both languages and unlike the others."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

import pytest
from PIL import Image

from storefront.demo.art import brocade, catalogue, scenes
from storefront.demo.art.catalogue import living
from storefront.demo.art.render import PICTURES, size_of
from storefront.demo.art.words import all_words

INDEX = json.loads((PICTURES / "index.json").read_text(encoding="utf-8"))
LIMIT = 5 * 1024 * 1024


def test_the_index_lists_every_file_and_only_files_that_are_there():
    assert sorted(row["file"] for row in INDEX) == sorted(path.name for path in PICTURES.glob("*.webp"))
    assert len({row["slug"] for row in INDEX}) == len(INDEX)


def test_the_index_says_what_the_words_say():
    expected = [
        {
            "file": w.file,
            "slug": w.slug,
            "kind": w.kind,
            "alt_vi": w.alt_vi,
            "alt_en": w.alt_en,
            "width": size_of(w)[0],
            "height": size_of(w)[1],
            **({"ocop_set": w.ocop_set} if w.kind == "goods" else {}),
        }
        for w in all_words().values()
    ]
    assert expected == INDEX


def test_there_are_enough_pictures_of_each_kind():
    kinds = Counter(row["kind"] for row in INDEX)
    assert kinds["goods"] >= 120
    assert kinds["group"] >= 24
    assert (kinds["story"], kinds["model"], kinds["fair"], kinds["hero"]) == (12, 6, 2, 1)


def test_goods_stand_in_all_six_ocop_groups_and_none_is_alcohol():
    sets = {row["ocop_set"] for row in INDEX if row["kind"] == "goods"}
    groups = [range(1, 14), range(16, 18), range(18, 21), range(21, 23), range(23, 26), range(26, 27)]
    assert all(sets & set(group) for group in groups)
    assert sets <= set(range(1, 27)) - {14, 15}


def test_all_files_together_stay_within_five_megabytes():
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= LIMIT


@pytest.mark.parametrize("row", INDEX, ids=lambda row: row["slug"])
def test_a_picture_opens_at_its_size_and_carries_nothing_but_pixels(row):
    with Image.open(PICTURES / row["file"]) as image:
        image.load()
        assert (image.format, image.size) == ("WEBP", (row["width"], row["height"]))
        assert not {"exif", "xmp", "icc_profile"} & image.info.keys()


def test_every_picture_is_described_in_both_languages():
    for row in INDEX:
        assert 15 <= len(row["alt_vi"]) <= 125, row["slug"]
        assert 15 <= len(row["alt_en"]) <= 125, row["slug"]
        assert row["alt_vi"] != row["alt_en"]
    assert len({row["alt_vi"] for row in INDEX}) == len({row["alt_en"] for row in INDEX}) == len(INDEX)


def test_no_two_pictures_are_the_same():
    seen = set()
    for row in INDEX:
        with Image.open(PICTURES / row["file"]) as image:
            seen.add(hashlib.sha256(image.convert("RGB").resize((48, 48)).tobytes()).hexdigest())
    assert len(seen) == len(INDEX)


def test_words_and_drawings_belong_together():
    words = all_words().values()
    assert {w.slug for w in words if w.kind == "goods"} == catalogue.GOODS.keys() | living.PLACES.keys()
    assert {w.slug for w in words if w.kind != "goods"} == scenes.SCENES.keys()


@pytest.mark.parametrize("draw, slug", [(catalogue.picture, "mat-ong-rung"), (catalogue.picture, "lop-det"), (scenes.picture, "cho-phien")])
def test_a_drawing_comes_out_the_same_every_time(draw, slug):
    assert draw(slug) == draw(slug)


def test_the_brocade_bands_in_the_shop_are_those_of_the_generator(tmp_path):
    shop = PICTURES.parents[1] / "static" / "storefront" / "img"
    for drawn in brocade.write_bands(tmp_path):
        assert (shop / drawn.name).read_text(encoding="utf-8") == drawn.read_text(encoding="utf-8")
        assert drawn.stat().st_size < 4096
