"""Reading amounts the way people write them, and refusing what could be read in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.vietnam.money import MAX_VND, MoneyFormatError, format_vnd, parse_vnd


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("500", 500),
        ("125000", 125_000),
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1 200 000", 1_200_000),
        ("1\u00a0200\u00a0000\u00a0₫", 1_200_000),
        ("1\u202f200\u202f000 đ", 1_200_000),
        ("1.200.000 ₫", 1_200_000),
        ("1.200.000\u00a0₫", 1_200_000),
        ("₫125,000", 125_000),
        ("₫ 125,000", 125_000),
        ("VND 125.000", 125_000),
        ("125.000VNĐ", 125_000),
        ("125.000 vnd", 125_000),
        ("125.000 đồng", 125_000),
        ("125000dong", 125_000),
        ("5000đ", 5_000),
        ("1.200.000,00", 1_200_000),
        ("1,200,000.00", 1_200_000),
        ("500k", 500_000),
        ("500 K", 500_000),
        ("35 nghìn", 35_000),
        ("35 ngàn", 35_000),
        ("35 ngan đồng", 35_000),
        ("35k5", 35_500),
        ("35 nghìn 500", 35_500),
        ("35 nghìn rưỡi", 35_500),
        ("1tr", 1_000_000),
        ("1tr2", 1_200_000),
        ("1TR2", 1_200_000),
        ("1tr2đ", 1_200_000),
        ("1tr25", 1_250_000),
        ("1tr05", 1_050_000),
        ("1tr250", 1_250_000),
        ("1tr250k", 1_250_000),
        ("10trđ", 10_000_000),
        ("1 triệu 2", 1_200_000),
        ("1 trieu 2", 1_200_000),
        ("1 triệu 200 nghìn", 1_200_000),
        ("1 triệu 2 trăm nghìn", 1_200_000),
        ("1 triệu 200 nghìn 500 đồng", 1_200_500),
        ("1tr 200.000", 1_200_000),
        ("3 trăm nghìn", 300_000),
        ("3 trăm nghìn 5", 300_500),
        ("2 chục triệu", 20_000_000),
        ("2 triệu rưỡi", 2_500_000),
        ("2 trieu ruoi", 2_500_000),
        ("2tr rưỡi", 2_500_000),
        ("1,5 triệu", 1_500_000),
        ("1.5tr", 1_500_000),
        ("1.25 million", 1_250_000),
        ("0,5 triệu", 500_000),
        ("1,2345 triệu", 1_234_500),
        ("1.200.000k", 1_200_000_000),
        ("1tỷ2", 1_200_000_000),
        ("1 tỉ 2", 1_200_000_000),
        ("5 tỷ đồng", 5_000_000_000),
        ("1 tỷ 200 triệu 5", 1_200_500_000),
        ("  1tr2  ", 1_200_000),
        ("999.999.999.999.999", MAX_VND),
    ],
)
def test_reads(text, amount):
    assert parse_vnd(text) == amount


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \u00a0 ", "empty"),
        ("-5000", "negative"),
        ("−5.000\u00a0₫", "negative"),
        ("−₫5,000", "negative"),
        ("₫-5,000", "negative"),
        ("5000-", "negative"),
        ("1.2", "fraction"),
        ("12,5", "fraction"),
        ("1000.50", "fraction"),
        ("1,2345k", "fraction"),
        ("0.0001 triệu 5", "ambiguous"),
        ("1.200k", "ambiguous"),
        ("1,500 triệu", "ambiguous"),
        ("1.200,000", "ambiguous"),
        ("1.20.000", "ambiguous"),
        ("1.200.00", "ambiguous"),
        ("0912345678", "ambiguous"),
        ("0.500", "fraction"),
        ("5-10k", "ambiguous"),
        ("5 trăm", "ambiguous"),
        ("5 chục", "ambiguous"),
        ("1 triệu 500 đồng", "ambiguous"),
        ("1tr2345", "ambiguous"),
        ("1tr200000", "ambiguous"),
        ("1tr 1.200.000", "ambiguous"),
        ("1,5tr2", "ambiguous"),
        ("1,5 triệu 200 nghìn", "ambiguous"),
        ("1,5 triệu rưỡi", "ambiguous"),
        ("10k 2tr", "ambiguous"),
        ("2tr5tr", "ambiguous"),
        ("1tr1200k", "ambiguous"),
        ("đ", "not_money"),
        ("abc", "not_money"),
        ("k500", "not_money"),
        ("rưỡi", "not_money"),
        ("2 rưỡi", "not_money"),
        ("2 triệu rưỡi 5", "not_money"),
        ("2 triệu rưỡi rưỡi", "not_money"),
        ("12 k k", "not_money"),
        ("1 2", "not_money"),
        ("1..2", "not_money"),
        ("1e5", "not_money"),
        ("15000 đ/kg", "not_money"),
        ("₫5000đ", "not_money"),
        ("$500", "not_money"),
        ("500 usd", "not_money"),
        ("٣٠٠٠", "not_money"),
        ("9" * 5000, "not_money"),
        ("1.000.000.000.000.000", "too_large"),
        ("1000000 tỷ", "too_large"),
    ],
)
def test_refuses(text, reason):
    with pytest.raises(MoneyFormatError) as refused:
        parse_vnd(text)
    assert refused.value.facts == {"text": text, "reason": reason}
    assert refused.value.code == "money_format"


@given(st.integers(min_value=0, max_value=MAX_VND), st.sampled_from(["vi", "en"]))
def test_what_is_written_is_read_back(amount, lang):
    assert parse_vnd(format_vnd(amount, lang)) == amount


@given(st.integers(min_value=1, max_value=MAX_VND), st.sampled_from(["vi", "en"]))
def test_a_negative_amount_is_never_read(amount, lang):
    with pytest.raises(MoneyFormatError) as refused:
        parse_vnd(format_vnd(-amount, lang))
    assert refused.value.facts["reason"] == "negative"


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=9))
def test_the_tail_is_the_next_digit(millions, tail):
    assert parse_vnd(f"{millions}tr{tail}") == millions * 1_000_000 + tail * 100_000


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        amount = parse_vnd(text)
    except MoneyFormatError as refused:
        assert refused.facts["text"] == text
    else:
        assert 0 <= amount <= MAX_VND


@given(st.text(alphabet="0123456789.,ktrđ₫ỷtriệunghìnưỡ -", max_size=16))
def test_any_near_miss_is_read_or_refused(text):
    try:
        assert 0 <= parse_vnd(text) <= MAX_VND
    except MoneyFormatError as refused:
        assert refused.facts["text"] == text
