"""Money on one screen, by month, and payout by payout. Every number is read from the ledger when the page is asked for."""

from __future__ import annotations

import datetime
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cooperatives.groups.models import Group, TaxRate, Terms
from cooperatives.payouts.models import Payout
from cooperatives.payouts.money_summary import months_with_sales, period_money, summary
from cooperatives.payouts.services.runs import MINIMUM_VND
from cooperatives.vietnam.banks import UnknownBank, bank
from storefront.payments.tax_sheet import tax_sheet
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.statement import SHOWN_TO_GROUPS, held_rows, month_rows, next_payout_on, payout_rows, payouts_of

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
PAYOUTS_SHOWN = 24


@portal_page(Task.SEE_MONEY)
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Where all of the group's money is now, and how it came to that."""
    group, today = seat.group, timezone.localdate()
    payouts = payouts_of(group)
    money = summary(group)
    context = frame(seat, "money") | {
        "money": money,
        "held": held_rows(group),
        "months": months_with_sales(group),
        "payouts": payouts[:PAYOUTS_SHOWN],
        "next_on": next_payout_on(payouts, today),
        "minimum_vnd": MINIMUM_VND,
        "fee_bps": _fee_bps(group, today),
        "tax_bps": _tax_bps(group, today) if money.tax_vnd else None,
        "today": today,
    }
    return render(request, "portal/money.html", context)


@portal_page(Task.SEE_MONEY)
def month(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One month (``?thang=2026-11``): sold, taken off, and every line of it."""
    first = _month(request.GET.get("thang", ""))
    zone = timezone.get_current_timezone()
    since = datetime.datetime(first.year, first.month, 1, tzinfo=zone)
    until = datetime.datetime(first.year + first.month // 12, first.month % 12 + 1, 1, tzinfo=zone)
    rows = month_rows(seat.group, since, until)
    context = frame(seat, "money") | {
        "first": first,
        "money": period_money(seat.group, since=since, until=until),
        "rows": rows,
        "change_vnd": sum(row.amount_vnd for row in rows),
    }
    return render(request, "portal/month.html", context)


@portal_page(Task.SEE_MONEY)
def payout(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """One payout and the sales it is made of; its lines add up to its amount."""
    found = Payout.objects.filter(group=seat.group, status__in=SHOWN_TO_GROUPS).select_related("run", "bank_account")
    one = get_object_or_404(found, pk=pk)
    lines = one.lines.select_related("posting__entry").order_by("posting__at", "posting_id")
    rows = payout_rows(seat.group, list(lines))
    context = {"payout": one, "rows": rows, "total_vnd": sum(row.amount_vnd for row in rows), "bank_name": _bank_name(one)}
    return render(request, "portal/payout.html", frame(seat, "money") | context)


@portal_page(Task.SEE_MONEY)
def tax(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was withheld from the group as a seller in one year (``?nam=2026``), to print and keep."""
    context = {"sheet": tax_sheet(seat.group, request.GET.get("nam", ""))}
    return render(request, "portal/tax.html", frame(seat, "money") | context)


def _month(text: str) -> datetime.date:
    """First day of the month asked for; this month when none was. 404 for what is no month."""
    if not text:
        return timezone.localdate().replace(day=1)
    match = _MONTH.fullmatch(text)
    if match is None:
        raise Http404
    return datetime.date(int(match[1]), int(match[2]), 1)


def _fee_bps(group: Group, today: datetime.date) -> int | None:
    terms = Terms.objects.filter(group=group, valid_from__lte=today).order_by("-valid_from").first()
    return terms.fee_bps if terms else None


def _tax_bps(group: Group, today: datetime.date) -> tuple[int, int]:
    return TaxRate.rates_on(legal_form=group.seller.kind, supply=TaxRate.Supply.GOODS, day=today)


def _bank_name(payout: Payout) -> str:
    try:
        return bank(payout.bank_account.bank_bin).short_name
    except UnknownBank:
        return ""
