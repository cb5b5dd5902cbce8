"""Append what was said about a payment. Said twice, recorded once: UNIQUE (provider, event_id) decides, not an ``if``."""

from __future__ import annotations

from datetime import datetime

from .models import Payment, PaymentEvent
from .totals import Totals, refold


def append_event(*, payment: Payment, event_id: str, kind: PaymentEvent.Kind, at: datetime, amount_vnd: int = 0) -> tuple[Totals, bool]:
    """Record an event and fold the payment again; returns the totals and whether the event was new.

    ``event_id`` names the cause (``bank:12:7`` = bank line 12 for order 7). Call it inside the transaction that books the money.
    """
    _event, is_new = PaymentEvent.objects.get_or_create(
        provider=payment.provider,
        event_id=event_id,
        defaults={"payment": payment, "kind": kind, "amount_vnd": amount_vnd, "at": at},
    )
    return refold(payment), is_new
