"""A group's statement of one month, from the ledger: on screen, on paper and as a workbook."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font

from cooperatives.groups.models import Group
from cooperatives.ledger.chart import GROUP_CODES
from cooperatives.ledger.statements import Statement, StatementRow, statement
from cooperatives.payouts.money_summary import GroupMoney, period_money, summary
from storefront.desk.access import SEE_STATEMENTS, require
from storefront.desk.pages import DeskPage

KINDS = {
    "sale": gettext_lazy("Bán hàng"),
    "fee": gettext_lazy("Phí của trung tâm"),
    "tax": gettext_lazy("Thuế nộp thay"),
    "refund": gettext_lazy("Trả lại khách"),
    "payout_sent": gettext_lazy("Chuyển cho nhóm"),
    "payout_returned": gettext_lazy("Ngân hàng trả lại"),
    "debt_netted": gettext_lazy("Trừ nợ cũ"),
    "dispute_hold": gettext_lazy("Giữ vì khiếu nại thẻ"),
    "dispute_hold.reversed": gettext_lazy("Hết giữ vì khiếu nại thẻ"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in local time, ``since`` inclusive, ``until`` exclusive."""

    since: datetime.datetime
    until: datetime.datetime

    @property
    def code(self) -> str:
        """2026-11, as the address and ``<input type=month>`` write it."""
        return f"{self.since:%Y-%m}"


def month_of(text: str) -> Month:
    """The month of a text like "2026-11"; this month when it is none."""
    try:
        first = datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        first = timezone.localdate().replace(day=1)
    following = (first + datetime.timedelta(days=32)).replace(day=1)
    zone = timezone.get_default_timezone()
    return Month(*(datetime.datetime.combine(day, datetime.time.min, zone) for day in (first, following)))


@dataclass(frozen=True, slots=True)
class MonthOfGroup:
    """Everything that the statement's page, paper and workbook show."""

    group: Group
    month: Month
    money: GroupMoney
    statement: Statement


def statement_of(group: Group, month: Month) -> MonthOfGroup:
    """Read the ledger."""
    codes = [f"{code}.g{group.pk}" for code in GROUP_CODES]
    read = statement(codes=codes, since=month.since, until=month.until)
    return MonthOfGroup(group, month, money_of(group, month), read)


def money_of(group: Group, month: Month) -> GroupMoney:
    """What was sold, taken off and paid in the month, with the balances of now."""
    now = summary(group)
    return replace(
        period_money(group, since=month.since, until=month.until),
        held_vnd=now.held_vnd,
        available_vnd=now.available_vnd,
        in_payout_vnd=now.in_payout_vnd,
        under_way_vnd=now.under_way_vnd,
        debt_vnd=now.debt_vnd,
    )


def row_label(row: StatementRow) -> str:
    """What a row is, in words: a fee and a tax are postings of the sale's own entry."""
    if row.to_code.startswith(("4010", "2400")) or row.from_code.startswith(("4010", "2400")):
        kind = "fee"
    elif row.to_code.startswith("2300") or row.from_code.startswith("2300"):
        kind = "tax"
    else:
        kind = row.kind
    return str(KINDS.get(kind, row.kind))


class Statements(DeskPage):
    """All groups with their balances of now."""

    permissions = SEE_STATEMENTS
    template_name = "desk/statements.html"
    page_title = gettext_lazy("Sổ của nhóm")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One row a group for the chosen month."""
        month = month_of(self.request.GET.get("thang", ""))
        rows = [{"group": group, "money": money_of(group, month)} for group in Group.objects.all()]
        return {**super().get_context_data(**kwargs), "month": month, "rows": rows}


class StatementPage(DeskPage):
    """One group, one month; each row leads to its order."""

    permissions = SEE_STATEMENTS
    template_name = "desk/statement.html"
    page_title = gettext_lazy("Sổ của nhóm")
    header_icon = "doc-full"
    trail = (gettext_lazy("Sổ của nhóm"), "statements")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their words and the page that explains them."""
        group = get_object_or_404(Group, pk=self.kwargs["pk"])
        found = statement_of(group, month_of(self.request.GET.get("thang", "")))
        rows = [{"row": row, "label": row_label(row), "order": row.ref.get("order", "")} for row in found.statement.rows]
        return {**super().get_context_data(**kwargs), "found": found, "group": group, "month": found.month, "rows": rows}


def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The same month as XLSX; amounts are numbers, so that they can be added up."""
    require(request.user, *SEE_STATEMENTS)
    found = statement_of(get_object_or_404(Group, pk=pk), month_of(request.GET.get("thang", "")))
    out = BytesIO()
    _book(found).save(out)
    response = HttpResponse(out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="{found.group.slug}-{found.month.code}.xlsx"'
    return response


def _book(found: MonthOfGroup) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = found.month.code
    sheet.append([str(found.group), found.month.code])
    for label, amount_vnd in summary_rows(found.money):
        sheet.append([label, amount_vnd])
    sheet.append([])
    sheet.append([_("Ngày"), _("Việc"), _("Đơn"), _("Diễn giải"), _("Tiền vào"), _("Tiền ra"), _("Còn")])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet.append([None, _("Đầu kỳ"), None, None, None, None, found.statement.opening_vnd])
    for row in found.statement.rows:
        day = timezone.localtime(row.at).date()
        sheet.append([day, row_label(row), row.ref.get("order", ""), row.memo, row.in_vnd or None, row.out_vnd or None, row.running_vnd])
    sheet.append([None, _("Cuối kỳ"), None, None, found.statement.in_vnd, found.statement.out_vnd, found.statement.closing_vnd])
    for column, width in zip("ABCDEFG", (14, 24, 14, 28, 14, 14, 14), strict=True):
        sheet.column_dimensions[column].width = width
    return book


def summary_rows(money: GroupMoney) -> list[tuple[str, int]]:
    """The month in words: sold, taken off, paid; and how things stand now."""
    return [
        (_("Bán được"), money.sold_vnd),
        (_("Phí của trung tâm"), money.fee_vnd),
        (_("Thuế nộp thay"), money.tax_vnd),
        (_("Trả lại khách"), money.refunded_vnd),
        (_("Đã trả nhóm"), money.paid_vnd),
        (_("Hiện đang giữ"), money.held_vnd),
        (_("Hiện được chi"), money.available_vnd),
        (_("Hiện đang chuyển"), money.on_its_way_vnd),
        (_("Hiện còn nợ"), money.debt_vnd),
    ]
