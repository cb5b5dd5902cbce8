"""A group's money in a few numbers, as a whole, by month or by parcel; read from the ledger only, so they cannot disagree with it.

Every posting that crosses the border of the group's accounts is counted once, by the account on the other side:

    sold         came from where shoppers' money lies (1010, 1020, 1030.*, 2090) into what is held for the group
    fee          went to 4010 and 2400 (the VAT in the fee)
    tax          went to 2300.*
    refunded     went to 2200
    paid         left through 1050, less what the bank sent back
    other        anything else, for example a debt that the center bears (5050)

A refund hands the fee and the taxes back too, straight from their accounts to 2200 (a tax that was paid on to the state comes from 5050).
That is counted as fee and tax returned and as refunded, so that "refunded" is the price of the goods as it was sold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from cooperatives.groups.models import Group
from cooperatives.ledger.models import Posting

_HELD, _AVAILABLE, _SET_ASIDE, _RESERVE, _DEBT = "2110", "2120", "2130", "2140", "1060"
_FEES = ("4010", "2400")
_MONEY = ("1010", "1020", "1030", "2090")
Flows = Counter[tuple[str, str]]
"""(debited account, credited account) -> đồng."""


@dataclass(frozen=True, slots=True)
class GroupMoney:
    """Whole đồng. Of a group as a whole: sold - fee - tax - refunded + other = held + available + in_payout + paid - debt."""

    sold_vnd: int
    fee_vnd: int
    tax_vnd: int
    refunded_vnd: int
    held_vnd: int
    available_vnd: int
    in_payout_vnd: int
    paid_vnd: int
    debt_vnd: int
    under_way_vnd: int = 0
    other_vnd: int = 0

    @property
    def on_its_way_vnd(self) -> int:
        """Set aside for a transfer, or sent and not seen on the bank's statement yet."""
        return self.in_payout_vnd + self.under_way_vnd

    @property
    def received_vnd(self) -> int:
        """Paid, and seen on the bank's statement."""
        return self.paid_vnd - self.under_way_vnd

    @property
    def to_come_vnd(self) -> int:
        """Everything that is hers and was not handed to the bank yet."""
        return self.held_vnd + self.available_vnd + self.in_payout_vnd - self.debt_vnd

    @property
    def earned_vnd(self) -> int:
        """Sold, less what was taken off."""
        return self.sold_vnd - self.fee_vnd - self.tax_vnd - self.refunded_vnd + self.other_vnd


def summary(group: Group, *, since: datetime | None = None, until: datetime | None = None) -> GroupMoney:
    """Sum a group's money; ``since <= at < until`` bounds what was sold, taken off and paid, balances are always of now.

    ``under_way_vnd`` is the part of what was paid, at any time, that the bank's statement does not show yet. Two queries, or four.
    """
    mine = _codes(group)
    everything = Posting.objects.all()
    flows, asides = _flows(everything, mine), _asides(everything, group, mine)
    now = {code.partition(".")[0]: _balance(flows, code) for code in mine}
    is_bounded = since is not None or until is not None
    return GroupMoney(
        **(_period_sums(group, since, until) if is_bounded else _sums(flows, asides, mine)),
        held_vnd=now[_HELD] + now[_RESERVE],
        available_vnd=now[_AVAILABLE],
        in_payout_vnd=now[_SET_ASIDE],
        debt_vnd=-now[_DEBT],
        under_way_vnd=flows[(mine[2], "1050")] - flows[("1050", mine[1])] - asides[("1050", "1010")],
    )


def period_money(group: Group, *, since: datetime, until: datetime) -> GroupMoney:
    """What was sold, taken off and paid in ``since <= at < until``; the balances are 0, because they are of no period. Two queries."""
    return GroupMoney(**_period_sums(group, since, until), held_vnd=0, available_vnd=0, in_payout_vnd=0, debt_vnd=0)


def parcel_money(group: Group, parcel_number: str) -> GroupMoney:
    """What one parcel brought and what of it is held; the other balances are 0, because money of several parcels is paid together.

    Postings carry the parcel's number as their memo. One query.
    """
    mine = _codes(group)
    of_parcel = Posting.objects.filter(memo=parcel_number, entry__in=_entries(mine, memo=parcel_number))
    flows = _flows(of_parcel, None)
    sums = _sums(flows, flows, mine)
    held_vnd = _balance(flows, mine[0])
    return GroupMoney(**sums, held_vnd=held_vnd, available_vnd=0, in_payout_vnd=0, debt_vnd=0)


def held_by_parcel(group: Group) -> dict[str, int]:
    """Parcel number -> what of it is held now, where that is not zero; it adds up to the balance of 2110. One query."""
    code = _codes(group)[0]
    held: Counter[str] = Counter()
    moved = Posting.objects.filter(Q(debit__code=code) | Q(credit__code=code)).order_by()
    for memo, credited, amount_vnd in moved.values_list("memo", "credit__code").annotate(total=Sum("amount_vnd")):
        held[memo] += amount_vnd if credited == code else -amount_vnd
    return {memo: amount_vnd for memo, amount_vnd in held.items() if amount_vnd}


