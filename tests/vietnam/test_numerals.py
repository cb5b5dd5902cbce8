"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.vietnam.numerals import english_words, vietnamese_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (99, "chín mươi chín"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (21_000, "hai mươi mốt nghìn"),
        (105_500, "một trăm linh năm nghìn năm trăm"),
        (1_000_500, "một triệu không nghìn năm trăm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_234_567, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
        (2_000_005_000, "hai tỷ không trăm linh năm nghìn"),
        (1_200_000_000_000, "một nghìn hai trăm tỷ"),
        (10**18, "một tỷ tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_vietnamese(number, words):
    assert vietnamese_words(number) == words


def test_southern_zero_tens():
    assert vietnamese_words(101_005, southern=True) == "một trăm lẻ một nghìn không trăm lẻ năm"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (21, "twenty-one"),
        (40, "forty"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (1_001, "one thousand and one"),
        (1_100, "one thousand one hundred"),
        (125_000, "one hundred and twenty-five thousand"),
        (1_000_005, "one million and five"),
        (1_234_567, "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
        (10**15, "one quadrillion"),
        (-5, "minus five"),
    ],
)
def test_english(number, words):
    assert english_words(number) == words


@given(st.lists(st.integers(min_value=0, max_value=10**15), min_size=2, max_size=2, unique=True))
def test_two_numbers_are_never_read_alike(numbers):
    first, second = numbers
    assert vietnamese_words(first) != vietnamese_words(second)
    assert english_words(first) != english_words(second)


@given(st.integers(min_value=0, max_value=10**18))
def test_words_are_plain(number):
    assert vietnamese_words(number).replace(" ", "").isalpha()
    assert "  " not in vietnamese_words(number)
    assert "  " not in english_words(number)
