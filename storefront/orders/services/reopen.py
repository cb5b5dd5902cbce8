"""Take up again an order that was given up before it was paid, because its money came after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.log_actions import log

from catalog.services import stock
from cooperatives.ledger.txn import write_txn
from storefront.orders.errors import OrderNotOpen
from storefront.orders.locks import lock_parcels
from storefront.orders.models import Order, OrderLine, OrderMail, Parcel
from storefront.orders.news import forget_mail
from storefront.orders.states import refresh_status

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def reopen_order(*, order_id: int, actor: AbstractUser | None, reason: str = "") -> Order:
    """Hold the goods of a cancelled, unpaid transfer order again and let it wait for its money. Payments calls it with the money at hand.

    Not a move of the table in :mod:`storefront.orders.states`: it undoes a cancellation as a whole, or not at all. Raises OrderNotOpen
    when the order is not cancelled or was paid before, and OutOfStock when something was sold meanwhile; then nothing is changed.
    """
    with write_txn():
        order, parcels = lock_parcels(order_id)
        if order.status != Order.Status.CANCELLED or order.paid_at is not None or order.method == Order.Method.COD:
            raise OrderNotOpen(number=order.number, status=order.status)
        lines = OrderLine.objects.filter(parcel__in=parcels)
        stock.hold_again_all(line.reservation_key for line in lines)
        Parcel.objects.filter(order=order, status=Parcel.Status.CANCELLED).update(status=Parcel.Status.WAITING, closed_at=None)
        order.cancelled_at, order.cancel_reason = None, ""
        order.save(update_fields=["cancelled_at", "cancel_reason"])
        refresh_status(order)
        forget_mail(order, OrderMail.Kind.CANCELLED)
        log(order, "orders.reopened", user=actor, title=order.number, data={"reason": reason})
    return order
