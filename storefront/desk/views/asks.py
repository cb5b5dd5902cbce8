"""Requests of customers to give goods back: the queue, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.desk.access import MOVE_ORDER, actor_of, require
from storefront.desk.actions import Refused, cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.payments.ask_views import photo_answer
from storefront.payments.models import RefundRequest, RefundRequestPhoto
from storefront.payments.services.asking import accept_request, refuse_request

PER_PAGE = 20
WAITING = RefundRequest.Status.WAITING


class AnswerForm(forms.Form):
    """What she reads, and whether her delivery fee goes back too."""

    answer = forms.CharField(label=gettext_lazy("Trả lời khách"), max_length=300, required=False)
    with_shipping = forms.BooleanField(required=False)


class AskQueue(DeskPage):
    """What waits, oldest first; what was answered, newest first."""

    permissions = (MOVE_ORDER,)
    template_name = "desk/asks.html"
    page_title = gettext_lazy("Yêu cầu trả hàng")
    header_icon = "rotate"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two tabs."""
        is_over = self.request.GET.get("tab") == "over"
        rows = RefundRequest.objects.select_related("parcel__order", "parcel__group", "decided_by", "refund")
        listed = rows.exclude(status=WAITING).order_by("-decided_at") if is_over else rows.filter(status=WAITING)
        page = Paginator(listed.prefetch_related("lines__line", "photos"), PER_PAGE).get_page(self.request.GET.get("p"))
        count = RefundRequest.objects.filter(status=WAITING).count()
        query = "tab=over&" if is_over else ""
        return {**super().get_context_data(**kwargs), "page": page, "is_over": is_over, "count": count, "page_query": query}


def _queue(pk: int) -> str:
    return desk_url("asks")


@desk_action(MOVE_ORDER, back=_queue)
def accept(request: HttpRequest, pk: int) -> str:
    """Take back all or a part of it."""
    row = get_object_or_404(RefundRequest, pk=pk)
    given = cleaned(AnswerForm(request.POST))
    taken = {line.line_id: _packs(request.POST.get(f"line_{line.line_id}", "")) for line in row.lines.all()}
    answered = accept_request(
        request_id=row.pk, quantities=taken, actor=actor_of(request), answer=given["answer"], with_shipping=given["with_shipping"]
    )
    assert answered.refund is not None
    return _("Đã nhận lại hàng của kiện %(number)s và lập khoản trả lại %(name)s.") % {
        "number": answered.parcel.number,
        "name": answered.refund.reference,
    }


@desk_action(MOVE_ORDER, back=_queue)
def refuse(request: HttpRequest, pk: int) -> str:
    """Say no, with the reason that she reads."""
    row = get_object_or_404(RefundRequest, pk=pk)
    refuse_request(request_id=row.pk, actor=actor_of(request), answer=cleaned(AnswerForm(request.POST))["answer"])
    return _("Đã trả lời khách: không nhận lại hàng của kiện %(number)s.") % {"number": row.parcel.number}


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo of a request."""
    require(request.user, MOVE_ORDER)
    return photo_answer(get_object_or_404(RefundRequestPhoto, pk=pk))


def _packs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Refused(_("Số gói là một số từ 0 trở lên."))
    return int(text)
