"""Give up on orders whose time to be paid is over: the goods go back on the shelf, money that came in part waits for a refund."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from storefront.orders.locks import lock_order
from storefront.orders.models import Order
from storefront.orders.services import cancel_order
from storefront.payments.events import append_event
from storefront.payments.models import CardPage, Payment, PaymentEvent
from storefront.payments.providers.base import GatewayUnreachable
from storefront.payments.totals import refold

from .cards import UNFINISHED, close_pages

logger = logging.getLogger(__name__)
REASON = "expired"
GRACE: Final = timedelta(minutes=5)


def expire_unpaid(now: datetime | None = None) -> list[int]:
    """Expire every order that waited for its money past ``payment_due_at``; returns the ids of the orders that this call expired.

    One transaction for each order, decided under its lock: of an expiry and a bank line that come together exactly one wins, and the
    other finds the order paid, or gone. Partial money stays in 2090 in the queue of people who decide. Safe to repeat.

    The card page of an order is closed first, and read, so that nobody pays for goods that are back on the shelf. While the gateway does
    not answer, the goods stay held until the page has ended by itself; what was paid on it nevertheless waits for a person.
    """
    moment = now or timezone.now()
    expired = []
    for order_id in list(_overdue(moment).order_by("payment_due_at", "pk").values_list("pk", flat=True)):
        try:
            if _is_closed(order_id, moment) and _expire(order_id, moment):
                expired.append(order_id)
        except DomainError:
            logger.exception("order %s could not be expired", order_id)
    return expired


def _overdue(moment: datetime) -> QuerySet[Order]:
    return Order.objects.filter(
        method__in=(Order.Method.VIETQR, Order.Method.CARD),
        status=Order.Status.AWAITING_PAYMENT,
        paid_at__isnull=True,
        payment_due_at__lt=moment,
    )


def _is_closed(order_id: int, moment: datetime) -> bool:
    """Close what shoppers could still pay on; False while it may be paid and the gateway cannot be asked."""
    try:
        close_pages(order_id=order_id)
    except GatewayUnreachable:
        logger.warning("order %s waits to expire: the card gateway does not answer", order_id)
        open_pages = CardPage.objects.filter(order_id=order_id, state__in=UNFINISHED)
        return not open_pages.filter(expires_at__gt=moment - GRACE).exists()
    return True


def _expire(order_id: int, moment: datetime) -> bool:
    with write_txn():
        order = lock_order(order_id)
        if not _overdue(moment).filter(pk=order_id).exists():
            return False
        payment = Payment.objects.get(order=order)
        if refold(payment).was_full:
            return False  # all the money is there and only the order was not told: the sweep's matter
        cancel_order(order_id=order_id, actor=None, reason=REASON)
        append_event(payment=payment, event_id=f"expired:{order_id}", kind=PaymentEvent.Kind.EXPIRED, at=moment)
        log(order, "payments.order_expired", title=order.number, data={"received_vnd": payment.received_vnd})
    return True
