"""The yearly sheet of one seller: what was withheld from her, month by month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cooperatives.groups.models import Group
from storefront.payments.services.tax_report import TaxRow, tax_months

_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class TaxSheet:
    """``rows``: the month's first moment with its row, one for each pair of rates."""

    seller: Group
    year: int
    rows: list[tuple[datetime, TaxRow]]

    @property
    def revenue_vnd(self) -> int:
        """Of the year."""
        return sum(row.revenue_vnd for _month, row in self.rows)

    @property
    def vat_vnd(self) -> int:
        """Of the year, returns taken off."""
        return sum(row.due_vat_vnd for _month, row in self.rows)

    @property
    def pit_vnd(self) -> int:
        """Of the year, returns taken off."""
        return sum(row.due_pit_vnd for _month, row in self.rows)

    @property
    def total_vnd(self) -> int:
        """Both taxes."""
        return self.vat_vnd + self.pit_vnd

    @property
    def other_years(self) -> list[int]:
        """The year before and, once it began, the one after."""
        return [year for year in (self.year - 1, self.year + 1) if year <= timezone.localdate().year]


def tax_sheet(seller: Group, year: str = "") -> TaxSheet:
    """The sheet of a year like "2026"; this year when the text is none."""
    wanted = int(year) if _YEAR.fullmatch(year) else timezone.localdate().year
    zone = timezone.get_default_timezone()
    since, until = (datetime(one, 1, 1, tzinfo=zone) for one in (wanted, wanted + 1))
    return TaxSheet(seller, wanted, tax_months(seller=seller, since=since, until=until))
