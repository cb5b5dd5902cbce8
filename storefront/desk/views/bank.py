"""Bank lines: upload a statement (look first, then import), and the queue of everything that did not match by itself."""

from __future__ import annotations

import base64
import binascii
from io import BytesIO
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.log_actions import registry

from cooperatives.payouts.models import Payout
from cooperatives.vietnam.errors import DomainError
from storefront.desk.access import BOOK_COD, MATCH_LINE, SEE_LINES, SEND_REFUND, actor_of, may
from storefront.desk.matching import payouts_for, returned_payouts_for
from storefront.desk.pages import DeskListing, DeskPage, MomentColumn, MoneyColumn, StatusColumn, desk_url
from storefront.desk.sentences import sentence
from storefront.payments.models import BankLine, BankStatement, Refund
from storefront.payments.services.bank_lines import import_statement, preview_statement
from storefront.payments.services.cod import suggest_remittances
from storefront.payments.services.decisions import suggest_orders, waiting_lines
from storefront.payments.services.gateway_payouts import suggest_gateway_payouts
from storefront.payments.services.tax_payments import tax_payments_for

PER_PAGE = 40
# The file travels back through the page between the two steps; a field may hold 2.5 MB. This is more than 10,000 lines.
MAX_UPLOAD_BYTES = 1_500_000
BAD_ROWS = {
    "date": gettext_lazy("không đọc được ngày"),
    "date_in_future": gettext_lazy("ngày ở tương lai"),
    "other_account": gettext_lazy("của tài khoản khác"),
    "amount": gettext_lazy("không đọc được số tiền"),
    "two_amounts": gettext_lazy("có cả tiền vào và tiền ra"),
    "zero_amount": gettext_lazy("số tiền bằng 0"),
    "currency": gettext_lazy("không phải tiền Việt Nam"),
    "direction": gettext_lazy("không rõ tiền vào hay tiền ra"),
    "waybill": gettext_lazy("thiếu mã vận đơn"),
}


