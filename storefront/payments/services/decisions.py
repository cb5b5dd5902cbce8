"""What a person decides about money that did not find its order by itself. Each decision is logged with who and why.

The money of a line lies in 2090 until then. A decision may come once: it takes the part that still waits, under the line's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order
from storefront.orders.services.reopen import reopen_order
from storefront.payments.errors import LineNotWaiting, MoreThanWaits, OrderNotLate, OrderTakesNoTransfer, PaymentIncomplete
from storefront.payments.events import append_event
from storefront.payments.locks import lock_line
from storefront.payments.models import BankLine, Payment, PaymentEvent, Refund
from storefront.payments.totals import totals_of

from .matching import missing_vnd, put_to_order, waits_for_money

if TYPE_CHECKING:
    from storefront.accounts.models import User

_COUNTED = (BankLine.State.SHORT, BankLine.State.OVER)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An order that a line may be meant for: the same amount is missing, and it was placed ``apart`` before (or after) the money."""

    order: Order
    missing_vnd: int
    apart: timedelta


def waiting_lines() -> QuerySet[BankLine]:
    """Lines that need a person: money in 2090 that no waiting order expects, and money that left for an unknown reason. Oldest first."""
    expected = Q(state=BankLine.State.SHORT, order__status=Order.Status.AWAITING_PAYMENT)
    hanging = Q(unallocated_vnd__gt=0) & ~expected
    return BankLine.objects.filter(hanging | Q(state=BankLine.State.OUTGOING)).select_related("order").order_by("booked_at", "pk")


def suggest_orders(line: BankLine, *, limit: int = 5) -> Sequence[Suggestion]:
    """Orders whose missing amount is what waits on this line, placed within a week before the money, the nearest first. Never automatic."""
    window = (line.booked_at - timedelta(days=7), line.booked_at + timedelta(days=1))
    open_states = (Order.Status.AWAITING_PAYMENT, Order.Status.CANCELLED)
    near = Order.objects.filter(method=Order.Method.VIETQR, paid_at__isnull=True, status__in=open_states, placed_at__range=window)
    same = near.filter(payment__amount_vnd__gte=line.unallocated_vnd).select_related("payment").order_by("-placed_at")[:500]
    found = [Suggestion(order, missing_vnd(order), abs(line.booked_at - order.placed_at)) for order in same]
    return sorted((one for one in found if one.missing_vnd == line.unallocated_vnd), key=lambda one: one.apart)[:limit]


def match_line(*, line_id: int, order_id: int, actor: User, note: str = "") -> BankLine:
    """Give what waits on a line to an order that waits for money; if it was counted for another order before, that is taken back.

    Raises LineNotWaiting, and OrderTakesNoTransfer when the order is paid, gone or not paid by transfer.
    """
    with write_txn():
        line, orders = _open_line(line_id, order_id)
        order = orders[order_id]
        if order.method != Order.Method.VIETQR or not waits_for_money(order):
            reason = "method" if order.method != Order.Method.VIETQR else "paid" if order.paid_at else "gone"
            raise OrderTakesNoTransfer(number=order.number, reason=reason)
        _take_back(line, line.unallocated_vnd)
        _decide(line, actor, note or order.number)
        put_to_order(line, order, amount_vnd=line.unallocated_vnd, actor=actor)
        log(line, "payments.line_matched", user=actor, data={"order": order.number, "amount_vnd": line.amount_vnd, "note": note})
    return line


