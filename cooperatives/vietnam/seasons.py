"""Seasons as ranges of months."""

from __future__ import annotations


def in_season(from_month: int, to_month: int, today_month: int) -> bool:
    """Whether ``today_month`` lies in the range, which may wrap around the year (11 to 2)."""
    if from_month <= to_month:
        return from_month <= today_month <= to_month
    return today_month >= from_month or today_month <= to_month
