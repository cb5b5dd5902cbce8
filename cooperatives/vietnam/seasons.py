"""Seasons of goods as ranges of months, both ends included; a range may go over New Year (November to February)."""

from __future__ import annotations


def in_season(from_month: int, to_month: int, today_month: int) -> bool:
    """Whether a month lies in the season: ``in_season(11, 2, 1)`` is true. ``ValueError`` for a month that is not 1 to 12."""
    _check(from_month, to_month, today_month)
    if from_month <= to_month:
        return from_month <= today_month <= to_month
    return today_month >= from_month or today_month <= to_month


def season_months(from_month: int, to_month: int) -> tuple[int, ...]:
    """The months of the season in the order they come: (11, 2) -> (11, 12, 1, 2)."""
    _check(from_month, to_month)
    return tuple((from_month - 1 + step) % 12 + 1 for step in range((to_month - from_month) % 12 + 1))


def months_until_season(from_month: int, to_month: int, today_month: int) -> int:
    """How many months until the season begins; 0 while it lasts."""
    return 0 if in_season(from_month, to_month, today_month) else (from_month - today_month) % 12


def _check(*months: int) -> None:
    for month in months:
        if not 1 <= month <= 12:
            raise ValueError(f"not a month: {month}")
