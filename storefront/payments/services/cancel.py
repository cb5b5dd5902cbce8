"""Cancel, or take back, what may have been paid: the order's part and the refund's part in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cooperatives.ledger.txn import write_txn
from storefront.orders.locks import lock_parcel
from storefront.orders.models import Order
from storefront.orders.services import cancel_order, cancel_parcel, return_parcel
from storefront.orders.shares import ParcelRefund
from storefront.payments.models import PaymentEvent, Refund

from .cards import close_pages
from .follow import follow_order
from .refunds import book_refund

if TYPE_CHECKING:
    from storefront.accounts.models import User


def cancel_and_refund(
    *,
    actor: User | None,
    reason: str,
    order_id: int | None = None,
    parcel_id: int | None = None,
    even_packed: bool = False,
) -> Sequence[Refund]:
    """Cancel an order, or one parcel of it, that has not left, and ask for a refund of what was paid for it (none when unpaid).

    Money that came in part for an unpaid order stays in 2090 in the queue of people who decide. Raises OrderNotOpen, CancelNotAllowed,
    TransitionNotAllowed; ValueError unless exactly one of ``order_id`` and ``parcel_id`` is given.
    """
    if (order_id is None) == (parcel_id is None):
        raise ValueError("name an order or a parcel, one of the two")
    with write_txn():
        if order_id is not None:
            cancelled = cancel_order(order_id=order_id, actor=actor, reason=reason, even_packed=even_packed, refunding=True)
            order, wanted = cancelled.order, cancelled.refunds
        else:
            assert parcel_id is not None
            one = cancel_parcel(parcel_id=parcel_id, actor=actor, reason=reason, even_packed=even_packed, refunding=True)
            order, wanted = one.parcel.order, [one.refund] if one.refund else []
        made = _book(wanted, actor, reason, "cancel")
        follow_order(order=order, at=timezone.now())
        if order.method == Order.Method.CARD and order.status == Order.Status.CANCELLED:
            # After the commit; what fails here is done by the sweep.
            transaction.on_commit(partial(close_pages, order_id=order.pk), robust=True)
    return made


def return_and_refund(
    *, parcel_id: int, actor: User | None, reason: str = "", restock: bool = True, with_shipping: bool = False
) -> Refund | None:
    """Take back a parcel that the shopper did not take (or the carrier lost), and ask for a refund when she had paid for it.

    Raises TransitionNotAllowed.
    """
    with write_txn():
        lock_parcel(parcel_id)
        returned = return_parcel(
            parcel_id=parcel_id, actor=actor, reason=reason, restock=restock, with_shipping=with_shipping, refunding=True
        )
        made = _book([returned.refund] if returned.refund else [], actor, reason or PaymentEvent.Kind.RETURNED, "return")
        follow_order(order=returned.parcel.order, at=timezone.now())
    return made[0] if made else None


def _book(refunds: Sequence[ParcelRefund], actor: User | None, reason: str, word: str) -> list[Refund]:
    return [book_refund(refund, reason=reason, actor=actor, key=f"{word}:{refund.parcel.pk}") for refund in refunds]
