"""Pay an order by card: open its hosted page, read from the gateway what became of it, take the money in, close it when its time is over.

Three kinds of steps, never mixed: a transaction that writes down what will be asked, the question itself outside of any transaction, and
a transaction that applies the answer. The return page, the gateway's messages and the sweep all call :func:`look_at_page`: whoever comes
first books, the others find it booked. Money is booked when it is seen, 1021 → 2090, whatever became of the order; what no order takes
stays in ``unallocated_vnd`` in the queue of people who decide (:mod:`.card_decisions`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.locks import lock_order
from storefront.orders.models import Order
from storefront.payments.errors import OrderTakesNoCard
from storefront.payments.events import append_event
from storefront.payments.models import CardPage, Payment, PaymentEvent
from storefront.payments.providers import stripe as gateway
from storefront.payments.providers.base import GatewayRefused

from .confirm import confirm_payment
from .matching import waits_for_money
from .movements import record_movement

State = CardPage.State
UNFINISHED: Final = (State.OPENING, State.OPEN)
SHORTEST: Final = timedelta(minutes=31)
"""The gateway wants half an hour between its clock and the end of a page; a minute more for the way there."""
LONGEST: Final = timedelta(hours=23, minutes=50)


def open_card_page(*, order_id: int) -> CardPage:
    """Return the open page of an order that waits for its money, opened if there is none. Its ``url`` is where to send the shopper.

    Raises OrderTakesNoCard (paid, gone, its time over, or not paid by card), GatewayUnreachable (try again: nothing is doubled) and
    GatewayRefused (this attempt is over; the next one asks afresh).
    """
    page = _reserve(order_id)
    if page.state == State.OPENING:
        page = finish_opening(page)
    return page


def finish_opening(page: CardPage) -> CardPage:
    """Ask for a page that was written down, under its own key, and write down the answer. Raises as :func:`open_card_page`."""
    order = page.order
    with translation.override(order.language):
        paths = [reverse(f"payments:{name}", args=[order.number, order.secret]) for name in ("card_paid", "card_back")]
        title = _("Đơn hàng %(number)s") % {"number": order.number}
    paid_url, back_url = (settings.BASE_URL.rstrip("/") + path for path in paths)
    try:
        seen = gateway.open_page(
            key=page.key,
            order=order,
            amount_vnd=page.amount_vnd,
            expires_at=page.expires_at,
            title=title,
            paid_url=paid_url,
            back_url=back_url,
        )
    except GatewayRefused:
        CardPage.objects.filter(pk=page.pk, state=State.OPENING).update(state=State.REFUSED, looked_at=timezone.now())
        raise
    opened = {"session": seen.session, "url": seen.url, "state": State.OPEN, "looked_at": timezone.now()}
    CardPage.objects.filter(pk=page.pk, state=State.OPENING).update(**opened)
    page.refresh_from_db()
    return page


def look_at_page(*, page_id: int, session: str = "") -> CardPage:
    """Read a page from the gateway and apply what is true of it now; safe to repeat, at once and in any order.

    ``session`` names the page at the gateway when its answer to our opening was lost. Raises GatewayUnreachable and GatewayRefused.
    """
    page = CardPage.objects.select_related("order").get(pk=page_id)
    name = page.session or session
    if not name:
        if page.state != State.OPENING:
            return page
        page = finish_opening(page)
        name = page.session or ""
    return _apply(page, gateway.read_page(name))


def look_at_order(*, order_id: int) -> list[CardPage]:
    """Look at every page of an order that may still bring money. Raises as :func:`look_at_page`."""
    return [look_at_page(page_id=pk) for pk in _unfinished(order_id)]


def close_pages(*, order_id: int) -> list[CardPage]:
    """Close what is open of an order, so that nobody can pay for it any more; one that turns out to be paid is taken in.

    Raises GatewayUnreachable: then it may still be paid.
    """
    closed = []
    for page_id in _unfinished(order_id):
        page = CardPage.objects.select_related("order").get(pk=page_id)
        try:
            if page.state == State.OPENING:
                page = finish_opening(page)
            if page.session:
                page = _apply(page, gateway.close_page(page.session))
        except GatewayRefused:
            page.refresh_from_db()
        closed.append(page)
    return closed


def give_to_order(*, page_id: int) -> CardPage:
    """Let the money of a paid page pay its order, when that still waits for it; otherwise leave it to a person. Safe to repeat."""
    with write_txn():
        page, order = lock_page(page_id)
        if page.state != State.PAID or not page.unallocated_vnd or page.decided_at is not None or not waits_for_money(order):
            return page
        put_card_money(page, order)
    return page


def lock_page(page_id: int) -> tuple[CardPage, Order]:
    """Return a page and its order as they are now, locked in the order of locks of this room."""
    order = lock_order(CardPage.objects.values_list("order_id", flat=True).get(pk=page_id))
    page = CardPage.objects.select_for_update(no_key=True).get(pk=page_id)
    page.order = order
    return page, order


def put_card_money(page: CardPage, order: Order) -> None:
    """Count what waits on a locked page as received for its locked, waiting order, and sell. Too little waits on for a person."""
    payment = Payment.objects.get(order=order)
    assert page.paid_at is not None
    if page.unallocated_vnd < payment.amount_vnd:
        return
    event_id = f"card:{page.intent}"
    totals, _new = append_event(
        payment=payment, event_id=event_id, kind=PaymentEvent.Kind.RECEIVED, amount_vnd=page.unallocated_vnd, at=page.paid_at
    )
    confirm_payment(order=order, key=f"sale:{page.intent}", paid_at=page.paid_at)
    page.unallocated_vnd = max(totals.received_vnd - payment.amount_vnd, 0)
    page.save(update_fields=["unallocated_vnd"])


def _reserve(order_id: int) -> CardPage:
    """Write down which page will be asked for, or find the one that is open."""
    with write_txn():
        order = lock_order(order_id)
        now = timezone.now()
        _check(order, now)
        page = CardPage.objects.filter(order=order, state__in=UNFINISHED).first()
        if page is not None and page.expires_at > now:
            page.order = order
            return page
        if page is not None:
            # Past its end nobody can pay on it; what it brought before then is seen by the sweep, which looks at it once more.
            CardPage.objects.filter(pk=page.pk).update(state=State.EXPIRED)
        attempt = CardPage.objects.filter(order=order).count() + 1
        held_until = order.payment_due_at or now
        expires_at = min(max(held_until, now + SHORTEST), now + LONGEST).replace(microsecond=0)
        return CardPage.objects.create(order=order, attempt=attempt, amount_vnd=order.payment.amount_vnd, expires_at=expires_at)


def _check(order: Order, now: datetime) -> None:
    reason = ""
    if order.method != Order.Method.CARD:
        reason = "method"
    elif order.paid_at is not None:
        reason = "paid"
    elif not waits_for_money(order):
        reason = "gone"
    elif order.payment_due_at is not None and order.payment_due_at <= now:
        reason = "time_over"
    if reason:
        raise OrderTakesNoCard(number=order.number, reason=reason)


def _unfinished(order_id: int) -> list[int]:
    return list(CardPage.objects.filter(order_id=order_id, state__in=UNFINISHED).order_by("pk").values_list("pk", flat=True))


def _apply(page: CardPage, seen: gateway.SeenPage) -> CardPage:
    """Merge what was read into the page: a state only moves forward, and what was paid is taken in exactly once."""
    if seen.key != page.key:
        raise GatewayRefused(what="read page", reason="other_page", said=seen.session)
    with write_txn():
        page, order = lock_page(page.pk)
        page.looked_at, page.decline = timezone.now(), "" if seen.is_paid else seen.decline
        page.session, page.url = seen.session, seen.url
        if seen.is_paid and page.state != State.PAID:
            _take_in(page, order, seen)
        elif seen.status == "expired" and page.state in UNFINISHED:
            page.state = State.EXPIRED
        elif seen.status == "open" and page.state == State.OPENING:
            page.state = State.OPEN
        page.save()
        if seen.movement is not None and page.state == State.PAID:
            record_movement(seen=seen.movement, page=page, amount_vnd=page.received_vnd)
    if page.state == State.PAID and page.unallocated_vnd:
        page = give_to_order(page_id=page.pk)
    return page


def _take_in(page: CardPage, order: Order, seen: gateway.SeenPage) -> None:
    """Book money that came by card, before anything is known about what it will be for."""
    page.state, page.intent, page.charge = State.PAID, seen.intent, seen.charge
    page.paid_at, page.received_vnd, page.unallocated_vnd = seen.paid_at or timezone.now(), seen.received_vnd, seen.received_vnd
    money = Line(account("1021"), account("2090"), seen.received_vnd, order.number)
    ref = {"order": order.number, "card_page": page.pk}
    post_entry(key=f"card:{seen.intent}", kind="card", postings=[money], at=page.paid_at, ref=ref)
    data = {"order": order.number, "amount_vnd": seen.received_vnd, "is_waited_for": waits_for_money(order)}
    log(page, "payments.card_paid", title=order.number, data=data)


def hanging() -> Q:
    """Paid pages whose money no order has taken."""
    return Q(state=State.PAID, unallocated_vnd__gt=0)
