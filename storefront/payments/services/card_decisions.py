"""What a person decides about card money that no order takes: it came after the order expired or was cancelled, or for a second time.

The money lies in 2090 until then, as that of a bank line does (:mod:`.decisions`). Each decision is logged with who and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order
from storefront.orders.services.reopen import reopen_order
from storefront.payments.errors import CardMoneyNotWaiting, OrderNotLate, PaymentIncomplete
from storefront.payments.models import CardPage, Payment, Refund

from .card_refunds import begin_card_refund, reserve_on_page, way_back
from .cards import hanging, lock_page, put_card_money

if TYPE_CHECKING:
    from storefront.accounts.models import User


def hanging_pages() -> QuerySet[CardPage]:
    """Card payments whose goods cannot be delivered as things stand, the oldest first."""
    return CardPage.objects.filter(hanging()).select_related("order", "decided_by").order_by("paid_at", "pk")


def refund_card_money(*, page_id: int, actor: User, note: str) -> Refund:
    """Give back to the card all that waits of what it paid: ``refreq:<refund>`` 2090 → 2200. Raises CardMoneyNotWaiting."""
    with write_txn():
        page, order = _open_page(page_id)
        amount_vnd = page.unallocated_vnd
        page.unallocated_vnd = 0
        _decide(page, actor, note)
        reserved = reserve_on_page(order=order, amount_vnd=amount_vnd, page=page)
        refund = Refund.objects.create(
            key=f"card:{page.pk}:{amount_vnd}",
            way=way_back(reserved),
            order=order,
            card_page=page,
            amount_vnd=amount_vnd,
            reason=note[:200],
            requested_by=actor,
        )
        ref = {"refund": refund.pk, "card_page": page.pk, "order": order.number}
        postings = [Line(account("2090"), account("2200"), amount_vnd, refund.reference)]
        post_entry(key=f"refreq:{refund.pk}", kind="refund", postings=postings, ref=ref)
        data = {"order": order.number, "amount_vnd": amount_vnd, "reason": note}
        log(refund, "payments.refund_requested", user=actor, data=data)
        begin_card_refund(refund)
    return refund


def accept_late_card(*, page_id: int, actor: User, note: str = "") -> CardPage:
    """Take up again the order that expired or was cancelled before its card money came. Its goods must still be there.

    Raises CardMoneyNotWaiting, OrderNotLate, PaymentIncomplete and OutOfStock; then nothing is changed.
    """
    with write_txn():
        page, order = _open_page(page_id)
        if order.status != Order.Status.CANCELLED or order.paid_at is not None:
            raise OrderNotLate(number=order.number, status=order.status)
        due_vnd = Payment.objects.get(order=order).amount_vnd
        if page.unallocated_vnd < due_vnd:
            raise PaymentIncomplete(number=order.number, received_vnd=page.unallocated_vnd, due_vnd=due_vnd)
        order = reopen_order(order_id=order.pk, actor=actor, reason=note)
        _decide(page, actor, note or order.number)
        put_card_money(page, order)
        log(order, "payments.card_accepted_late", user=actor, title=order.number, data={"note": note})
    return page


def _open_page(page_id: int) -> tuple[CardPage, Order]:
    page, order = lock_page(page_id)
    if page.state != CardPage.State.PAID or page.unallocated_vnd <= 0:
        raise CardMoneyNotWaiting(page_id=page.pk, state=page.state)
    return page, order


def _decide(page: CardPage, actor: User, note: str) -> None:
    page.decided_by, page.decided_at, page.decision = actor, timezone.now(), note[:200]
    page.save(update_fields=["decided_by", "decided_at", "decision", "unallocated_vnd"])
