"""A group's money line by line, each line opening to the parcel or the payout it comes from. Amounts come from the ledger only."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median_low
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperatives.groups.models import Group
from cooperatives.ledger.statements import StatementRow, statement
from cooperatives.payouts.models import Payout, PayoutLine
from cooperatives.payouts.money_summary import held_by_parcel
from cooperatives.vietnam.days import short_date
from storefront.orders.models import Parcel
from storefront.portal.shown import told

_CODES = ("2110", "2120", "2130", "2140", "1060")
SHOWN_TO_GROUPS = (Payout.Status.APPROVED, Payout.Status.SENT, Payout.Status.SETTLED, Payout.Status.RETURNED)
"""A draft may still change, so nobody is told of it; what was dropped never was a payout."""
_RUNS_LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A line as ``components/money_row.html`` shows it, and where it opens to ("" when nowhere)."""

    title: str
    amount_vnd: int
    when: str
    detail: str
    url: str


@dataclass(slots=True)
class _Event:
    """One entry of the books, summed over its lines."""

    first: StatementRow
    amount_vnd: int = 0
    orders: set[str] = field(default_factory=set)


def month_rows(group: Group, since: datetime.datetime, until: datetime.datetime) -> list[MoneyRow]:
    """What changed the group's money in a period, newest first; the amounts add up to the change. Five queries."""
    codes = [f"{code}.g{group.pk}" for code in _CODES]
    events: dict[str, _Event] = {}
    for row in statement(codes=codes, since=since, until=until).rows:
        event = events.setdefault(row.key, _Event(row))
        event.amount_vnd += row.in_vnd - row.out_vnd
    parcels = parcels_by_order(group, [str(event.first.ref.get("order", "")) for event in events.values()])
    return [_event_row(event, parcels) for event in reversed(events.values())]


def held_rows(group: Group) -> list[MoneyRow]:
    """Parcels of which money is held, the next to be released first; they add up to what is held. Three queries."""
    held = held_by_parcel(group)
    parcels = parcels_by_order(group, [number.rpartition("-")[0] for number in held])
    found = [(parcels.get(number.rpartition("-")[0]), amount_vnd) for number, amount_vnd in held.items()]
    far = datetime.date.max
    found.sort(key=lambda one: ((one[0].release_on or far) if one[0] else far, one[0].pk if one[0] else 0))
    return [
        MoneyRow(
            title=told(parcel) if parcel else _("Khoản khác"),
            amount_vnd=amount_vnd,
            when=_until_when(parcel) if parcel else "",
            detail="",
            url=_parcel_url(parcel),
        )
        for parcel, amount_vnd in found
    ]


def payout_rows(group: Group, lines: Sequence[PayoutLine]) -> list[MoneyRow]:
    """What a payout is made of, oldest first; the amounts add up to it. Two queries."""
    parcels = parcels_by_order(group, [str(line.posting.entry.ref.get("order", "")) for line in lines])
    rows = []
    for line in lines:
        entry = line.posting.entry
        parcel = parcels.get(str(entry.ref.get("order", "")))
        title = _line_title(entry.kind, parcel)
        rows.append(MoneyRow(title, line.amount_vnd, _day(entry.at), parcel.number if parcel else "", _parcel_url(parcel)))
    return rows


def payouts_of(group: Group) -> list[Payout]:
    """Payouts that the group may see, newest first. One query."""
    found = Payout.objects.filter(group=group, status__in=SHOWN_TO_GROUPS).select_related("run", "bank_account")
    return list(found.order_by("-run__approved_at", "-pk"))


def next_payout_on(payouts: Iterable[Payout], today: datetime.date) -> datetime.date | None:
    """When the next payout usually comes: as long after the last as they were apart before. None when that cannot be said."""
    sent = sorted({timezone.localdate(payout.run.sent_at) for payout in payouts if payout.run.sent_at}, reverse=True)[:_RUNS_LOOKED_AT]
    if len(sent) < 2:
        return None
    apart = median_low([later - earlier for later, earlier in zip(sent, sent[1:], strict=False)])
    expected = sent[0] + apart
    return expected if expected >= today else None


def parcels_by_order(group: Group, orders: Iterable[str]) -> dict[str, Parcel]:
    """Order number -> the one parcel of it that this group packs. Two queries."""
    numbers = {number for number in orders if number}
    found = Parcel.objects.of_groups([group.pk]).filter(order__number__in=numbers).select_related("order").prefetch_related("lines")
    return {parcel.order.number: parcel for parcel in found} if numbers else {}


def _event_row(event: _Event, parcels: dict[str, Parcel]) -> MoneyRow:
    row = event.first
    parcel = parcels.get(str(row.ref.get("order", "")))
    names: dict[str, Any] = defaultdict(lambda: (row.memo or _("Khoản khác"), ""))
    what = told(parcel) if parcel else ""
    names["sale"] = (_("Bán %(what)s") % {"what": what} if what else _("Bán hàng"), _("sau phí và thuế"))
    names["refund"] = (_("Trả lại khách"), "")
    names["payout_sent"] = (_("Chuyển vào tài khoản nhóm"), "")
    names["payout_returned"] = (_("Ngân hàng trả lại, tiền về lại quỹ nhóm"), "")
    title, detail = names[row.kind]
    return MoneyRow(title, event.amount_vnd, _day(row.at), parcel.number if parcel else detail, _parcel_url(parcel) or _payout_url(row.ref))


def _line_title(kind: str, parcel: Parcel | None) -> str:
    if kind == "debt_netted":
        return _("Trừ khoản nhóm nợ từ lần trả hàng trước")
    if kind == "dispute_hold":
        return _("Giữ lại: khách đang khiếu nại khoản trả")
    if kind == "dispute_hold.reversed":
        return _("Khiếu nại đã xong, tiền trở lại phần được chuyển")
    if kind == "refund":
        return _("Trả lại khách")
    what = told(parcel) if parcel else ""
    return _("Bán %(what)s") % {"what": what} if what else _("Bán hàng")


def _until_when(parcel: Parcel) -> str:
    if parcel.status != Parcel.Status.DELIVERED or parcel.release_on is None:
        return _("Khách chưa nhận hàng")
    if parcel.money_held_at is not None:
        return _("Đang giữ: khách đang khiếu nại khoản trả")
    day = short_date(parcel.release_on, get_language() or "vi")
    if parcel.cash_matched_at is None:
        return _("Sau %(day)s, khi bưu tá nộp tiền thu hộ") % {"day": day}
    return _("Được chuyển từ %(day)s") % {"day": day}


def _day(moment: datetime.datetime) -> str:
    return short_date(timezone.localdate(moment), get_language() or "vi")


def _parcel_url(parcel: Parcel | None) -> str:
    return reverse("portal:parcel", args=[parcel.pk]) if parcel else ""


def _payout_url(ref: dict[str, Any]) -> str:
    return reverse("portal:payout", args=[ref["payout"]]) if "payout" in ref else ""
