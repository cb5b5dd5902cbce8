"""Money that came by card: what no order takes waits here for a person, who sends the goods after all or gives it back; and disputes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.desk.access import DECIDE_CARD, SEE_CARDS, actor_of, may
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.bank_actions import ChosenForm
from storefront.desk.views.order_actions import NoteForm, ReasonForm
from storefront.payments.models import CardDispute, CardPage, GatewayMovement
from storefront.payments.services.card_decisions import accept_late_card, hanging_pages, refund_card_money
from storefront.payments.services.disputes import bear_loss, note_evidence, open_disputes, undecided_losses
from storefront.payments.services.gateway_payouts import payouts_on_their_way
from storefront.payments.services.movement_decisions import (
    EXPLANATIONS,
    explain_as_refund,
    explain_movement,
    refunds_by_hand,
    unknown_movements,
)
from storefront.payments.services.stripe_reconciliation import stripe_reconciliation

PER_PAGE = 40
SOON = timedelta(days=3)


class ExplainForm(NoteForm):
    """What a movement was, and a note."""

    code = forms.ChoiceField(choices=[(code, code) for code in EXPLANATIONS])


class CardQueue(DeskPage):
    """Paid but cannot be delivered, what is disputed, and what was paid lately."""

    permissions = SEE_CARDS
    template_name = "desk/cards.html"
    page_title = gettext_lazy("Tiền thẻ")
    header_icon = "desk-cash"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four tabs; the first three hold what waits for somebody."""
        tab = self.request.GET.get("tab", "")
        tab = tab if tab in ("all", "disputes", "balance") else ""
        paid = CardPage.objects.filter(state=CardPage.State.PAID).select_related("order", "decided_by").order_by("-paid_at", "-pk")
        over = CardDispute.objects.filter(closed_at__isnull=False).select_related("page__order").order_by("-closed_at")
        page = Paginator(paid if tab else hanging_pages(), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "page": page.get_page(self.request.GET.get("p")),
            "page_query": f"tab={tab}&" if tab else "",
            "tab": tab,
            "count": hanging_pages().count(),
            "disputes": [*open_disputes(), *undecided_losses()] if tab == "disputes" else [],
            "over": over[:PER_PAGE] if tab == "disputes" else [],
            "states": stripe_reconciliation() if tab == "balance" else [],
            "unknown": unknown_movements()[:PER_PAGE] if tab == "balance" else [],
            "waiting_refunds": refunds_by_hand() if tab == "balance" else [],
            "payouts": payouts_on_their_way()[:PER_PAGE] if tab == "balance" else [],
            "unknown_count": unknown_movements().count(),
            "dispute_count": open_disputes().count() + undecided_losses().count(),
            "soon": timezone.now() + SOON,
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


def _disputes(pk: int) -> str:
    return f"{desk_url('cards')}?tab=disputes"


@desk_action(DECIDE_CARD, back=_disputes)
def note_dispute(request: HttpRequest, pk: int) -> str:
    """Evidence was sent in Stripe's own pages, or why none is."""
    row = get_object_or_404(CardDispute.objects.select_related("page__order"), pk=pk)
    note_evidence(dispute_id=row.pk, actor=actor_of(request), note=cleaned(ReasonForm(request.POST))["reason"])
    return _("Đã ghi cho khiếu nại của đơn %(number)s.") % {"number": row.page.order.number}


@desk_action(DECIDE_CARD, back=_disputes)
def bear_dispute(request: HttpRequest, pk: int) -> str:
    """The center bears what was lost, the groups get what is theirs."""
    row = get_object_or_404(CardDispute.objects.select_related("page__order"), pk=pk)
    bear_loss(dispute_id=row.pk, actor=actor_of(request), note=cleaned(NoteForm(request.POST))["note"])
    return _("Trung tâm chịu khoản thua của đơn %(number)s. Tiền của nhóm đã mở.") % {"number": row.page.order.number}


def _balance(pk: int) -> str:
    return f"{desk_url('cards')}?tab=balance"


@desk_action(DECIDE_CARD, back=_balance)
def explain(request: HttpRequest, pk: int) -> str:
    """A movement that nobody knew was a fee, a loss, or money given away."""
    row = get_object_or_404(GatewayMovement, pk=pk)
    explain_movement(movement_id=row.pk, actor=actor_of(request), **cleaned(ExplainForm(request.POST)))
    return _("Đã ghi sổ biến động %(name)s.") % {"name": row.movement_id}


@desk_action(DECIDE_CARD, back=_balance)
def explain_refund(request: HttpRequest, pk: int) -> str:
    """It was a refund made by hand in Stripe's own pages."""
    row = get_object_or_404(GatewayMovement, pk=pk)
    chosen = cleaned(ChosenForm(request.POST))["chosen"]
    explain_as_refund(movement_id=row.pk, refund_id=chosen, actor=actor_of(request))
    return _("Đã ghi: khoản này là tiền hoàn làm tay ở Stripe.")
