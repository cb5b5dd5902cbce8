"""Writing, splitting and rounding whole đồng."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.vietnam.money import AllocationImpossible, allocate, format_bps, format_vnd, round_cash, share_bps, spell_vnd

AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("amount", "vi", "en"),
    [
        (0, "0\u00a0₫", "₫0"),
        (999, "999\u00a0₫", "₫999"),
        (1_000, "1.000\u00a0₫", "₫1,000"),
        (125_000, "125.000\u00a0₫", "₫125,000"),
        (1_234_567_890, "1.234.567.890\u00a0₫", "₫1,234,567,890"),
        (-125_000, "\u2212125.000\u00a0₫", "\u2212₫125,000"),
    ],
)
def test_format_vnd(amount, vi, en):
    assert format_vnd(amount, "vi") == vi
    assert format_vnd(amount, "en") == en


def test_language_codes():
    assert format_vnd(1_000, "en-gb") == "₫1,000"
    assert format_vnd(1_000, "vi-VN") == "1.000\u00a0₫"
    assert format_vnd(1_000, "fr") == "1.000\u00a0₫"


@pytest.mark.parametrize("amount", [1.5, "1000"])
def test_only_whole_numbers_are_money(amount):
    with pytest.raises((ValueError, TypeError)):
        format_vnd(amount, "vi")


@pytest.mark.parametrize(
    ("bps", "vi", "en"),
    [
        (0, "0%", "0%"),
        (25, "0,25%", "0.25%"),
        (150, "1,5%", "1.5%"),
        (500, "5%", "5%"),
        (10_000, "100%", "100%"),
        (-105, "−1,05%", "−1.05%"),
    ],
)
def test_format_bps(bps, vi, en):
    assert format_bps(bps, "vi") == vi
    assert format_bps(bps, "en") == en


def test_spell_vnd():
    assert spell_vnd(125_000, "vi") == "một trăm hai mươi lăm nghìn đồng"
    assert spell_vnd(125_000, "en") == "one hundred and twenty-five thousand đồng"
    assert spell_vnd(-21_000, "vi") == "âm hai mươi mốt nghìn đồng"
    assert spell_vnd(0, "en") == "zero đồng"


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (10, [0, 1, 0], [0, 10, 0]),
        (0, [3, 4], [0, 0]),
        (1, [1, 2], [0, 1]),
        (30_000, [185_000, 90_000, 65_000], [16_324, 7_941, 5_735]),
        (2, [1, 1, 1, 1], [1, 1, 0, 0]),
        (7, [5], [7]),
    ],
)
def test_allocate(total, weights, parts):
    assert allocate(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [5, -1]])
def test_allocate_needs_weights(weights):
    with pytest.raises(AllocationImpossible) as refused:
        allocate(100, weights)
    assert refused.value.facts == {"total": 100, "weights": weights}


@given(AMOUNTS, WEIGHTS)
def test_parts_add_up_and_stay_within_one_dong(total, weights):
    parts = allocate(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(AMOUNTS, WEIGHTS)
def test_a_refund_mirrors_the_sale(total, weights):
    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


@pytest.mark.parametrize(
    ("amount", "bps", "share"),
    [
        (185_000, 500, 9_250),
        (1, 5_000, 1),
        (1, 4_999, 0),
        (3, 5_000, 2),
        (-3, 5_000, -2),
        (333, 150, 5),
        (100, 0, 0),
        (100, 10_000, 100),
    ],
)
def test_share_bps(amount, bps, share):
    assert share_bps(amount, bps) == share


def test_a_rate_is_not_negative():
    with pytest.raises(ValueError, match="a rate cannot be negative: -1 bps"):
        share_bps(100, -1)


@given(AMOUNTS, st.integers(min_value=0, max_value=10_000))
def test_share_is_the_nearest_and_mirrors(amount, bps):
    share = share_bps(amount, bps)
    assert abs(share * 10_000 - amount * bps) <= 5_000
    assert share_bps(-amount, bps) == -share


@pytest.mark.parametrize(
    ("amount", "rounded", "difference"),
    [
        (0, 0, 0),
        (499, 0, -499),
        (500, 1_000, 500),
        (125_000, 125_000, 0),
        (125_499, 125_000, -499),
        (125_500, 126_000, 500),
        (-125_500, -126_000, -500),
    ],
)
def test_round_cash(amount, rounded, difference):
    assert round_cash(amount) == (rounded, difference)


@given(AMOUNTS)
def test_round_cash_keeps_the_books(amount):
    rounded, difference = round_cash(amount)
    assert rounded % 1_000 == 0
    assert rounded == amount + difference
    assert abs(difference) <= 500