def accept_late(*, line_id: int, actor: User, order_id: int | None = None, note: str = "") -> BankLine:
    """Take up again an order that expired or was cancelled unpaid, with the money that came too late for it.

    The money must make the order's amount whole and its goods must still be there. Raises LineNotWaiting, OrderNotLate,
    PaymentIncomplete and OutOfStock; then nothing is changed.
    """
    with write_txn():
        wanted = order_id or BankLine.objects.values_list("order_id", flat=True).get(pk=line_id)
        if wanted is None:
            raise OrderNotLate(number="", status="")
        line, orders = _open_line(line_id, wanted)
        order = orders[wanted]
        if order.method != Order.Method.VIETQR or order.status != Order.Status.CANCELLED or order.paid_at is not None:
            raise OrderNotLate(number=order.number, status=order.status)
        _take_back(line, line.unallocated_vnd)
        if missing_vnd(order) > line.unallocated_vnd:
            payment = Payment.objects.get(order=order)
            received = totals_of(payment).received_vnd + line.unallocated_vnd
            raise PaymentIncomplete(number=order.number, received_vnd=received, due_vnd=payment.amount_vnd)
        order = reopen_order(order_id=order.pk, actor=actor, reason=note)
        _decide(line, actor, note or order.number)
        put_to_order(line, order, amount_vnd=line.unallocated_vnd, actor=actor)
        log(line, "payments.line_accepted_late", user=actor, data={"order": order.number, "note": note})
    return line


def refund_line(*, line_id: int, actor: User, note: str, amount_vnd: int | None = None) -> Refund:
    """Give back what waits on a line, all of it or ``amount_vnd``: ``refreq:<refund>`` 2090 → 2200. Another person sends it.

    Raises LineNotWaiting and MoreThanWaits.
    """
    with write_txn():
        line, _ = _open_line(line_id)
        wanted = line.unallocated_vnd if amount_vnd is None else amount_vnd
        if not 0 < wanted <= line.unallocated_vnd:
            raise MoreThanWaits(line_id=line.pk, wanted_vnd=wanted, waiting_vnd=line.unallocated_vnd)
        refund = Refund.objects.create(
            key=f"line:{line.pk}:{line.unallocated_vnd}",
            order=line.order,
            bank_line=line,
            amount_vnd=wanted,
            reason=note[:200],
            requested_by=actor,
        )
        ref = {"refund": refund.pk, "bank_line": line.pk, **({"order": line.order.number} if line.order else {})}
        postings = [Line(account("2090"), account("2200"), wanted, refund.reference)]
        post_entry(key=f"refreq:{refund.pk}", kind="refund", postings=postings, ref=ref)
        _take_back(line, wanted)
        line.unallocated_vnd -= wanted
        if not line.unallocated_vnd:
            line.state = BankLine.State.SETTLED
        _decide(line, actor, note)
        log(line, "payments.line_refunded", user=actor, data={"refund": refund.pk, "amount_vnd": wanted, "note": note})
    return refund


def set_aside(*, line_id: int, actor: User, note: str) -> BankLine:
    """Note that somebody looked at a line and why it waits on; its money stays where it is. Raises LineNotWaiting."""
    with write_txn():
        line, _ = lock_line(line_id)
        if not line.unallocated_vnd and line.state != BankLine.State.OUTGOING:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        _decide(line, actor, note)
        log(line, "payments.line_set_aside", user=actor, data={"note": note})
    return line


def _open_line(line_id: int, *order_ids: int) -> tuple[BankLine, dict[int, Order]]:
    line, orders = lock_line(line_id, *order_ids)
    if line.unallocated_vnd <= 0:
        raise LineNotWaiting(line_id=line.pk, state=line.state)
    return line, orders


def _take_back(line: BankLine, amount_vnd: int) -> None:
    """Stop counting money of a short or over line as received for the order that it was given to."""
    if line.state not in _COUNTED or line.order_id is None:
        return
    payment = Payment.objects.get(order_id=line.order_id)
    # What still waits shrinks with every step back, so it tells the steps apart.
    event_id = f"back:{line.pk}:{line.order_id}:{payment.events.count()}"
    append_event(payment=payment, event_id=event_id, kind=PaymentEvent.Kind.RETURNED, amount_vnd=amount_vnd, at=timezone.now())


def _decide(line: BankLine, actor: User, note: str) -> None:
    line.decided_by, line.decided_at, line.decision = actor, timezone.now(), note[:200]
    line.save(update_fields=["decided_by", "decided_at", "decision", "unallocated_vnd", "state"])
