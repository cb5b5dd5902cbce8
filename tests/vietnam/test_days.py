"""Months within a sentence."""

from __future__ import annotations

import pytest

from cooperatives.vietnam.days import month_name


@pytest.mark.parametrize(
    ("month", "lang", "expected"),
    [(1, "vi", "tháng 1"), (12, "vi", "tháng 12"), (1, "en", "January"), (11, "en-gb", "November"), (12, "en", "December")],
)
def test_month_name(month, lang, expected):
    assert month_name(month, lang) == expected
