"""What lets the groups start packing: a phone call for large cash orders, the money for the others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.models import Account, Entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.booking import book_sale
from storefront.orders.errors import OrderAlreadyPaid, OrderNotOpen
from storefront.orders.locks import lock_parcels
from storefront.orders.models import Order, OrderMail, Parcel
from storefront.orders.news import queue_mail
from storefront.orders.states import move_parcel

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def confirm_order(*, order_id: int, actor: AbstractUser | None, note: str = "") -> Order:
    """Let a large cash order go to the groups after somebody spoke to the shopper. Raises OrderNotOpen when it does not wait for that."""
    with write_txn():
        order, parcels = lock_parcels(order_id)
        if order.status != Order.Status.AWAITING_CONFIRMATION:
            raise OrderNotOpen(number=order.number, status=order.status)
        order.confirmed_at = timezone.now()
        order.save(update_fields=["confirmed_at"])
        log(order, "orders.confirmed", user=actor, title=order.number, data={"note": note} if note else None)
        _start_packing(parcels, actor)
    return order


def mark_paid(*, order_id: int, funding: Account, key: str, paid_at: datetime, actor: AbstractUser | None = None) -> Order:
    """Take note that a transfer order's money is complete and lies on ``funding``: book the sale under ``key``, let the groups pack.

    Called by payments in its own transaction. The same key again changes nothing; another key raises OrderAlreadyPaid, an order that no
    longer waits raises OrderNotOpen; nothing is changed then.
    """
    with write_txn():
        order, parcels = lock_parcels(order_id)
        if order.paid_at is not None:
            if Entry.objects.filter(key=key).exists():
                return order
            raise OrderAlreadyPaid(number=order.number)
        if order.status != Order.Status.AWAITING_PAYMENT:
            raise OrderNotOpen(number=order.number, status=order.status)
        wanted = [parcel for parcel in parcels if parcel.status == Parcel.Status.WAITING]
        book_sale(parcels=wanted, funding=funding, key=key, at=paid_at)
        order.paid_at = order.confirmed_at = paid_at
        order.save(update_fields=["paid_at", "confirmed_at"])
        Parcel.objects.filter(pk__in=[parcel.pk for parcel in wanted]).update(cash_matched_at=paid_at)
        log(order, "orders.paid", user=actor, title=order.number, data={"key": key, "amount_vnd": order.total_vnd})
        queue_mail(order, OrderMail.Kind.PAID)
        _start_packing(wanted, actor)
    return order


def _start_packing(parcels: list[Parcel], actor: AbstractUser | None) -> None:
    for parcel in parcels:
        if parcel.status == Parcel.Status.WAITING:
            move_parcel(parcel=parcel, to=Parcel.Status.TO_PACK, actor=actor)
