"""Give money back to the card that paid it, through the gateway.

The refund and its one attempt (:class:`CardRefund`) are written in the transaction that owes the money (2200). Then the gateway is asked,
outside of any transaction, under the attempt's key; then what it says is applied. When an answer was lost, the refund is looked for before
it is asked for again, under the same key, so that money never goes back twice. 2200 → 1021 when the gateway has it; what its balance
shows follows in :mod:`.movements`. One that fails, maybe days after it had succeeded, is owed again: 1021 → 2200, and goes by bank.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order
from storefront.payments.errors import CardDisputed, CardRefundUnderWay, RefundNotOpen
from storefront.payments.locks import lock_refund
from storefront.payments.models import CardPage, CardRefund, Refund
from storefront.payments.providers import stripe_refunds as gateway
from storefront.payments.providers.base import GatewayRefused

from .cards import lock_page
from .disputes import DISPUTED, cover_refund, covering_dispute, is_disputed
from .movements import record_movement

if TYPE_CHECKING:
    from storefront.accounts.models import User

logger = logging.getLogger(__name__)
State = CardRefund.State
_RANK: Final = {State.ASKED: 0, State.PENDING: 1, State.SUCCEEDED: 2, State.FAILED: 3}
_OF_REFUND: Final = {State.PENDING: Refund.Status.SENT, State.SUCCEEDED: Refund.Status.SETTLED, State.FAILED: Refund.Status.FAILED}
FINAL_REFUSALS: Final = frozenset({"amount_too_large", "charge_already_refunded", "charge_not_refundable"})
"""What the gateway will say again however often it is asked. Other refusals (a wrong key, a number it does not know) are our mistake."""
IN_FLIGHT: Final = timedelta(minutes=10)
"""Longer than any request lives: until then a question without an answer may still have its effect."""


def reserve_on_page(*, order: Order, amount_vnd: int, page: CardPage | None = None) -> CardPage | None:
    """Count an amount as going back out of what a card brought for a locked order; None when no card paid that much of it.

    Never more than came: the UPDATE says so, and a CHECK stands behind it.
    """
    paid = CardPage.objects.filter(order=order, state=CardPage.State.PAID)
    enough = paid.filter(received_vnd__gte=F("unallocated_vnd") + F("returned_vnd") + amount_vnd).order_by("pk")
    if page is not None:
        enough = enough.filter(pk=page.pk)
    for page_id in enough.values_list("pk", flat=True):
        if enough.filter(pk=page_id).order_by().update(returned_vnd=F("returned_vnd") + amount_vnd):
            return CardPage.objects.get(pk=page_id)
    return None


def way_back(page: CardPage | None) -> Refund.Way:
    """To the card when one paid and the gateway can be asked, else by bank."""
    return Refund.Way.CARD if page is not None and settings.STRIPE_SECRET_KEY else Refund.Way.BANK


def begin_card_refund(refund: Refund) -> CardRefund | None:
    """Write down the attempt of a refund that goes to a card, and make it after the commit; what fails there is done by the sweep."""
    if refund.way != Refund.Way.CARD:
        return None
    assert refund.card_page is not None  # a CHECK holds it
    attempt = CardRefund.objects.create(refund=refund, page=refund.card_page, amount_vnd=refund.amount_vnd)
    transaction.on_commit(partial(send_card_refund, attempt_id=attempt.pk), robust=True)
    return attempt


def send_card_refund(*, attempt_id: int) -> CardRefund:
    """Ask the gateway for a refund that was written down, or look for it when it was asked before, and apply the answer. Safe to repeat.

    While the payment is disputed nothing is asked; once lost, the dispute itself has paid what was not asked for before.

    Raises GatewayUnreachable (the result is unknown; it is looked for next time) and GatewayRefused (our mistake; it stays to be asked).
    """
    attempt = CardRefund.objects.select_related("page__order", "refund").get(pk=attempt_id)
    if attempt.state != State.ASKED or is_disputed(attempt.page):
        return attempt
    intent = attempt.page.intent or ""
    seen = gateway.find_refund(key=attempt.key, intent=intent) if attempt.tried_at else None
    if seen is None and (attempt.tried_at is None or attempt.failure in DISPUTED) and covering_dispute(attempt.refund):
        cover_refund(refund_id=attempt.refund_id)
        return CardRefund.objects.get(pk=attempt.pk)
    if seen is None:
        # Nobody asks for one that was given up meanwhile.
        if not CardRefund.objects.filter(pk=attempt.pk, state=State.ASKED).update(tried_at=timezone.now()):
            return CardRefund.objects.get(pk=attempt.pk)
        number = attempt.page.order.number
        try:
            seen = gateway.ask_refund(key=attempt.key, intent=intent, amount_vnd=attempt.amount_vnd, number=number)
        except GatewayRefused as refused:
            reason = refused.facts["reason"][:60]
            CardRefund.objects.filter(pk=attempt.pk, state=State.ASKED).update(failure=reason)
            if reason in DISPUTED:
                return CardRefund.objects.get(pk=attempt.pk)  # the gateway knows of it before we do; it waits like any other
            if reason not in FINAL_REFUSALS:
                raise
            return _never_began(attempt.pk, actor=None, reason=reason)
    return _apply(attempt, seen)


def look_at_card_refund(*, attempt_id: int) -> CardRefund:
    """Read a refund from the gateway and apply what is true of it now. Raises GatewayUnreachable and GatewayRefused."""
    attempt = CardRefund.objects.select_related("page__order").get(pk=attempt_id)
    if attempt.name is None:
        return send_card_refund(attempt_id=attempt_id)
    return _apply(attempt, gateway.read_refund(attempt.name))


def look_at_named_refund(*, name: str) -> CardRefund | None:
    """Read the refund of this name and apply it to the attempt whose key it carries; None when it carries none of ours. Raises as above."""
    seen = gateway.read_refund(name)
    attempt = CardRefund.objects.select_related("page__order").filter(Q(key=seen.key) if seen.key else Q(name=name)).first()
    return _apply(attempt, seen) if attempt is not None else None


def refund_by_bank_instead(*, refund_id: int, actor: User) -> Refund:
    """Stop asking the card for a refund that the gateway does not take, so that it can be sent by bank.

    The gateway is looked at first; a refund that it has after all is applied. Raises RefundNotOpen (it does not go by card, or is past
    that), CardDisputed, CardRefundUnderWay (asked a moment ago, or the gateway has it), GatewayUnreachable and GatewayRefused.
    """
    attempt = CardRefund.objects.select_related("page__order", "refund").get(refund_id=refund_id)
    if attempt.state != State.ASKED:
        raise RefundNotOpen(refund_id=refund_id, status=attempt.refund.status)
    if attempt.tried_at is not None and attempt.tried_at > timezone.now() - IN_FLIGHT:
        raise CardRefundUnderWay(refund_id=refund_id)
    if is_disputed(attempt.page):
        raise CardDisputed(refund_id=refund_id)
    seen = gateway.find_refund(key=attempt.key, intent=attempt.page.intent or "")
    if seen is not None:
        _apply(attempt, seen)
        raise CardRefundUnderWay(refund_id=refund_id)
    return _never_began(attempt.pk, actor=actor, reason=attempt.failure, tried_at=attempt.tried_at).refund


def unfinished_card_refunds() -> QuerySet[CardRefund]:
    """Attempts of which the gateway has not said how they end, the oldest first."""
    return CardRefund.objects.filter(state__in=(State.ASKED, State.PENDING)).order_by("created_at", "pk")


def _never_began(attempt_id: int, *, actor: User | None, reason: str, **as_seen: object) -> CardRefund:
    """Close an attempt that moved nothing; its refund goes by bank. ``as_seen``: what must not have changed since it was looked at."""
    with write_txn():
        attempt = _locked(attempt_id)
        waits = CardRefund.objects.filter(pk=attempt_id, state=State.ASKED, **as_seen)
        if not waits.update(state=State.REFUSED, failure=reason[:60], looked_at=timezone.now()):
            raise CardRefundUnderWay(refund_id=attempt.refund_id)
        attempt.refresh_from_db(fields=["state", "failure", "looked_at"])
        _by_bank(attempt.refund, attempt, actor)
    return attempt


def _apply(attempt: CardRefund, seen: gateway.SeenRefund) -> CardRefund:
    """Merge what was read: a state only moves forward, and each step of the money is booked exactly once."""
    if seen.key != attempt.key or seen.amount_vnd != attempt.amount_vnd:
        raise GatewayRefused(what="read refund", reason="other_refund", said=seen.name)
    to = State(seen.status)
    with write_txn():
        row = _locked(attempt.pk)
        if row.state == State.REFUSED:
            _take_up_again(row)
        if row.state == State.ASKED:
            _book(f"refund:{seen.name}", "refund_sent", Line(account("2200"), account("1021"), row.amount_vnd, row.refund.reference), row)
        before, row.looked_at, row.name = State(row.state), timezone.now(), seen.name
        if _RANK[to] > _RANK[before]:
            row.state, row.failure = to, seen.failure
            _follow(row, to)
        row.save(update_fields=["name", "state", "failure", "looked_at"])
        if seen.taken is not None:
            record_movement(seen=seen.taken, page=row.page, amount_vnd=-row.amount_vnd)
        if seen.given_back is not None:
            record_movement(seen=seen.given_back, page=row.page, amount_vnd=row.amount_vnd)
    return row


def _take_up_again(row: CardRefund) -> None:
    """The gateway has one that we had given up, and nobody sent it by bank yet. Raises CardRefundUnderWay when somebody did."""
    still_owed = Refund.objects.filter(pk=row.refund_id, way=Refund.Way.BANK, status=Refund.Status.FAILED, sent_by__isnull=True)
    if not still_owed.update(way=Refund.Way.CARD, status=Refund.Status.REQUESTED):
        raise CardRefundUnderWay(refund_id=row.refund_id)
    row.refund.refresh_from_db()
    row.state = State.ASKED


def _follow(row: CardRefund, to: State) -> None:
    """Bring the refund in line with its attempt, and write down what happened."""
    refund, now = row.refund, timezone.now()
    if to == State.FAILED:
        _book(f"reffail:{row.name}", "refund_failed", Line(account("1021"), account("2200"), row.amount_vnd, refund.reference), row)
        _by_bank(refund, row, None)
        return
    moved: dict[str, object] = {"status": _OF_REFUND[to], "sent_at": refund.sent_at or now}
    if to == State.SUCCEEDED:
        moved["settled_at"] = now
    Refund.objects.filter(pk=refund.pk).update(**moved)
    action = "payments.refund_settled" if to == State.SUCCEEDED else "payments.refund_sent"
    log(refund, action, data={"amount_vnd": refund.amount_vnd, "card": row.name})


def _by_bank(refund: Refund, attempt: CardRefund, actor: User | None) -> None:
    """The money is owed again, and people send it: into the queue of refunds that failed."""
    Refund.objects.filter(pk=refund.pk).update(way=Refund.Way.BANK, status=Refund.Status.FAILED, sent_at=None, settled_at=None)
    refund.refresh_from_db()
    log(refund, "payments.refund_failed", user=actor, data={"amount_vnd": refund.amount_vnd, "reason": attempt.failure})


def _book(key: str, kind: str, line: Line, row: CardRefund) -> None:
    ref = {"refund": row.refund_id, "card_page": row.page_id, "order": row.page.order.number}
    post_entry(key=key, kind=kind, postings=[line], ref=ref)


def _locked(attempt_id: int) -> CardRefund:
    """An attempt as it is now, its order, page and refund locked before it, in that order."""
    page_id, refund_id = CardRefund.objects.values_list("page_id", "refund_id").get(pk=attempt_id)
    page, _order = lock_page(page_id)
    refund = lock_refund(refund_id)
    row = CardRefund.objects.select_for_update(no_key=True).get(pk=attempt_id)
    row.page, row.refund = page, refund
    return row
