"""Find the order that a bank line pays for, and put the money there. What is not exact waits for a person (:mod:`.decisions`).

A line's ``unallocated_vnd`` is the part of it that still lies in 2090. An exact line brings it to zero; a short one leaves it there until
another line completes the amount; what is too much, twice or too late stays there until somebody decides. Under the locks of the line
and of the order nothing is matched twice, and expiry and payment of one order cannot both win.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.models import Entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order
from storefront.orders.numbers import find_order_code
from storefront.payments.events import append_event
from storefront.payments.locks import lock_line
from storefront.payments.models import BankLine, Payment, PaymentEvent
from storefront.payments.totals import totals_of

from .confirm import confirm_payment
from .gateway_payouts import match_gateway_payout
from .outgoing import match_outgoing

if TYPE_CHECKING:
    from storefront.accounts.models import User

State = BankLine.State


def match_automatically(*, line_id: int) -> BankLine:
    """Match a fresh line by what its text says; a line that was matched or decided before stays as it is. Safe to repeat."""
    with write_txn():
        text = BankLine.objects.values_list("text", flat=True).get(pk=line_id)
        named = Order.objects.filter(number__in=find_order_code(text), method=Order.Method.VIETQR)
        named_ids = list(named.order_by("pk").values_list("pk", flat=True))
        line, locked = lock_line(line_id, *named_ids)
        if line.decided_at is not None:
            return line
        if line.state == State.OUTGOING:
            return match_outgoing(line)
        if line.state != State.UNMATCHED or line.unallocated_vnd != line.amount_vnd:
            return line
        orders = [locked[order_id] for order_id in named_ids]
        if len(orders) == 1:
            put_to_order(line, orders[0], amount_vnd=line.amount_vnd, actor=None)
        elif orders and all(waits_for_money(order) for order in orders):
            _put_to_several(line, orders)
        elif not orders:
            line = match_gateway_payout(line)
    return line


def waits_for_money(order: Order) -> bool:
    """Whether a transfer for this order would be neither late nor a second one."""
    return order.status == Order.Status.AWAITING_PAYMENT and order.paid_at is None


def missing_vnd(order: Order) -> int:
    """What is still to come for an order."""
    payment = Payment.objects.get(order=order)
    return max(payment.amount_vnd - totals_of(payment).received_vnd, 0)


def put_to_order(line: BankLine, order: Order, *, amount_vnd: int, actor: User | None) -> None:
    """Give ``amount_vnd`` of a locked line to a locked order: exact, short or over; or note that it came late or twice.

    Short money counts as received but stays in 2090: nothing is sold before the whole amount is there.
    """
    line.order = order
    if order.paid_at is not None:
        _keep(line, State.DUPLICATE)
    elif not waits_for_money(order):
        _keep(line, State.LATE)
    else:
        _receive(line, order, amount_vnd, actor)
        if line.state == State.EXACT and actor is None:
            log(line, "payments.line_matched", data={"order": order.number, "amount_vnd": amount_vnd})


def _receive(line: BankLine, order: Order, amount_vnd: int, actor: User | None) -> None:
    payment = Payment.objects.get(order=order)
    totals, _ = append_event(
        payment=payment,
        event_id=_event_id(line, order),
        kind=PaymentEvent.Kind.RECEIVED,
        amount_vnd=amount_vnd,
        at=line.booked_at,
    )
    if totals.received_vnd < payment.amount_vnd:
        _keep(line, State.SHORT)
        return
    surplus_vnd = totals.received_vnd - payment.amount_vnd
    confirm_payment(order=order, key=_sale_key(line, order), paid_at=line.booked_at, actor=actor)
    # What came before and was too little is used up by this sale.
    earlier = BankLine.objects.filter(order=order, state=State.SHORT).exclude(pk=line.pk)
    earlier.update(unallocated_vnd=0, state=State.SETTLED, decided_at=timezone.now(), decision=order.number)
    line.unallocated_vnd -= amount_vnd - surplus_vnd
    _keep(line, State.OVER if line.unallocated_vnd else State.EXACT)


def _put_to_several(line: BankLine, orders: Sequence[Order]) -> None:
    """One transfer for several orders is matched only when it pays all of them to the đồng."""
    parts = [missing_vnd(order) for order in orders]
    if sum(parts) != line.amount_vnd:
        return
    for order, part in zip(orders, parts, strict=True):
        put_to_order(line, order, amount_vnd=part, actor=None)
    line.order = None
    _keep(line, State.EXACT)


def _keep(line: BankLine, state: BankLine.State) -> None:
    line.state = state
    line.save(update_fields=["state", "order", "unallocated_vnd"])


def _event_id(line: BankLine, order: Order) -> str:
    """``bank:<line>:<order>``; numbered when a person moved the same money away and back."""
    name = f"bank:{line.pk}:{order.pk}"
    before = PaymentEvent.objects.filter(payment__order=order, event_id__startswith=name).count()
    return f"{name}:{before + 1}" if before else name


def _sale_key(line: BankLine, order: Order) -> str:
    """``sale:bank:<line>``; the second order that one line pays for adds its own id."""
    key = f"sale:bank:{line.pk}"
    return f"{key}:{order.pk}" if Entry.objects.filter(key=key).exists() else key
