"""What must be true after every crash, made true again: the jobs that look for loose ends. Each step repeats safely."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q
from django.utils import timezone

from cooperatives.vietnam.errors import DomainError
from storefront.orders.models import Order, Parcel
from storefront.orders.services import release_due_parcels
from storefront.payments.models import BankLine, Payment, PaymentEvent

from .confirm import confirm_payment
from .follow import follow_order
from .matching import match_automatically

logger = logging.getLogger(__name__)
_RECENT: Final = timedelta(days=14)


def sweep(now: datetime | None = None) -> dict[str, list[int]]:
    """Tie every loose end; returns what each step touched, by the step's name."""
    moment = now or timezone.now()
    return {
        "matched": match_untried_lines(moment),
        "confirmed": confirm_complete_payments(),
        "followed": follow_orders_changed_elsewhere(moment),
    }


def release_due(now: datetime | None = None) -> list[int]:
    """Let groups have the money that is due to them; the periodic job's name for :func:`release_due_parcels`."""
    return release_due_parcels(now)


def match_untried_lines(now: datetime) -> list[int]:
    """Match lines whose process died between booking and matching, or whose order came into being after them. Ids that changed."""
    fresh = BankLine.objects.filter(decided_at__isnull=True, booked_at__gte=now - _RECENT)
    untried = fresh.filter(Q(state=BankLine.State.UNMATCHED) | Q(state=BankLine.State.OUTGOING)).order_by("pk")
    changed = []
    for line_id, state in list(untried.values_list("pk", "state")):
        try:
            if match_automatically(line_id=line_id).state != state:
                changed.append(line_id)
        except DomainError:
            logger.exception("bank line %s could not be matched", line_id)
    return changed


def confirm_complete_payments() -> list[int]:
    """Tell orders whose payment is complete and that were not told. Ids of the orders."""
    complete = Payment.objects.filter(status__in=[Payment.Status.PAID, Payment.Status.OVER], order__paid_at__isnull=True).exclude(
        order__method=Order.Method.COD
    )
    told = []
    for payment in complete.select_related("order").order_by("order_id"):
        last = payment.events.filter(kind=PaymentEvent.Kind.RECEIVED).order_by("-pk").first()
        if last is None:
            continue
        try:
            # The same key as the money itself would have used, so that both doors lead to one sale: sale:bank:<line>, sale:<intent>.
            word, name = last.event_id.split(":")[:2]
            key = f"sale:{name}" if word == "card" else f"sale:{word}:{name}"
            confirm_payment(order=payment.order, key=key, paid_at=last.at)
            told.append(payment.order_id)
        except DomainError:
            logger.exception("order %s is paid and could not be told", payment.order_id)
    return told


def follow_orders_changed_elsewhere(now: datetime) -> list[int]:
    """Bring payments in line whose order was cancelled, or whose parcels were delivered or came back, through another door."""
    open_states = [Payment.Status.PENDING, Payment.Status.SHORT, Payment.Status.PAID, Payment.Status.OVER]
    cancelled = Payment.objects.filter(status__in=open_states, order__status=Order.Status.CANCELLED)
    gone = [Parcel.Status.DELIVERED, Parcel.Status.RETURNED, Parcel.Status.CANCELLED]
    moved = Q(order__parcels__delivered_at__gte=now - _RECENT) | Q(order__parcels__closed_at__gte=now - _RECENT)
    cash = Payment.objects.filter(moved, order__method=Order.Method.COD, order__parcels__status__in=gone).exclude(
        status=Payment.Status.PAID, received_vnd=F("amount_vnd")
    )
    followed = []
    for payment in {one.pk: one for one in [*cancelled.select_related("order"), *cash.select_related("order")]}.values():
        before = (payment.amount_vnd, payment.received_vnd, payment.status)
        after = follow_order(order=payment.order, at=now)
        if (after.amount_vnd, after.received_vnd, after.status) != before:
            followed.append(payment.order_id)
    return followed
