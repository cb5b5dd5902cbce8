"""Let a payment follow its order: what is due shrinks with what is not wanted any more, cash that a carrier collected counts as received.

Orders are below payments and cannot tell; so the services here that call them call this next, and the sweep calls it for what another
door changed. It repeats safely.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cooperatives.ledger.txn import write_txn
from storefront.orders.locks import lock_parcels
from storefront.orders.models import Order, Parcel
from storefront.orders.services import deliver_parcel
from storefront.orders.states import amount_due
from storefront.payments.events import append_event
from storefront.payments.models import Payment, PaymentEvent
from storefront.payments.totals import refold

if TYPE_CHECKING:
    from storefront.accounts.models import User


def follow_order(*, order: Order, at: datetime) -> Payment:
    """Bring the payment in line with its order's parcels. Events: ``cod:<parcel>`` collected, ``cancelled:<order>``."""
    with write_txn():
        order, parcels = lock_parcels(order.pk)
        payment = Payment.objects.get(order=order)
        if order.method == Order.Method.COD:
            _follow_cash(payment, parcels)
        if order.status == Order.Status.CANCELLED and payment.status not in (Payment.Status.EXPIRED, Payment.Status.CANCELLED):
            append_event(payment=payment, event_id=f"cancelled:{order.pk}", kind=PaymentEvent.Kind.CANCELLED, at=order.cancelled_at or at)
        refold(payment)
    return payment


def deliver_and_collect(*, parcel_id: int, actor: User | None, delivered_at: datetime | None = None) -> Parcel:
    """Say that the shopper has a parcel; for cash on delivery also that the carrier has its money. Raises TransitionNotAllowed."""
    with write_txn():
        parcel = deliver_parcel(parcel_id=parcel_id, actor=actor, delivered_at=delivered_at)
        assert parcel.delivered_at is not None  # just set
        follow_order(order=parcel.order, at=parcel.delivered_at)
    return parcel


def _follow_cash(payment: Payment, parcels: list[Parcel]) -> None:
    due_vnd = amount_due(parcels)
    if due_vnd and due_vnd != payment.amount_vnd:
        payment.amount_vnd = due_vnd
        payment.save(update_fields=["amount_vnd"])
    for parcel in parcels:
        if parcel.status == Parcel.Status.DELIVERED and parcel.delivered_at is not None:
            append_event(
                payment=payment,
                event_id=f"cod:{parcel.pk}",
                kind=PaymentEvent.Kind.COLLECTED,
                amount_vnd=parcel.due_vnd,
                at=parcel.delivered_at,
            )
