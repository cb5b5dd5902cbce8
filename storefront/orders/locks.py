"""The order of locks in this room: the order's row first, then stock by variant id, then accounts of the ledger by id.

``FOR UPDATE`` makes PostgreSQL wait; on SQLite the gate of ``write_txn()`` has let in one writer only, and the same code locks nothing.
"""

from __future__ import annotations

from storefront.orders.models import Order, Parcel


def lock_order(order_id: int) -> Order:
    """Return the order as it is now, locked until the transaction ends. Raises Order.DoesNotExist."""
    return Order.objects.select_for_update(no_key=True).get(pk=order_id)


def lock_parcel(parcel_id: int) -> Parcel:
    """Return the parcel as it is now, its order locked and loaded. Raises Parcel.DoesNotExist."""
    order = lock_order(Parcel.objects.values_list("order_id", flat=True).get(pk=parcel_id))
    parcel = Parcel.objects.select_related("group", "carrier").prefetch_related("lines").get(pk=parcel_id)
    parcel.order = order
    return parcel


def lock_parcels(order_id: int) -> tuple[Order, list[Parcel]]:
    """Return the locked order and its parcels in their order."""
    order = lock_order(order_id)
    found = Parcel.objects.filter(order=order).select_related("group", "carrier").prefetch_related("lines")
    parcels = list(found.order_by("position"))
    for parcel in parcels:
        parcel.order = order
    return order, parcels
