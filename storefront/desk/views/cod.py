"""Cash that carriers collected: their lists, the rows that differ, and how old their debt is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import registry

from cooperatives.vietnam.errors import DomainError
from storefront.desk.access import BOOK_COD, SEE_COD, actor_of, may, require
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.sentences import sentence
from storefront.desk.views.bank import UploadForm, told_bad
from storefront.desk.views.order_actions import ReasonForm
from storefront.payments.models import BankLine, CodRemittance, CodRemittanceRow
from storefront.payments.services.cod import (
    OPEN,
    accept_row,
    book_remittance,
    cod_ageing,
    dismiss_row,
    listed_vnd,
    open_differences,
    record_cod_remittance,
    told_differences,
)
from storefront.shipping.models import Carrier

SHOWN = 50


class RemittanceForm(UploadForm):
    """A carrier's list."""

    carrier = forms.ModelChoiceField(label=gettext_lazy("Hãng giao"), queryset=Carrier.objects.all())


class AcceptForm(ReasonForm):
    """Why a differing row is taken as it is, and whether the center bears what is missing."""

    write_off = forms.BooleanField(required=False)
    difference = forms.ChoiceField(choices=[("", ""), *CodRemittanceRow.Difference.choices], required=False)


class LineForm(forms.Form):
    """The bank line that paid a list."""

    line = forms.IntegerField(min_value=1)


class Remittances(DeskPage):
    """Lists and ageing; a new list is uploaded here."""

    permissions = SEE_COD
    template_name = "desk/remittances.html"
    page_title = gettext_lazy("Tiền thu hộ")
    header_icon = "desk-cash"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest lists first."""
        counted = CodRemittance.objects.annotate(row_count=Count("rows"), open_count=Count("rows", filter=Q(rows__state__in=OPEN)))
        listed = counted.select_related("carrier", "uploaded_by", "bank_line").order_by("-uploaded_at")[:SHOWN]
        context = {
            "form": RemittanceForm(),
            "remittances": listed,
            "ages": cod_ageing(),
            "differences": open_differences()[:SHOWN],
            "told": told_differences(),
            "can_book": may(self.request.user, BOOK_COD),
        }
        return {**super().get_context_data(**kwargs), **context, **kwargs}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take in a list; the same file twice adds nothing."""
        require(request.user, BOOK_COD)
        form = RemittanceForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        try:
            recorded = record_cod_remittance(carrier=form.cleaned_data["carrier"], file=file, file_name=file.name, actor=actor_of(request))
        except DomainError as broken:
            messages.error(request, sentence(broken))
            return redirect(desk_url("remittances"))
        if recorded.is_new:
            messages.success(request, _("Đã nhận bảng kê %(name)s.") % {"name": file.name})
        else:
            messages.warning(request, _("Bảng kê này đã có từ trước. Không thêm gì."))
        for bad in told_bad(recorded.bad):
            messages.warning(request, _("Dòng %(number)s bỏ qua: %(reason)s.") % bad)
        return redirect(desk_url("remittance", recorded.remittance.pk))


class RemittancePage(DeskPage):
    """One list: each row against what we know of the parcel."""

    permissions = SEE_COD
    template_name = "desk/remittance.html"
    page_title = gettext_lazy("Bảng kê")
    header_icon = "desk-cash"
    trail = (gettext_lazy("Tiền thu hộ"), "remittances")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, the sum, and bank lines of that sum."""
        remittance = get_object_or_404(CodRemittance.objects.select_related("carrier", "bank_line"), pk=self.kwargs["pk"])
        wanted_vnd = listed_vnd(remittance)
        fresh = BankLine.objects.filter(state=BankLine.State.UNMATCHED, amount_vnd=wanted_vnd, unallocated_vnd=wanted_vnd)
        return {
            **super().get_context_data(**kwargs),
            "remittance": remittance,
            "rows": remittance.rows.select_related("parcel__order", "decided_by").order_by("number"),
            "open_states": OPEN,
            "reasons": CodRemittanceRow.Difference.choices,
            "listed_vnd": wanted_vnd,
            "lines": fresh[:10] if remittance.booked_at is None else [],
            "can_book": self.request.user.has_perm(BOOK_COD),
            "history": registry.get_logs_for_instance(remittance).select_related("user").order_by("-timestamp", "-pk"),
        }


def _list_page(pk: int) -> str:
    return desk_url("remittance", pk)


def _row_page(pk: int) -> str:
    return desk_url("remittance", get_object_or_404(CodRemittanceRow, pk=pk).remittance_id)


@desk_action(BOOK_COD, back=_list_page)
def book(request: HttpRequest, pk: int) -> str:
    """This bank line is the money of the list."""
    remittance = get_object_or_404(CodRemittance, pk=pk)
    line = get_object_or_404(BankLine, pk=cleaned(LineForm(request.POST))["line"])
    book_remittance(remittance_id=remittance.pk, line_id=line.pk, actor=actor_of(request))
    return _("Đã ghi sổ: các dòng khớp đã tính là tiền về.")


@desk_action(BOOK_COD, back=_row_page)
def accept(request: HttpRequest, pk: int) -> str:
    """Take a differing row as the carrier wrote it."""
    given = cleaned(AcceptForm(request.POST))
    row = get_object_or_404(CodRemittanceRow, pk=pk)
    accept_row(row_id=row.pk, actor=actor_of(request), note=given["reason"], write_off=given["write_off"], difference=given["difference"])
    return _("Đã nhận dòng %(number)s như hãng ghi.") % {"number": row.number}


@desk_action(BOOK_COD, back=_row_page)
def dismiss(request: HttpRequest, pk: int) -> str:
    """Leave a row out."""
    row = get_object_or_404(CodRemittanceRow, pk=pk)
    dismiss_row(row_id=row.pk, actor=actor_of(request), note=cleaned(ReasonForm(request.POST))["reason"])
    return _("Đã bỏ dòng %(number)s khỏi bảng kê.") % {"number": row.number}
