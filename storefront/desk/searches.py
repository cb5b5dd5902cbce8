"""What was looked for, for the desk: only words that were asked often enough to be nobody's own, and how well they were answered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, Sum
from django.utils import timezone

from search.counting import KEEP, SHOWN_FROM, week_of
from search.models import SearchTerm, SearchWeek

MOST_ROWS: Final = 50
RARELY_OPENED: Final = 5
"""Answers of words asked so often should have been opened by somebody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Some words, and what came of them in the time that was chosen."""

    term: SearchTerm
    asked: int
    empty: int
    mended: int
    opened: int

    @property
    def opened_percent(self) -> int:
        """Of a hundred searches, so many led to something."""
        return round(100 * self.opened / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class Report:
    """Rows for the three tables, and what is not shown."""

    top: list[Asked]
    empty: list[Asked]
    unopened: list[Asked]
    total: int
    kept_back: int


def weeks(today: datetime.date | None = None) -> list[datetime.date]:
    """Mondays that may be looked at, the newest first."""
    first = week_of(today or timezone.localdate())
    return [first - datetime.timedelta(weeks=back) for back in range(KEEP.days // 7 + 1)]


def report(week_on: datetime.date | None) -> Report:
    """One week, or the last four. Words asked fewer than :data:`SHOWN_FROM` times in that time are counted, never shown."""
    since = week_of(timezone.localdate()) - datetime.timedelta(weeks=3)
    span = Q(weeks__week_on=week_on) if week_on else Q(weeks__week_on__gte=since)
    sums = {name: Sum(f"weeks__{name}_count", filter=span) for name in ("asked", "empty", "mended", "opened")}
    counted = SearchTerm.objects.exclude(text="").filter(span).distinct().annotate(**sums)
    found = [Asked(term, *(getattr(term, name) for name in sums)) for term in counted]
    rows = sorted((row for row in found if row.asked >= SHOWN_FROM), key=lambda row: (-row.asked, row.term.text))
    in_span = Q(week_on=week_on) if week_on else Q(week_on__gte=since)
    total = SearchWeek.objects.filter(in_span).aggregate(asked=Sum("asked_count"))["asked"] or 0
    return Report(
        top=rows[:MOST_ROWS],
        empty=sorted((row for row in rows if row.empty), key=lambda row: -row.empty)[:MOST_ROWS],
        unopened=[row for row in rows if row.asked >= RARELY_OPENED and not row.empty and not row.opened][:MOST_ROWS],
        total=total,
        kept_back=total - sum(row.asked for row in rows),
    )
