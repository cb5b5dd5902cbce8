"""Let a group have its money: delivered, holdback over, the money itself matched on our bank account, and nothing that holds it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from storefront.orders.booking import book_release
from storefront.orders.locks import lock_order, lock_parcel, lock_parcels
from storefront.orders.models import Parcel

logger = logging.getLogger(__name__)


def mark_cash_matched(*, parcel_ids: Iterable[int], at: datetime) -> int:
    """Note that the carrier's remittance of these parcels was matched on the bank account; returns how many were not before."""
    return Parcel.objects.filter(pk__in=list(parcel_ids), cash_matched_at__isnull=True).update(cash_matched_at=at)


def hold_money(*, order_id: int) -> list[Parcel]:
    """Stop the release of an order's money; returns the parcels whose money was released before, with their lines. Safe to repeat."""
    with write_txn():
        order, parcels = lock_parcels(order_id)
        Parcel.objects.filter(order=order, money_held_at__isnull=True).update(money_held_at=timezone.now())
    return [parcel for parcel in parcels if parcel.released_at is not None]


def free_money(*, order_id: int) -> int:
    """Let the release of an order's money go on where it was stopped; returns of how many parcels."""
    with write_txn():
        lock_order(order_id)
        return Parcel.objects.filter(order_id=order_id, money_held_at__isnull=False).update(money_held_at=None)


def release_due_parcels(now: datetime | None = None) -> list[int]:
    """Move the money of every parcel that is due from held to available; returns the ids of the parcels released by this call.

    Safe to repeat, and to run twice at once: one transaction for each parcel, looked at again under the lock. One that fails is logged
    and does not stop the others.
    """
    moment = now or timezone.now()
    released = []
    for parcel_id in list(_due(moment).order_by("release_on", "pk").values_list("pk", flat=True)):
        try:
            if _release(parcel_id, moment):
                released.append(parcel_id)
        except DomainError:
            logger.exception("parcel %s could not be released", parcel_id)
    return released


def _due(moment: datetime) -> QuerySet[Parcel]:
    return Parcel.objects.filter(
        status=Parcel.Status.DELIVERED,
        released_at__isnull=True,
        cash_matched_at__isnull=False,
        money_held_at__isnull=True,
        release_on__lte=timezone.localdate(moment),
    )


def _release(parcel_id: int, moment: datetime) -> bool:
    with write_txn():
        parcel = lock_parcel(parcel_id)
        if not _due(moment).filter(pk=parcel_id).update(released_at=moment):
            return False
        amount_vnd = book_release(parcel=parcel, at=moment)
        log(parcel, "orders.parcel_released", title=parcel.number, data={"amount_vnd": amount_vnd})
    return True