def months_with_sales(group: Group) -> list[date]:
    """First days of the months in which the group sold something, newest first."""
    sales = Posting.objects.filter(credit__code=f"{_HELD}.g{group.pk}", entry__kind="sale")
    months = sales.annotate(month=TruncMonth("at")).values("month").annotate(first=Min("at")).order_by("-month")
    return [row["month"].date() for row in months]


def _codes(group: Group) -> list[str]:
    return [f"{code}.g{group.pk}" for code in (_HELD, _AVAILABLE, _SET_ASIDE, _RESERVE, _DEBT)]


def _period_sums(group: Group, since: datetime | None, until: datetime | None) -> dict[str, int]:
    mine, period = _codes(group), Posting.objects.all()
    if since is not None:
        period = period.filter(at__gte=since)
    if until is not None:
        period = period.filter(at__lt=until)
    return _sums(_flows(period, mine), _asides(period, group, mine), mine)


def _flows(postings: QuerySet[Posting], mine: Iterable[str] | None) -> Flows:
    """Add up postings by their two accounts; only those that touch ``mine`` when it is given."""
    if mine is not None:
        codes = list(mine)
        postings = postings.filter(Q(debit__code__in=codes) | Q(credit__code__in=codes))
    rows = postings.order_by().values_list("debit__code", "credit__code").annotate(total=Sum("amount_vnd"))
    return Counter({(debited, credited): total for debited, credited, total in rows})


def _entries(mine: list[str], **where: str) -> QuerySet[Posting, int]:
    """Entries that touch the group's accounts, for use in a query."""
    return Posting.objects.filter(Q(debit__code__in=mine) | Q(credit__code__in=mine), **where).values_list("entry_id", flat=True)


def _asides(postings: QuerySet[Posting], group: Group, mine: list[str]) -> Flows:
    """What concerns the group on accounts that are not hers, by the first four digits of both.

    Fee and tax that refunds hand back: a refund's entry is about one parcel, so it is hers when it touches her accounts. Transfers that
    settled: they carry the reference of the payout that was sent.
    """
    refunds = _entries(mine, entry__kind="refund")
    references = Posting.objects.filter(debit__code=f"{_SET_ASIDE}.g{group.pk}", credit__code="1050").values("memo")
    given_back = Q(credit__code="2200", entry__in=refunds) & ~Q(debit__code__in=mine)
    settled = Q(debit__code="1050", credit__code__startswith="1010.", memo__in=references)
    found: Flows = Counter()
    for (debited, credited), total in _flows(postings.filter(given_back | settled), None).items():
        found[(_head(debited), _head(credited))] += total
    return found


def _sums(flows: Flows, asides: Flows, mine: list[str]) -> dict[str, int]:
    """Sold, fee, tax, refunded, paid and other. What refunds hand back is taken off fee and tax, and is a part of what was refunded."""
    out: Counter[str] = Counter()
    for (debited, credited), amount_vnd in flows.items():
        if (debited in mine) == (credited in mine):
            continue
        other, gained_vnd = (debited, amount_vnd) if credited in mine else (credited, -amount_vnd)
        out[_word(other, _head(credited if credited in mine else debited))] += gained_vnd
    by_head: Counter[tuple[str, str]] = Counter()
    for (debited, credited), amount_vnd in asides.items():
        if debited not in mine:
            by_head[(_head(debited), _head(credited))] += amount_vnd
    fee_back = sum(by_head[(code, "2200")] for code in _FEES)
    tax_back = sum(by_head[(code, "2200")] for code in ("2300", "5050"))
    return {
        "sold_vnd": out["sold"],
        "fee_vnd": -out["fee"] - fee_back,
        "tax_vnd": -out["tax"] - tax_back,
        "refunded_vnd": -out["refunded"] + fee_back + tax_back,
        "paid_vnd": -out["paid"],
        "other_vnd": out["other"],
    }


def _word(other: str, own: str) -> str:
    """Name of what a posting between an account of the group (its first digits) and another account means."""
    head = _head(other)
    if head in _FEES:
        return "fee"
    if head == "2300":
        return "tax"
    if head == "2200":
        return "refunded"
    if own != _HELD and head in ("1050", "1010"):
        return "paid"
    return "sold" if own == _HELD and head in _MONEY else "other"


def _balance(flows: Flows, code: str) -> int:
    """Credits less debits: positive for what we owe the group, negative for what she owes."""
    return sum(total for pair, total in flows.items() if pair[1] == code) - sum(total for pair, total in flows.items() if pair[0] == code)


def _head(code: str) -> str:
    return code.partition(".")[0]
