"""Vietnamese text: comparing, tone placement, order, slugs and capitals for banks."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.vietnam.text import (
    ascii_upper,
    collation_key,
    drop_apostrophes,
    fold,
    is_english,
    normalise_tones,
    slugify_vi,
    strip_marks,
)


def _mixed(words: str) -> list[str]:
    """The words in another order than the right one, the same each time."""
    return sorted(words.split(), key=lambda word: word.encode("utf-16")[::-1])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("  Cà\u00a0phê \n SỮA  ", "ca phe sua"),
        ("H’Mông", "hmong"),
        ("H'Mông", "hmong"),
        ("Ưu đãi", "uu dai"),
        ("Nguyễn", "nguyen"),
        (unicodedata.normalize("NFD", "Thổ cẩm"), "tho cam"),
        ("GÌ ĐÓ-100%", "gi do-100%"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_strip_marks_keeps_the_rest():
    assert strip_marks("Đắk Lắk, H’Mông  Ơi") == "Dak Lak, H’Mong  Oi"
    assert drop_apostrophes("H’Mông M'Drắk Sa Rươn`e") == "HMông MDrắk Sa Rươne"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("Thanh Hoá", "Thanh Hóa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("khoẻ", "khỏe"),
        ("xoè", "xòe"),
        ("thuỷ", "thủy"),
        ("Uỷ ban", "Ủy ban"),
        ("tuỳ", "tùy"),
        ("hoạ sĩ", "họa sĩ"),
        ("tòan quốc", "toàn quốc"),
        ("ngòai", "ngoài"),
        ("hoàn", "hoàn"),
        ("hoặc", "hoặc"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("quỳ", "quỳ"),
        ("quả", "quả"),
        ("qủa", "quả"),
        ("suýt", "suýt"),
        ("khuỷu", "khuỷu"),
        ("nguyễn", "nguyễn"),
        ("già", "già"),
        ("của", "của"),
        ("mía", "mía"),
        (unicodedata.normalize("NFD", "Hoà"), "Hòa"),
    ],
)
def test_normalise_tones(text, normalised):
    assert normalise_tones(text) == normalised


@given(st.text(alphabet="aàáảãạoòóỏõọuùúủũụyỳýỷỹỵeèéẻẽẹhqntgi đ", max_size=12))
def test_normalising_twice_is_normalising_once_and_keeps_letters(text):
    once = normalise_tones(text)
    assert strip_marks(once) == strip_marks(text)
    assert normalise_tones(once) == once


@pytest.mark.parametrize(
    "ordered",
    [
        "ma mà mả mã má mạ",
        "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        "ba bà bả bã bá bạ bai bài băm bấm",
        "da dạ di đa đi",
        "cam càm căm cằm câm cầm",
        "2 a f j w z",
    ],
)
def test_dictionary_order(ordered):
    assert sorted(_mixed(ordered), key=collation_key) == ordered.split()


def test_order_goes_syllable_by_syllable():
    names = ["Hải Phòng", "Hà Tĩnh", "hà nội", "Hạ Long", "Hà Giang", "Ha", "Hà"]
    assert sorted(names, key=collation_key) == ["Ha", "Hà", "Hà Giang", "hà nội", "Hà Tĩnh", "Hạ Long", "Hải Phòng"]


def test_order_ignores_case_and_tone_style():
    assert collation_key("HOÀ BÌNH") == collation_key("hòa bình")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Mật ong H’Mông (500 g)", "mat-ong-hmong-500-g"),
        ("Đặc sản -- Tây Bắc!", "dac-san-tay-bac"),
        ("***", ""),
    ],
)
def test_slugify(text, slug):
    assert slugify_vi(text) == slug


@pytest.mark.parametrize(
    ("longest", "slug"),
    [(19, "mat-ong-hmong-500-g"), (18, "mat-ong-hmong-500"), (13, "mat-ong-hmong"), (12, "mat-ong"), (3, "mat"), (2, "ma")],
)
def test_slugs_are_cut_between_words(longest, slug):
    assert slugify_vi("Mật ong H’Mông (500 g)", max_length=longest) == slug


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_slugs_are_plain_and_short_enough(text, longest):
    slug = slugify_vi(text, longest)
    assert len(slug) <= longest
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


@pytest.mark.parametrize(
    ("text", "longest", "written"),
    [
        ("Tổ thêu Sa-Pa", 25, "TO THEU SA PA"),
        ("Hợp tác xã Đồng Văn", 10, "HOP TAC XA"),
        ("Hợp tác xã Đồng Văn", 11, "HOP TAC XA"),
        ("SK 7K2M/9", 25, "SK 7K2M 9"),
        ("漢字", 25, ""),
    ],
)
def test_ascii_upper(text, longest, written):
    assert ascii_upper(text, longest) == written


@given(st.text(), st.integers(min_value=0, max_value=30))
def test_capitals_are_what_banks_take(text, longest):
    written = ascii_upper(text, longest)
    assert len(written) <= longest
    assert re.fullmatch(r"([A-Z0-9]+( [A-Z0-9]+)*)?", written)


@pytest.mark.parametrize(("lang", "english"), [("en", True), ("en-gb", True), ("EN", True), ("vi", False), ("eng", False), ("", False)])
def test_is_english(lang, english):
    assert is_english(lang) is english
