"""The queue of money to give back to shoppers: asked for by one person, sent by another, seen on the statement; or on its way to a card."""

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
from storefront.payments.services.card_refunds import refund_by_bank_instead
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
        """Four tabs; the first holds what waits for somebody."""
        tab = self.request.GET.get("tab", "")
        by_bank, by_card = Refund.objects.filter(way=Refund.Way.BANK), Refund.objects.filter(way=Refund.Way.CARD)
        to_send, sent = by_bank.filter(status__in=TO_SEND), by_bank.filter(status=Refund.Status.SENT)
        to_cards = by_card.exclude(status=Refund.Status.SETTLED)
        tabs = {"sent": sent, "card": to_cards, "settled": Refund.objects.filter(status=Refund.Status.SETTLED)}
        tab = tab if tab in tabs else ""
        listed = tabs.get(tab, to_send).select_related("order", "parcel__order", "bank_line", "requested_by", "sent_by", "card_refund")
        page = Paginator(listed.order_by("-requested_at" if tab in ("sent", "settled") else "requested_at", "pk"), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "page": page.get_page(self.request.GET.get("p")),
            "page_query": f"tab={tab}&" if tab else "",
            "tab": tab,
            "counts": {"open": to_send.count(), "sent": sent.count(), "card": to_cards.count()},
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


@desk_action(SEND_REFUND, back=_queue)
def by_bank(request: HttpRequest, pk: int) -> str:
    """The card gateway does not take it: people send it by bank."""
    row = get_object_or_404(Refund, pk=pk, way=Refund.Way.CARD)
    refund_by_bank_instead(refund_id=row.pk, actor=actor_of(request))
    return _("Khoản trả lại %(name)s không về thẻ nữa. Hỏi khách số tài khoản rồi chuyển.") % {"name": row.reference}
