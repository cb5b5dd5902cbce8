"""Money that came by card: what no order takes waits here for a person, who sends the goods after all or gives it back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.desk.access import DECIDE_CARD, SEE_CARDS, actor_of, may
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.order_actions import NoteForm, ReasonForm
from storefront.payments.models import CardPage
from storefront.payments.services.card_decisions import accept_late_card, hanging_pages, refund_card_money

PER_PAGE = 40


class CardQueue(DeskPage):
    """Paid but cannot be delivered, and what was paid lately."""

    permissions = SEE_CARDS
    template_name = "desk/cards.html"
    page_title = gettext_lazy("Tiền thẻ")
    header_icon = "desk-cash"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two tabs; the first holds what waits for somebody."""
        tab = "all" if self.request.GET.get("tab") == "all" else ""
        paid = CardPage.objects.filter(state=CardPage.State.PAID).select_related("order", "decided_by").order_by("-paid_at", "-pk")
        page = Paginator(paid if tab else hanging_pages(), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "page": page.get_page(self.request.GET.get("p")),
            "page_query": f"tab={tab}&" if tab else "",
            "tab": tab,
            "count": hanging_pages().count(),
            "can_decide": may(self.request.user, DECIDE_CARD),
        }


def _queue(pk: int) -> str:
    return desk_url("cards")


@desk_action(DECIDE_CARD, back=_queue)
def refund(request: HttpRequest, pk: int) -> str:
    """Give it back to the card, or by bank when no card can be asked; then another person sends it."""
    row = get_object_or_404(CardPage, pk=pk)
    made = refund_card_money(page_id=row.pk, actor=actor_of(request), note=cleaned(ReasonForm(request.POST))["reason"])
    if made.way == made.Way.CARD:
        return _("Đã lập khoản trả lại %(name)s. Tiền tự về thẻ của khách.") % {"name": made.reference}
    return _("Đã lập khoản trả lại %(name)s. Người khác chuyển tiền.") % {"name": made.reference}


@desk_action(DECIDE_CARD, back=_queue)
def accept_late(request: HttpRequest, pk: int) -> str:
    """Take up the order again and send the goods."""
    row = get_object_or_404(CardPage, pk=pk)
    accept_late_card(page_id=row.pk, actor=actor_of(request), note=cleaned(NoteForm(request.POST))["note"])
    return _("Đã nhận tiền trễ và mở lại đơn %(number)s.") % {"number": row.order.number}
