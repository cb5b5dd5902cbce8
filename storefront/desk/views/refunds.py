"""The queue of money to give back to shoppers: asked for by one person, sent by another, seen on the statement."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.desk.access import MATCH_LINE, SEE_REFUNDS, SEND_REFUND, actor_of, may
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.bank_actions import ChosenForm
from storefront.desk.views.order_actions import ReasonForm
from storefront.payments.models import BankLine, Refund
from storefront.payments.services.outgoing import settle_refund
from storefront.payments.services.refunds import fail_refund, send_refund

PER_PAGE = 40
TO_SEND = (Refund.Status.REQUESTED, Refund.Status.FAILED)


class RefundQueue(DeskPage):
    """What is to be sent, what is under way, and what is over."""

    permissions = SEE_REFUNDS
    template_name = "desk/refunds.html"
    page_title = gettext_lazy("Trả lại tiền khách")
    header_icon = "rotate"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three tabs; the first holds what waits for somebody."""
        tab = self.request.GET.get("tab", "")
        wanted = {"sent": (Refund.Status.SENT,), "settled": (Refund.Status.SETTLED,)}.get(tab, TO_SEND)
        listed = Refund.objects.filter(status__in=wanted).select_related("order", "parcel__order", "bank_line", "requested_by", "sent_by")
        page = Paginator(listed.order_by("requested_at" if wanted == TO_SEND else "-requested_at", "pk"), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "page": page.get_page(self.request.GET.get("p")),
            "page_query": f"tab={tab}&" if tab in ("sent", "settled") else "",
            "tab": tab if tab in ("sent", "settled") else "",
            "counts": {
                "open": Refund.objects.filter(status__in=TO_SEND).count(),
                "sent": Refund.objects.filter(status=Refund.Status.SENT).count(),
            },
            "outgoing": BankLine.objects.filter(state=BankLine.State.OUTGOING),
            "can_send": may(self.request.user, SEND_REFUND),
            "can_match": may(self.request.user, MATCH_LINE),
        }


def _queue(pk: int) -> str:
    return desk_url("refunds")


@desk_action(SEND_REFUND, back=_queue)
def send(request: HttpRequest, pk: int) -> str:
    """The transfer was ordered at the bank, by another person than the one who asked for it."""
    row = get_object_or_404(Refund, pk=pk)
    send_refund(refund_id=row.pk, actor=actor_of(request))
    return _("Đã ghi: %(name)s đang chuyển. Viết đúng nội dung này khi chuyển để sao kê tự khớp.") % {"name": row.reference}


@desk_action(MATCH_LINE, back=_queue)
def settle(request: HttpRequest, pk: int) -> str:
    """It stands on the statement."""
    row = get_object_or_404(Refund, pk=pk)
    line = get_object_or_404(BankLine, pk=cleaned(ChosenForm(request.POST))["chosen"])
    settle_refund(refund_id=row.pk, line_id=line.pk, actor=actor_of(request))
    return _("Khoản trả lại %(name)s đã tới khách.") % {"name": row.reference}


@desk_action(SEND_REFUND, back=_queue)
def fail(request: HttpRequest, pk: int) -> str:
    """The bank could not pay it; it waits to be sent again."""
    row = get_object_or_404(Refund, pk=pk)
    fail_refund(refund_id=row.pk, actor=actor_of(request), reason=cleaned(ReasonForm(request.POST))["reason"])
    return _("Khoản trả lại %(name)s chưa tới. Hỏi khách số tài khoản đúng rồi chuyển lại.") % {"name": row.reference}
