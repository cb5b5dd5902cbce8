"""A group's money in six numbers, and its statement; both read from the ledger only, so they cannot disagree with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Sum
from django.db.models.functions import TruncMonth

from cooperatives.groups.models import Group
from cooperatives.ledger.models import Posting
from cooperatives.ledger.services import balances


@dataclass(frozen=True, slots=True)
class GroupMoney:
    """Whole đồng. sold - fee - tax - refunded_net = held + available + in_payout + paid - debt (a test proves it on random histories)."""

    sold_vnd: int
    fee_vnd: int
    tax_vnd: int
    refunded_vnd: int
    held_vnd: int
    available_vnd: int
    in_payout_vnd: int
    paid_vnd: int
    debt_vnd: int

    @property
    def to_come_vnd(self) -> int:
        """Everything that is hers and not on her bank account yet."""
        return self.held_vnd + self.available_vnd + self.in_payout_vnd - self.debt_vnd

    @property
    def earned_vnd(self) -> int:
        """Sold, less what was taken off."""
        return self.sold_vnd - self.fee_vnd - self.tax_vnd - self.refunded_vnd


def summary(group: Group, *, since: datetime | None = None, until: datetime | None = None) -> GroupMoney:
    """Sum a group's money; ``since``/``until`` bound what was sold, taken off and paid, balances are always of now."""
    mine = [f"{code}.g{group.pk}" for code in ("2110", "2120", "2130", "2140", "1060")]
    now = balances(mine)
    period = Posting.objects.all()
    if since is not None:
        period = period.filter(at__gte=since)
    if until is not None:
        period = period.filter(at__lt=until)

    def total(**where: object) -> int:
        return int(period.filter(**where).aggregate(total=Sum("amount_vnd"))["total"] or 0)

    def net(other: str) -> int:
        """What went from the group to ``other`` accounts, less what came back."""
        return total(debit__code__in=mine, credit__code__startswith=other) - total(credit__code__in=mine, debit__code__startswith=other)

    def given_back(other: str) -> int:
        """Fees and taxes that a refund handed back go from their account to 2200 directly, named by the entry's group."""
        return total(debit__code__startswith=other, credit__code="2200", entry__ref__group=group.pk)

    goods_vnd = total(credit__code__startswith="2110.", credit__owner=str(group.pk), entry__kind="sale")
    fee_vnd = net("4010") + net("2400") - given_back("4010") - given_back("2400")
    tax_vnd = net("2300") - given_back("2300")
    refunded_vnd = net("2200") + given_back("4010") + given_back("2400") + given_back("2300")
    paid_vnd = (
        total(debit__code=f"2130.g{group.pk}", credit__code="1050")
        - total(credit__code=f"2120.g{group.pk}", debit__code="1050")
        - total(credit__code=f"2120.g{group.pk}", debit__code__startswith="1010")
    )
    return GroupMoney(
        sold_vnd=goods_vnd,
        fee_vnd=fee_vnd,
        tax_vnd=tax_vnd,
        refunded_vnd=refunded_vnd,
        held_vnd=now[mine[0]] + now[mine[3]],
        available_vnd=now[mine[1]],
        in_payout_vnd=now[mine[2]],
        paid_vnd=paid_vnd,
        debt_vnd=now[mine[4]],
    )


def months_with_sales(group: Group) -> list[date]:
    """First days of the months in which the group sold something, newest first."""
    sales = Posting.objects.filter(credit__code=f"2110.g{group.pk}", entry__kind="sale")
    months = sales.annotate(month=TruncMonth("at")).values("month").annotate(first=Min("at")).order_by("-month")
    return [row["month"].date() for row in months]
