"""Words of price, season and stock, taken out of a query."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.intents import Intent, split
from search.query import SearchQuery


@pytest.mark.parametrize(
    ("typed", "rest", "low", "high"),
    [
        ("gạo dưới 200k", "gạo", None, 200_000),
        ("gao duoi 200k", "gao", None, 200_000),
        ("mật ong không quá 150 nghìn", "mật ong", None, 150_000),
        ("trà tối đa 1tr2", "trà", None, 1_200_000),
        ("trà dưới 1tr250", "trà", None, 1_250_000),
        ("khăn trên 1,5 triệu", "khăn", 1_500_000, None),
        ("khăn từ 500.000đ trở lên", "khăn", 500_000, None),
        ("cà phê từ 100k đến 300k", "cà phê", 100_000, 300_000),
        ("cà phê 100-300k", "cà phê", 100_000, 300_000),
        ("cà phê từ 100 đến 300 nghìn", "cà phê", 100_000, 300_000),
        ("cà phê 300.000 - 100.000", "cà phê", 100_000, 300_000),
        ("quà khoảng 200k", "quà", 150_000, 250_000),
        ("quà tầm 400 ngàn", "quà", 300_000, 500_000),
        ("gạo giá dưới 50", "gạo", None, 50_000),
        ("gạo 200k trở xuống", "gạo", None, 200_000),
        ("honey under 200k", "honey", None, 200_000),
        ("honey under 200,000", "honey", None, 200_000),
        ("tea between 100k and 200k", "tea", 100_000, 200_000),
        ("dưới 100k", "", None, 100_000),
        # no price
        ("cà phê từ Đắk Lắk", "cà phê từ đắk lắk", None, None),
        ("gạo ocop 4 sao", "gạo ocop 4 sao", None, None),
        ("cà phê đen 500g", "cà phê đen 500g", None, None),
        ("mật ong trên 500ml", "mật ong trên 500ml", None, None),
        ("nước mắm 40 độ đạm", "nước mắm 40 độ đạm", None, None),
        ("tủ 3 ngăn", "tủ 3 ngăn", None, None),
        ("hộp 20-30 cái", "hộp 20-30 cái", None, None),
        ("bột ca cao 3 in 1", "bột ca cao 3 in 1", None, None),
    ],
)
def test_prices_as_vietnamese_write_them(typed, rest, low, high):
    assert split(typed) == (rest, Intent(low, high))


@pytest.mark.parametrize(
    ("typed", "rest", "intent"),
    [
        ("vải đang mùa", "vải", Intent(in_season=True)),
        ("vai dang mua", "vai", Intent(in_season=True)),
        ("đang mua vải", "đang mua vải", Intent()),  # she is buying
        ("cà phê còn hàng", "cà phê", Intent(in_stock=True)),
        ("mangoes in season under 100k", "mangoes", Intent(price_max=100_000, in_season=True)),
    ],
)
def test_season_and_stock(typed, rest, intent):
    assert split(typed) == (rest, intent)


def test_a_filter_chosen_by_hand_stands():
    asked = Intent(price_max=200_000, in_season=True).added_to(SearchQuery(text="gạo", price_min=10_000, price_max=50_000))
    assert asked == SearchQuery(text="gạo", price_min=10_000, price_max=50_000, in_season=True)


@given(st.text(alphabet="0123456789kđtrừ .,-–duoiướnghìn", max_size=40))
@settings(max_examples=200, deadline=None)
def test_never_fails_and_never_asks_for_nonsense(text):
    rest, intent = split(text)
    assert len(rest) <= len(text) + 40
    assert intent.price_min is None or 0 < intent.price_min < 10**9 * 2
    assert intent.price_min is None or intent.price_max is None or intent.price_min <= intent.price_max
