"""Tell the order that its money is complete. The one way from payments down to the sale in the books."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cooperatives.ledger.chart import account
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order
from storefront.orders.services import mark_paid
from storefront.payments.errors import PaymentIncomplete
from storefront.payments.models import Payment
from storefront.payments.totals import refold

if TYPE_CHECKING:
    from storefront.accounts.models import User


def confirm_payment(*, order: Order, key: str, paid_at: datetime, actor: User | None = None) -> Order:
    """Book the sale of a transfer order out of 2090 and let the groups pack; ``key`` names the sale (``sale:bank:<line>``).

    The same key again changes nothing. Raises PaymentIncomplete when the events do not add up to what is due, OrderAlreadyPaid under
    another key, OrderNotOpen when the order no longer waits.
    """
    with write_txn():
        payment = Payment.objects.get(order=order)
        totals = refold(payment)
        if not totals.was_full:
            raise PaymentIncomplete(number=order.number, received_vnd=totals.received_vnd, due_vnd=payment.amount_vnd)
        # A statement that knows only the day says midnight, which may lie before the order was placed.
        return mark_paid(order_id=order.pk, funding=account("2090"), key=key, paid_at=max(paid_at, order.placed_at), actor=actor)
