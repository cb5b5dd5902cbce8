"""A parcel's way: packed, handed to the carrier, delivered or come back. Stock leaves with it, and cash is certain at the door."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from catalog.services import stock
from cooperatives.ledger.chart import account
from cooperatives.ledger.txn import write_txn
from storefront.orders.booking import book_sale
from storefront.orders.errors import RefundNeeded
from storefront.orders.locks import lock_parcel
from storefront.orders.models import Order, OrderMail, Parcel
from storefront.orders.news import queue_mail
from storefront.orders.shares import ParcelRefund, refund_of_rest
from storefront.orders.states import CLOSED, move_parcel
from storefront.shipping.models import Carrier

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True, slots=True)
class ReturnedParcel:
    """A parcel that came back, and what the shopper gets back for it (None when she had not paid)."""

    parcel: Parcel
    refund: ParcelRefund | None


def pack_parcel(*, parcel_id: int, actor: AbstractUser | None) -> Parcel:
    """Say that a parcel is packed. Raises TransitionNotAllowed."""
    with write_txn():
        parcel = lock_parcel(parcel_id)
        return move_parcel(parcel=parcel, to=Parcel.Status.PACKED, actor=actor, columns={"packed_at": timezone.now()})


def hand_over_parcel(*, parcel_id: int, carrier: Carrier, tracking_number: str, actor: AbstractUser | None) -> Parcel:
    """Say that the carrier took a packed parcel; its packs leave the stock. Raises TransitionNotAllowed and TrackingNumberTaken."""
    number = tracking_number.strip()
    with write_txn():
        parcel = lock_parcel(parcel_id)
        move_parcel(
            parcel=parcel,
            to=Parcel.Status.HANDED_OVER,
            actor=actor,
            columns={"handed_over_at": timezone.now(), "carrier": carrier, "tracking_number": number},
            note={"carrier": carrier.code, "tracking_number": number},
        )
        stock.take_all(line.reservation_key for line in parcel.lines.all())
        queue_mail(parcel.order, OrderMail.Kind.SHIPPED, parcel)
    return parcel


def deliver_parcel(*, parcel_id: int, actor: AbstractUser | None, delivered_at: datetime.datetime | None = None) -> Parcel:
    """Say that the shopper has it. Cash on delivery is certain now, so its sale is booked; the holdback begins.

    Raises TransitionNotAllowed.
    """
    with write_txn():
        parcel = lock_parcel(parcel_id)
        at = delivered_at or timezone.now()
        release_on = timezone.localdate(at) + datetime.timedelta(days=parcel.holdback_days)
        columns = {"delivered_at": at, "release_on": release_on}
        move_parcel(parcel=parcel, to=Parcel.Status.DELIVERED, actor=actor, columns=columns)
        queue_mail(parcel.order, OrderMail.Kind.DELIVERED, parcel)
        if parcel.order.method == Order.Method.COD:
            assert parcel.carrier is not None  # a parcel on its way has a carrier: hand_over_parcel set it
            book_sale(parcels=[parcel], funding=account("1030", parcel.carrier.code), key=f"sale:cod:{parcel.pk}", at=at)
            note_cash_complete(parcel.order, at)
    return parcel


def return_parcel(
    *,
    parcel_id: int,
    actor: AbstractUser | None,
    reason: str = "",
    restock: bool = True,
    with_shipping: bool = False,
    refunding: bool = False,
) -> ReturnedParcel:
    """Say that the shopper did not take a parcel (or the carrier lost it: ``restock=False``, ``with_shipping=True``).

    Unpaid cash on delivery was never a sale, so nothing is booked. A prepaid parcel needs ``refunding=True`` from a caller that books
    the returned refund in the same transaction: otherwise RefundNeeded. Raises TransitionNotAllowed.
    """
    with write_txn():
        parcel = lock_parcel(parcel_id)
        prepaid = is_prepaid(parcel.order)
        if prepaid and not refunding:
            raise RefundNeeded(number=parcel.number, paid_vnd=parcel.due_vnd - parcel.refunded_vnd)
        columns = {"closed_at": timezone.now()}
        move_parcel(parcel=parcel, to=Parcel.Status.RETURNED, actor=actor, columns=columns, note={"reason": reason, "restock": restock})
        if restock:
            stock.restock_all(line.reservation_key for line in parcel.lines.all())
        note_cash_complete(parcel.order, timezone.now())
        return ReturnedParcel(parcel, rest_of_prepaid(parcel, with_shipping=with_shipping) if prepaid else None)


def is_prepaid(order: Order) -> bool:
    """Whether the shopper's money was complete before anything was sent."""
    return order.method != Order.Method.COD and order.paid_at is not None


def rest_of_prepaid(parcel: Parcel, *, with_shipping: bool) -> ParcelRefund | None:
    """What is to go back for a prepaid parcel that is not delivered; None when all of it went back before."""
    goods_left = any(line.quantity > line.refunded_quantity for line in parcel.lines.all())
    shipping_left = with_shipping and parcel.refunded_vnd < parcel.due_vnd
    return refund_of_rest(parcel=parcel, with_shipping=with_shipping) if goods_left or shipping_left else None


def note_cash_complete(order: Order, at: datetime.datetime) -> None:
    """A cash order is paid when something was paid at the door and nothing is still to come: the rest was cancelled or came back."""
    if order.method != Order.Method.COD or order.paid_at is not None:
        return
    statuses = set(Parcel.objects.filter(order=order).values_list("status", flat=True))
    if Parcel.Status.DELIVERED in statuses and statuses <= CLOSED:
        order.paid_at = at
        order.save(update_fields=["paid_at"])
