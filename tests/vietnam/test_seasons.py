"""Seasons, also over New Year."""

from __future__ import annotations

import pytest

from cooperatives.vietnam.seasons import in_season, months_until_season, season_months


@pytest.mark.parametrize(
    ("from_month", "to_month", "months"),
    [
        (5, 7, (5, 6, 7)),
        (11, 2, (11, 12, 1, 2)),
        (9, 1, (9, 10, 11, 12, 1)),
        (3, 3, (3,)),
        (1, 12, tuple(range(1, 13))),
        (6, 5, (6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5)),
    ],
)
def test_months(from_month, to_month, months):
    assert season_months(from_month, to_month) == months
    assert [month for month in range(1, 13) if in_season(from_month, to_month, month)] == sorted(months)


@pytest.mark.parametrize(
    ("from_month", "to_month", "today", "wait"),
    [(5, 7, 4, 1), (5, 7, 5, 0), (5, 7, 7, 0), (5, 7, 8, 9), (11, 2, 1, 0), (11, 2, 3, 8), (1, 2, 12, 1)],
)
def test_waiting(from_month, to_month, today, wait):
    assert months_until_season(from_month, to_month, today) == wait


@pytest.mark.parametrize("months", [(0, 5, 1), (1, 13, 1), (1, 2, 0)])
def test_only_twelve_months(months):
    with pytest.raises(ValueError, match="not a month"):
        in_season(*months)
