"""Cancel an order or one of its parcels, as long as nothing has left. Held stock goes back to the shelf at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.log_actions import log

from catalog.services import stock
from cooperatives.ledger.txn import write_txn
from storefront.orders.errors import CancelNotAllowed, OrderNotOpen, RefundNeeded
from storefront.orders.locks import lock_parcel, lock_parcels
from storefront.orders.models import Order, OrderMail, Parcel
from storefront.orders.news import queue_mail
from storefront.orders.services.parcels import is_prepaid, note_cash_complete, rest_of_prepaid
from storefront.orders.shares import ParcelRefund
from storefront.orders.states import move_parcel

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True, slots=True)
class CancelledParcel:
    """A cancelled parcel, and what the shopper gets back for it (None when she had not paid)."""

    parcel: Parcel
    refund: ParcelRefund | None


@dataclass(frozen=True, slots=True)
class CancelledOrder:
    """A cancelled order with the parcels that this call cancelled."""

    order: Order
    parcels: tuple[CancelledParcel, ...]

    @property
    def refunds(self) -> list[ParcelRefund]:
        """What payments has to give back."""
        return [one.refund for one in self.parcels if one.refund is not None]


def cancel_order(
    *, order_id: int, actor: AbstractUser | None, reason: str, even_packed: bool = False, refunding: bool = False
) -> CancelledOrder:
    """Cancel every parcel of an order, or nothing of it. Staff may cancel what is packed (``even_packed``), a shopper may not.

    A paid order needs ``refunding=True`` from a caller that books the returned refunds in the same transaction: otherwise RefundNeeded.
    Raises OrderNotOpen (cancelled or over already) and CancelNotAllowed (something is packed or sent).
    """
    with write_txn():
        order, parcels = lock_parcels(order_id)
        wanted = [parcel for parcel in parcels if parcel.status != Parcel.Status.CANCELLED]
        if not wanted:
            raise OrderNotOpen(number=order.number, status=order.status)
        for parcel in wanted:
            _check(parcel, even_packed=even_packed, refunding=refunding)
        cancelled = tuple(_cancel(parcel, actor, reason) for parcel in wanted)
        queue_mail(order, OrderMail.Kind.CANCELLED)
    return CancelledOrder(order, cancelled)


def cancel_parcel(
    *, parcel_id: int, actor: AbstractUser | None, reason: str, even_packed: bool = False, refunding: bool = False
) -> CancelledParcel:
    """Cancel one parcel; the others go on. An order that waits for its one transfer can only be cancelled whole.

    Raises as :func:`cancel_order`; TransitionNotAllowed when this parcel is closed already.
    """
    with write_txn():
        parcel = lock_parcel(parcel_id)
        if parcel.order.status == Order.Status.AWAITING_PAYMENT and parcel.order.parcels.count() > 1:
            raise CancelNotAllowed(number=parcel.number, reason="awaiting_payment")
        _check(parcel, even_packed=even_packed, refunding=refunding)
        cancelled = _cancel(parcel, actor, reason)
        queue_mail(parcel.order, OrderMail.Kind.CANCELLED, None if parcel.order.status == Order.Status.CANCELLED else parcel)
        return cancelled


def _check(parcel: Parcel, *, even_packed: bool, refunding: bool) -> None:
    if parcel.status == Parcel.Status.PACKED and not even_packed:
        raise CancelNotAllowed(number=parcel.number, reason="packed")
    if parcel.status in (Parcel.Status.HANDED_OVER, Parcel.Status.DELIVERED, Parcel.Status.RETURNED):
        raise CancelNotAllowed(number=parcel.number, reason="sent")
    if is_prepaid(parcel.order) and not refunding:
        raise RefundNeeded(number=parcel.number, paid_vnd=parcel.due_vnd - parcel.refunded_vnd)


def _cancel(parcel: Parcel, actor: AbstractUser | None, reason: str) -> CancelledParcel:
    order, now = parcel.order, timezone.now()
    refund = rest_of_prepaid(parcel, with_shipping=True) if is_prepaid(order) else None
    move_parcel(parcel=parcel, to=Parcel.Status.CANCELLED, actor=actor, columns={"closed_at": now}, note={"reason": reason})
    stock.release_all(line.reservation_key for line in parcel.lines.all())
    note_cash_complete(order, now)
    if order.status == Order.Status.CANCELLED:
        order.cancelled_at, order.cancel_reason = now, reason[:200]
        order.save(update_fields=["cancelled_at", "cancel_reason"])
        log(order, "orders.cancelled", user=actor, title=order.number, data={"reason": reason})
    return CancelledParcel(parcel, refund)
