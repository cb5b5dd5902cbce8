"""What a payment has and how it stands: a pure fold over its events, in the order in which they were recorded.

``Payment.received_vnd`` and ``Payment.status`` only cache the result, so that lists can filter by it; :func:`refold` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Payment, PaymentEvent

_IN = (PaymentEvent.Kind.RECEIVED, PaymentEvent.Kind.COLLECTED)
_CLOSING = {PaymentEvent.Kind.EXPIRED: Payment.Status.EXPIRED, PaymentEvent.Kind.CANCELLED: Payment.Status.CANCELLED}


@dataclass(frozen=True, slots=True)
class Totals:
    """``received_vnd`` is what came in less what went back. ``was_full`` stays true once the whole amount had come."""

    received_vnd: int
    status: Payment.Status
    was_full: bool


def fold(events: Iterable[tuple[str, int]], *, due_vnd: int) -> Totals:
    """Fold (kind, amount) pairs over what is due.

    Money that completes the amount makes a closed payment live again (a late transfer that somebody accepted). A refund after the whole
    amount had come does not make the payment short: the order was paid, and part of it went back.
    """
    received, was_full, closed = 0, False, None
    for kind, amount in events:
        if kind in _IN:
            received += amount
            if received >= due_vnd:
                was_full, closed = True, None
        elif kind == PaymentEvent.Kind.RETURNED:
            received -= amount
        else:
            closed = _CLOSING[PaymentEvent.Kind(kind)]
    return Totals(max(received, 0), closed or _open_status(received, was_full, due_vnd), was_full)


def _open_status(received: int, was_full: bool, due: int) -> Payment.Status:
    if was_full:
        return Payment.Status.OVER if received > due else Payment.Status.PAID
    return Payment.Status.SHORT if received > 0 else Payment.Status.PENDING


def totals_of(payment: Payment) -> Totals:
    """Fold the stored events of a payment."""
    events = PaymentEvent.objects.filter(payment=payment).order_by("pk").values_list("kind", "amount_vnd")
    return fold(events, due_vnd=payment.amount_vnd)


def refold(payment: Payment) -> Totals:
    """Fold again and keep the result in the payment's row. Call it in the transaction that wrote the event."""
    totals = totals_of(payment)
    Payment.objects.filter(pk=payment.pk).update(received_vnd=totals.received_vnd, status=totals.status)
    payment.received_vnd, payment.status = totals.received_vnd, totals.status
    return totals
