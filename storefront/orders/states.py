"""Where a parcel may go, the one function that moves it, and the order's status that follows from its parcels.

A move is ``UPDATE … WHERE status = from``: whoever comes second finds nothing to update and is refused. The order's row is locked first
(:mod:`.locks`), because its status is derived from all its parcels and two groups may move theirs at the same moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from storefront.orders.errors import TrackingNumberTaken, TransitionNotAllowed
from storefront.orders.models import Order, Parcel

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

_S = Parcel.Status

ALLOWED: Final[dict[str, frozenset[str]]] = {
    _S.WAITING: frozenset({_S.TO_PACK, _S.CANCELLED}),
    _S.TO_PACK: frozenset({_S.PACKED, _S.CANCELLED}),
    _S.PACKED: frozenset({_S.HANDED_OVER, _S.CANCELLED}),
    _S.HANDED_OVER: frozenset({_S.DELIVERED, _S.RETURNED}),
    _S.DELIVERED: frozenset(),
    _S.RETURNED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""What a buyer sends back after delivery is a refund, not a move: the parcel was delivered and stays so."""

UNSENT: Final = frozenset({_S.WAITING, _S.TO_PACK, _S.PACKED})
CLOSED: Final = frozenset({_S.DELIVERED, _S.RETURNED, _S.CANCELLED})
OPEN_ORDERS: Final = (
    Order.Status.AWAITING_PAYMENT,
    Order.Status.AWAITING_CONFIRMATION,
    Order.Status.PREPARING,
    Order.Status.PARTLY_SENT,
    Order.Status.SENT,
)


def move_parcel(
    *,
    parcel: Parcel,
    to: Parcel.Status,
    actor: AbstractUser | None,
    columns: dict[str, Any] | None = None,
    note: dict[str, Any] | None = None,
) -> Parcel:
    """Move a parcel (locked by :func:`.locks.lock_parcel`) and set ``columns`` in the same UPDATE; log it; derive the order's status.

    Raises TransitionNotAllowed, and TrackingNumberTaken when ``columns`` has a number that another parcel has; then nothing is changed.
    """
    before = parcel.status
    if to not in ALLOWED[before]:
        raise TransitionNotAllowed(parcel_id=parcel.pk, before=before, after=to.value)
    changes = {**(columns or {}), "status": to}
    try:
        with transaction.atomic():
            moved = Parcel.objects.filter(pk=parcel.pk, status=before).update(**changes)
    except IntegrityError as refused:
        if "tracking_number" not in changes:
            raise
        carrier = changes["carrier"]
        raise TrackingNumberTaken(carrier=carrier.code, tracking_number=changes["tracking_number"]) from refused
    if not moved:
        now = Parcel.objects.values_list("status", flat=True).get(pk=parcel.pk)
        raise TransitionNotAllowed(parcel_id=parcel.pk, before=now, after=to.value)
    for name, value in changes.items():
        setattr(parcel, name, value)
    log(parcel, f"orders.parcel_{to}", user=actor, title=parcel.number, data={"before": before, "after": to.value, **(note or {})})
    refresh_status(parcel.order)
    return parcel


def derive_status(*, method: str, parcel_statuses: Collection[str]) -> Order.Status:
    """Return the order's status from its parcels. Cancelled parcels count only when there is nothing else. ValueError without parcels."""
    if not parcel_statuses:
        raise ValueError("an order has at least one parcel")
    living = [status for status in parcel_statuses if status != _S.CANCELLED]
    if not living:
        return Order.Status.CANCELLED
    if _S.WAITING in living:
        return Order.Status.AWAITING_CONFIRMATION if method == Order.Method.COD else Order.Status.AWAITING_PAYMENT
    if all(status == _S.RETURNED for status in living):
        return Order.Status.RETURNED
    unsent = [status for status in living if status in UNSENT]
    if len(unsent) == len(living):
        return Order.Status.PREPARING
    if unsent:
        return Order.Status.PARTLY_SENT
    return Order.Status.SENT if _S.HANDED_OVER in living else Order.Status.DELIVERED


def refresh_status(order: Order) -> None:
    """Store the derived status on the order's row, and when it became cancelled."""
    statuses = list(Parcel.objects.filter(order=order).values_list("status", flat=True))
    status = derive_status(method=order.method, parcel_statuses=statuses)
    if status != order.status:
        order.status = status
        order.save(update_fields=["status"])


def amount_due(parcels: Iterable[Parcel]) -> int:
    """What is to be paid for the parcels that are still wanted: cancelled ones, and those that came back unpaid, cost nothing."""
    gone = (_S.CANCELLED, _S.RETURNED)
    return sum(parcel.due_vnd for parcel in parcels if parcel.status not in gone)