class UploadForm(forms.Form):
    """A bank's file."""

    file = forms.FileField(label=gettext_lazy("Tệp sao kê (CSV, XLSX, MT940 hoặc CAMT.053)"), max_length=200)

    def clean_file(self) -> Any:
        """Refuse what is too large before reading it."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 1,5 MB. Chia thành nhiều tệp theo ngày."))
        return file


def told_bad(rows: Any) -> list[dict[str, Any]]:
    """Rows that could not be read, with the reason in words."""
    return [{"number": row.number, "reason": BAD_ROWS.get(row.reason, row.reason), "text": row.shown} for row in rows]


class StatementUpload(DeskPage):
    """Step one shows what the file would bring and writes nothing; step two takes it in."""

    permissions = (MATCH_LINE,)
    template_name = "desk/statement_upload.html"
    page_title = gettext_lazy("Tải sao kê lên")
    header_icon = "upload"
    trail = (gettext_lazy("Dòng ngân hàng"), "bank_queue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the files that came before."""
        context = {"form": UploadForm(), "statements": BankStatement.objects.select_related("uploaded_by")[:10]}
        return {**super().get_context_data(**kwargs), **context, **kwargs}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at an uploaded file, or import the one that was looked at."""
        try:
            return self._import(request) if "looked_at" in request.POST else self._look(request)
        except DomainError as broken:
            messages.error(request, sentence(broken))
        except (signing.BadSignature, binascii.Error):
            messages.error(request, _("Tệp đã đổi giữa chừng. Tải lên lại."))
        return redirect(desk_url("statement_upload"))

    def _look(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        content = file.read()
        preview = preview_statement(file=BytesIO(content), file_name=file.name)
        # The bytes travel through the page, signed, so that what is imported is what was looked at, and nothing lies about on the server.
        kept = {"name": file.name, "file": base64.b64encode(content).decode()}
        looked_at = signing.dumps(kept, salt=f"statement:{request.user.pk}", compress=True)
        return self.render_to_response(
            self.get_context_data(preview=preview, bad=told_bad(preview.bad), looked_at=looked_at, file_name=file.name)
        )

    def _import(self, request: HttpRequest) -> HttpResponse:
        kept = signing.loads(request.POST["looked_at"], salt=f"statement:{request.user.pk}", max_age=3600)
        content = base64.b64decode(kept["file"])
        brought = import_statement(file=BytesIO(content), file_name=kept["name"], actor=actor_of(request))
        if brought.new_count:
            messages.success(request, _("Đã nhận %(count)s dòng mới.") % {"count": brought.new_count})
        else:
            messages.warning(request, _("Không có dòng nào mới: các dòng này đã có từ trước."))
        return redirect(desk_url("bank_queue"))


class BankQueue(DeskPage):
    """Lines that wait for a person, oldest first."""

    permissions = SEE_LINES
    template_name = "desk/bank_queue.html"
    page_title = gettext_lazy("Dòng ngân hàng chờ xử lý")
    header_icon = "desk-bank"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the queue."""
        page = Paginator(waiting_lines(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "can_match": may(self.request.user, MATCH_LINE)}


class BankLineFilter(WagtailFilterSet):
    """What bank lines can be narrowed by."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("Tình trạng"), choices=BankLine.State.choices)
    booked_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Ngày"), widget=DateRangePickerWidget)

    class Meta:
        model = BankLine
        fields: ClassVar = ["state", "booked_at"]


class BankLineList(DeskListing):
    """Every line of every statement."""

    permissions = SEE_LINES
    model = BankLine
    page_title = gettext_lazy("Mọi dòng ngân hàng")
    header_icon = "desk-bank"
    index_url_name = "desk:bank_lines"
    index_results_url_name = "desk:bank_lines_results"
    filterset_class = BankLineFilter
    search_fields: ClassVar = ["text", "bank_ref", "order__number"]
    default_ordering = "-booked_at"
    columns: ClassVar = [
        TitleColumn("text", label=gettext_lazy("Nội dung"), get_url=lambda line: desk_url("bank_line", line.pk)),
        StatusColumn("state", label=gettext_lazy("Tình trạng")),
        MoneyColumn("amount_vnd", label=gettext_lazy("Số tiền"), sort_key="amount_vnd"),
        Column("order", label=gettext_lazy("Đơn"), accessor="order.number"),
        MomentColumn("booked_at", label=gettext_lazy("Ghi sổ lúc"), sort_key="booked_at"),
    ]

    def get_base_queryset(self) -> Any:
        """With the order of each."""
        return BankLine.objects.select_related("order")


class BankLinePage(DeskPage):
    """One line with what it may be, and the decisions that fit."""

    permissions = SEE_LINES
    template_name = "desk/bank_line.html"
    page_title = gettext_lazy("Dòng ngân hàng")
    header_icon = "desk-bank"
    trail = (gettext_lazy("Dòng ngân hàng chờ xử lý"), "bank_queue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Suggestions are looked up only while something waits."""
        line = get_object_or_404(BankLine.objects.select_related("order", "statement", "decided_by"), pk=self.kwargs["pk"])
        hangs, is_outgoing = line.unallocated_vnd > 0, line.state == BankLine.State.OUTGOING
        is_fresh = hangs and line.state == BankLine.State.UNMATCHED
        return {
            **super().get_context_data(**kwargs),
            "line": line,
            "hangs": hangs,
            "is_outgoing": is_outgoing,
            "suggestions": suggest_orders(line) if hangs else [],
            "remittances": suggest_remittances(line) if is_fresh and may(self.request.user, BOOK_COD) else [],
            "gateway_payouts": suggest_gateway_payouts(line) if is_fresh else [],
            "payouts": payouts_for(line) if is_outgoing else Payout.objects.none(),
            "returned_payouts": returned_payouts_for(line) if is_fresh else Payout.objects.none(),
            "refunds": _refunds_for(line, is_outgoing=is_outgoing) if is_outgoing or is_fresh else Refund.objects.none(),
            "tax_payments": tax_payments_for(line) if is_outgoing else [],
            "can_match": may(self.request.user, MATCH_LINE),
            "can_send_refund": may(self.request.user, SEND_REFUND),
            "history": registry.get_logs_for_instance(line).select_related("user").order_by("-timestamp", "-pk"),
        }


def _refunds_for(line: BankLine, *, is_outgoing: bool) -> Any:
    """Refunds by bank of the same amount: under way for money that left, settled for money that came back."""
    status = Refund.Status.SENT if is_outgoing else Refund.Status.SETTLED
    return Refund.objects.filter(way=Refund.Way.BANK, status=status, amount_vnd=abs(line.amount_vnd)).select_related("order")[:20]
