"""Taxes withheld from sellers: the month for the declaration, the sheet of one seller, and paying on to the state."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font

from cooperatives.groups.models import Group
from cooperatives.ledger.services import balances
from cooperatives.vietnam.money import MoneyFormatError, parse_vnd
from storefront.desk.access import APPROVE_TAX, PROPOSE_TAX, SEE_TAXES, actor_of, may, require
from storefront.desk.actions import Refused, cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.statements import month_of
from storefront.payments.models import TaxPayment
from storefront.payments.services.tax_payments import approve_tax_payment, drop_tax_payment, propose_tax_payment
from storefront.payments.services.tax_report import TaxReport, tax_report
from storefront.payments.tax_sheet import tax_sheet

SHOWN = 24
HELD = ("2300.vat", "2300.pit", "2400")


class TaxPaymentForm(forms.Form):
    """How much of each tax; written as people write money."""

    thang = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$")
    vat = forms.CharField(label=gettext_lazy("GTGT khấu trừ"), max_length=20)
    pit = forms.CharField(label=gettext_lazy("TNCN khấu trừ"), max_length=20)
    own_vat = forms.CharField(label=gettext_lazy("GTGT trên phí của trung tâm"), max_length=20)


class Taxes(DeskPage):
    """One month, and what was paid on."""

    permissions = SEE_TAXES
    template_name = "desk/taxes.html"
    page_title = gettext_lazy("Thuế nộp thay")
    header_icon = "desk-payout"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The amounts proposed are what is held of the month's end, less what came back since."""
        month = month_of(self.request.GET.get("thang", ""))
        user, held = self.request.user, balances(HELD)
        at_end = balances(HELD, as_of=month.until - datetime.timedelta(microseconds=1))
        payments = TaxPayment.objects.select_related("proposed_by", "approved_by", "bank_line")
        return {
            **super().get_context_data(**kwargs),
            "month": month,
            "report": tax_report(since=month.since, until=month.until),
            "held": held,
            "offer": {code.replace(".", "_"): max(min(held[code], at_end[code]), 0) for code in HELD},
            "payments": payments.order_by("-proposed_at", "-pk")[:SHOWN],
            "is_over": month.until <= timezone.now(),
            "can_propose": may(user, PROPOSE_TAX),
            "can_approve": may(user, APPROVE_TAX),
        }


def workbook(request: HttpRequest) -> HttpResponse:
    """The month as XLSX; amounts are numbers."""
    require(request.user, *SEE_TAXES)
    month = month_of(request.GET.get("thang", ""))
    out = BytesIO()
    _book(tax_report(since=month.since, until=month.until), month.code).save(out)
    response = HttpResponse(out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="thue-{month.code}.xlsx"'
    return response


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What was withheld from one seller in a year, to print and hand over."""
    require(request.user, *SEE_TAXES)
    seller = get_object_or_404(Group, pk=pk)
    return render(request, "desk/tax_sheet.html", {"sheet": tax_sheet(seller, request.GET.get("nam", ""))})


def _month_page(**kwargs: object) -> str:
    return desk_url("taxes")


@desk_action(PROPOSE_TAX, back=_month_page)
def propose(request: HttpRequest) -> str:
    """Ask another person to approve it."""
    given = cleaned(TaxPaymentForm(request.POST))
    amounts = {name: _money(given[name.removesuffix("_vnd")]) for name in ("vat_vnd", "pit_vnd", "own_vat_vnd")}
    row = propose_tax_payment(period_on=datetime.date.fromisoformat(f"{given['thang']}-01"), actor=actor_of(request), **amounts)
    return _("Đã đề nghị nộp thuế tháng %(month)s. Người khác duyệt.") % {"month": f"{row.period_on:%m/%Y}"}


@desk_action(APPROVE_TAX, back=_month_page)
def approve(request: HttpRequest, pk: int) -> str:
    """The transfer may be ordered."""
    row = approve_tax_payment(payment_id=get_object_or_404(TaxPayment, pk=pk).pk, actor=actor_of(request))
    words = _("Đã duyệt nộp thuế tháng %(month)s. Lệnh ngân hàng chuyển, rồi khớp với dòng tiền ra trên sao kê.")
    return words % {"month": f"{row.period_on:%m/%Y}"}


@desk_action(PROPOSE_TAX, APPROVE_TAX, back=_month_page)
def drop(request: HttpRequest, pk: int) -> str:
    """It will not be paid like this."""
    row = drop_tax_payment(payment_id=get_object_or_404(TaxPayment, pk=pk).pk, actor=actor_of(request))
    return _("Đã bỏ lần nộp thuế tháng %(month)s.") % {"month": f"{row.period_on:%m/%Y}"}


def _money(text: str) -> int:
    if not text.strip(" 0"):
        return 0
    try:
        return parse_vnd(text)
    except MoneyFormatError as odd:
        raise Refused(_("Không hiểu số tiền “%(text)s”. Viết như 125.000 hoặc 125k.") % {"text": text}) from odd


def _book(report: TaxReport, code: str) -> Workbook:
    book = Workbook()
    rows = book.active
    rows.title = code
    heads = [_("Người bán"), _("Loại hình"), _("GTGT %"), _("TNCN %"), _("Doanh thu bán"), _("GTGT"), _("TNCN")]
    heads += [
        _("Doanh thu trả lại"),
        _("GTGT trả lại"),
        _("TNCN trả lại"),
        _("Doanh thu tính thuế"),
        _("GTGT phải nộp"),
        _("TNCN phải nộp"),
    ]
    rows.append(heads)
    for row in report.rows:
        sold, back = (row.sold_vnd, row.vat_vnd, row.pit_vnd), (row.returned_vnd, row.returned_vat_vnd, row.returned_pit_vnd)
        due = row.revenue_vnd, row.due_vat_vnd, row.due_pit_vnd
        rows.append([str(row.seller), row.legal_form_label, row.vat_bps / 100, row.pit_bps / 100, *sold, *back, *due])
    sums = [sum(cell or 0 for cell in column[1:]) for column in rows.iter_cols(min_col=5, max_col=13, values_only=True)]
    rows.append([_("Cộng"), None, None, None, *sums])
    check = book.create_sheet(_("Đối chiếu sổ cái"))
    check.append([None, "2300.vat", "2300.pit"])
    for label, name in MOVEMENTS:
        check.append([str(label), getattr(report.vat, name), getattr(report.pit, name)])
    check.append([_("Trung tâm chịu, vì đã nộp trước"), report.borne_vat_vnd, report.borne_pit_vnd])
    for one, first in ((rows, 28), (check, 36)):
        for cell in one[1]:
            cell.font = Font(bold=True)
        one.column_dimensions["A"].width = first
    return book


MOVEMENTS = (
    (gettext_lazy("Đầu kỳ"), "opening_vnd"),
    (gettext_lazy("Khấu trừ khi bán"), "withheld_vnd"),
    (gettext_lazy("Trả lại theo hàng trả"), "returned_vnd"),
    (gettext_lazy("Đã nộp cho Nhà nước"), "paid_vnd"),
    (gettext_lazy("Khoản khác"), "other_vnd"),
    (gettext_lazy("Cuối kỳ"), "closing_vnd"),
)
