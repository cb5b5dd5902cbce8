"""The order of locks in this room: orders by id (and what :mod:`storefront.orders.locks` locks after them), then bank lines, then refunds,
then carriers' lists. A payment is only changed under its order's lock."""

from __future__ import annotations

from collections.abc import Iterable

from storefront.orders.locks import lock_order
from storefront.orders.models import Order

from .errors import LineNotWaiting
from .models import BankLine, CodRemittance, Refund


def lock_orders(order_ids: Iterable[int]) -> dict[int, Order]:
    """Return the orders as they are now, locked in the order of their ids."""
    return {order_id: lock_order(order_id) for order_id in sorted(set(order_ids))}


def lock_line(line_id: int, *order_ids: int) -> tuple[BankLine, dict[int, Order]]:
    """Return a bank line as it is now, locked after the orders given and the order that it was given to before.

    Raises BankLine.DoesNotExist, and LineNotWaiting when it went to another order while we waited.
    """
    before = BankLine.objects.values_list("order_id", flat=True).get(pk=line_id)
    orders = lock_orders([*order_ids, *([before] if before is not None else [])])
    line = BankLine.objects.select_for_update(no_key=True).get(pk=line_id)
    if line.order_id is not None and line.order_id not in orders:
        raise LineNotWaiting(line_id=line.pk, state=line.state)
    return line, orders


def lock_refund(refund_id: int) -> Refund:
    """Return the refund as it is now, locked."""
    return Refund.objects.select_for_update(no_key=True).get(pk=refund_id)


def lock_remittance(remittance_id: int) -> CodRemittance:
    """Return the carrier's list as it is now, locked."""
    return CodRemittance.objects.select_for_update(no_key=True).get(pk=remittance_id)
