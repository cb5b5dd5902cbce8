"""Disputes: a card's holder asks her bank for the money back, and the bank takes it at once, with a fee, until it has decided.

What the gateway says is read and applied, however it was told and in whatever order. Taken: 1040 → 1021, and the fee to 5030 with its
movement. Won: 1021 → 1040. Lost: 5030 → 1040, the center's loss. From its first day the groups' money of that order is held
(:mod:`.dispute_holds`) and no refund of it is sent; one that is owed when the dispute is lost was paid by the dispute
(:func:`cover_refund`).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.models import Entry
from cooperatives.ledger.services import Line, post_entry, reverse_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from storefront.payments.errors import DisputeNotWaiting, RefundNotOpen
from storefront.payments.locks import lock_refund
from storefront.payments.models import CardDispute, CardPage, CardRefund, GatewayMovement, Refund
from storefront.payments.providers import stripe_disputes as gateway
from storefront.payments.providers.base import GatewayUnreachable
from storefront.payments.providers.stripe import SeenMovement

from .cards import lock_page
from .dispute_holds import free_groups, hold_groups
from .movements import record_movement

if TYPE_CHECKING:
    from storefront.accounts.models import User

logger = logging.getLogger(__name__)
State = CardDispute.State
OPEN: Final = (State.INQUIRY, State.NEEDS_RESPONSE, State.UNDER_REVIEW)
OVER: Final = (State.WON, State.LOST, State.DROPPED)
TAKEN, GIVEN_BACK = "dispute", "dispute_reversal"
LOOK_BACK: Final = timedelta(days=14)
DISPUTED: Final = frozenset({"charge_disputed", "refund_disputed_payment"})
"""How the gateway refuses to give back what is disputed."""
COVERED: Final = "covered_by_dispute"


def look_at_named_dispute(*, name: str) -> CardDispute | None:
    """Read a dispute from the gateway and apply what is true of it now; None when it is about no payment of ours.

    Safe to repeat. Raises GatewayUnreachable and GatewayRefused.
    """
    return _apply(gateway.read_dispute(name))


def look_for_disputes(now: datetime | None = None) -> dict[str, int]:
    """Find disputes whose messages were lost, and look at those that are not over. Safe to repeat. Raises GatewayUnreachable."""
    moment = now or timezone.now()
    counts = {"found": 0, "looked": 0}
    if not settings.STRIPE_SECRET_KEY:
        return counts
    known = set(CardDispute.objects.filter(opened_at__gte=moment - LOOK_BACK - timedelta(days=1)).values_list("name", flat=True))
    for seen in gateway.disputes_since(moment - LOOK_BACK):
        if seen.name not in known:
            counts["found"] += _apply(seen) is not None
    for name in list(_to_look_at().order_by("pk").values_list("name", flat=True)):
        try:
            look_at_named_dispute(name=name)
            counts["looked"] += 1
        except GatewayUnreachable:
            raise
        except DomainError:
            logger.exception("dispute %s could not be looked at", name)
    return counts


def _to_look_at() -> QuerySet[CardDispute]:
    """Those that are not over, and those that are over though the balance has not shown all of their money yet."""
    back = GatewayMovement.objects.filter(source=OuterRef("name"), kind=GIVEN_BACK)
    unseen = Q(state=State.WON, taken_at__isnull=False) & ~Exists(back) | Q(state=State.LOST, taken_at__isnull=True)
    return CardDispute.objects.filter(Q(state__in=OPEN) | unseen)


def open_disputes() -> QuerySet[CardDispute]:
    """Disputes that are not over, what is due first before the others."""
    found = CardDispute.objects.filter(state__in=OPEN).select_related("page__order", "noted_by", "decided_by")
    return found.order_by(F("evidence_due_at").asc(nulls_last=True), "pk")


def undecided_losses() -> QuerySet[CardDispute]:
    """Lost disputes of which nobody has said yet whether the groups get their money all the same, the oldest first."""
    found = CardDispute.objects.filter(state=State.LOST, decided_at__isnull=True).select_related("page__order", "noted_by", "decided_by")
    return found.order_by("closed_at", "pk")


def note_evidence(*, dispute_id: int, actor: User, note: str) -> CardDispute:
    """Write down that evidence was sent in the gateway's own pages, or why none is sent. Raises DisputeNotWaiting when it is over."""
    with write_txn():
        dispute = _locked(dispute_id)
        if dispute.state not in OPEN:
            raise DisputeNotWaiting(dispute_id=dispute.pk, state=dispute.state)
        dispute.noted_by, dispute.noted_at, dispute.note = actor, timezone.now(), note[:200]
        dispute.save(update_fields=["noted_by", "noted_at", "note"])
        log(dispute, "payments.dispute_noted", user=actor, data={"order": dispute.page.order.number, "note": note})
    return dispute


def bear_loss(*, dispute_id: int, actor: User, note: str = "") -> CardDispute:
    """Let the groups have what is theirs of an order whose dispute was lost; the loss stays the center's (5030).

    What a group should not get (goods that never left) is refunded before, as for any order. Raises DisputeNotWaiting.
    """
    with write_txn():
        dispute = _locked(dispute_id)
        if dispute.state != State.LOST or dispute.decided_at is not None:
            raise DisputeNotWaiting(dispute_id=dispute.pk, state=dispute.state)
        dispute.decided_by, dispute.decided_at, dispute.decision = actor, timezone.now(), note[:200]
        dispute.save(update_fields=["decided_by", "decided_at", "decision"])
        free_groups(dispute)
        log(dispute, "payments.dispute_borne", user=actor, data={"order": dispute.page.order.number, "note": note})
    return dispute


def is_disputed(page: CardPage | None) -> bool:
    """Whether a dispute about this payment is open: until it is over nothing of it is sent back."""
    return page is not None and page.disputes.filter(state__in=OPEN).exists()


def covering_dispute(refund: Refund) -> CardDispute | None:
    """A lost dispute of the same payment that took at least this refund's amount, beyond what it covered before.

    None for a refund that the gateway had begun: what it had given back was no part of the disputed amount.
    """
    if CardRefund.objects.filter(refund=refund, name__isnull=False).exists():
        return None
    lost = CardDispute.objects.filter(page_id=refund.card_page_id, state=State.LOST)
    return lost.filter(amount_vnd__gte=F("covered_vnd") + refund.amount_vnd).order_by("pk").first()


def cover_refund(*, refund_id: int) -> Refund:
    """Close a refund that a lost dispute has paid already: ``refcover:<refund>`` 2200 → 5030, so that she is not paid twice.

    Raises RefundNotOpen when it was sent meanwhile or no dispute covers it.
    """
    with write_txn():
        page_id = Refund.objects.values_list("card_page_id", flat=True).get(pk=refund_id)
        if page_id is not None:
            lock_page(page_id)
        refund = lock_refund(refund_id)
        dispute = covering_dispute(refund)
        waits = Refund.objects.filter(pk=refund.pk, status__in=(Refund.Status.REQUESTED, Refund.Status.FAILED), sent_by__isnull=True)
        closed = {"way": Refund.Way.DISPUTE, "status": Refund.Status.SETTLED, "settled_at": timezone.now()}
        if dispute is None or not waits.update(**closed):
            raise RefundNotOpen(refund_id=refund.pk, status=refund.status)
        asked = CardRefund.objects.filter(refund=refund, state=CardRefund.State.ASKED)
        asked.update(state=CardRefund.State.REFUSED, failure=COVERED)
        CardDispute.objects.filter(pk=dispute.pk).update(covered_vnd=F("covered_vnd") + refund.amount_vnd)
        line = Line(account("2200"), account("5030"), refund.amount_vnd, refund.reference)
        ref = {"refund": refund.pk, "dispute": dispute.pk}
        post_entry(key=f"refcover:{refund.pk}", kind="refund_covered", postings=[line], ref=ref)
        refund.refresh_from_db()
        log(refund, "payments.refund_covered", data={"amount_vnd": refund.amount_vnd, "dispute": dispute.name})
    return refund


def refunds_to_cover() -> QuerySet[Refund]:
    """Refunds that wait though a dispute of their payment was lost."""
    waits = Q(status__in=(Refund.Status.REQUESTED, Refund.Status.FAILED), sent_by__isnull=True)
    over = Q(card_refund__isnull=True) | ~Q(card_refund__state=CardRefund.State.ASKED)
    never_asked = over | Q(card_refund__tried_at__isnull=True) | Q(card_refund__failure__in=DISPUTED)
    enough = Q(card_page__disputes__amount_vnd__gte=F("card_page__disputes__covered_vnd") + F("amount_vnd"))
    waits &= Q(card_refund__name__isnull=True)
    return Refund.objects.filter(waits & never_asked & enough, card_page__disputes__state=State.LOST).distinct()


def _apply(seen: gateway.SeenDispute) -> CardDispute | None:
    """Merge what was read: what is over stays over, and each movement of the money is booked exactly once."""
    page_id = CardPage.objects.filter(intent=seen.intent).values_list("pk", flat=True).first() if seen.intent else None
    if page_id is None:
        return None
    with write_txn():
        page, order = lock_page(page_id)
        opened = {"page": page, "amount_vnd": seen.amount_vnd, "reason": seen.reason, "state": seen.status, "opened_at": seen.opened_at}
        dispute, is_new = CardDispute.objects.select_for_update(no_key=True).get_or_create(name=seen.name, defaults=opened)
        dispute.page = page
        if is_new:
            data = {"order": order.number, "amount_vnd": dispute.amount_vnd, "reason": dispute.reason}
            log(dispute, "payments.dispute_opened", title=order.number, data=data)
            hold_groups(dispute)
        if dispute.state not in OVER or (dispute.state, seen.status) == (State.LOST, State.WON):
            dispute.state = seen.status
        dispute.evidence_due_at, dispute.looked_at = seen.evidence_due_at, timezone.now()
        for moved in seen.movements:
            _book_movement(dispute, moved)
        _book_loss(dispute)
        if dispute.state in OVER and dispute.closed_at is None:
            dispute.closed_at = timezone.now()
            data = {"order": order.number, "amount_vnd": dispute.amount_vnd, "state": dispute.state}
            log(dispute, "payments.dispute_closed", title=order.number, data=data)
        if dispute.state in (State.WON, State.DROPPED):
            free_groups(dispute)
        dispute.save()
    return dispute


def _book_movement(dispute: CardDispute, moved: SeenMovement) -> None:
    """Business first (1040 against 1021), then what the balance shows (1021 against 1020, the fee to 5030)."""
    amount_vnd, name, page = dispute.amount_vnd, dispute.name, dispute.page
    ref = {"dispute": dispute.pk, "card_page": page.pk, "order": page.order.number}
    waiting, disputed = account("1021"), account("1040")
    if moved.kind == TAKEN:
        post_entry(key=f"disp:{name}", kind="dispute", postings=[Line(disputed, waiting, amount_vnd, name)], at=moved.happened_at, ref=ref)
        dispute.taken_at = moved.happened_at
    elif moved.kind == GIVEN_BACK:
        back = [Line(waiting, disputed, amount_vnd, name)]
        post_entry(key=f"dispwon:{name}", kind="dispute_won", postings=back, at=moved.happened_at, ref=ref)
    worth_vnd = amount_vnd if moved.amount > 0 else -amount_vnd
    record_movement(seen=moved, page=page, amount_vnd=worth_vnd)


def _book_loss(dispute: CardDispute) -> None:
    """Lost, what was taken is a loss. Won after it had been lost, as banks may decide again, it is none."""
    key = f"displost:{dispute.name}"
    if dispute.state == State.LOST and dispute.taken_at is not None:
        loss = Line(account("5030"), account("1040"), dispute.amount_vnd, dispute.name)
        ref = {"dispute": dispute.pk, "card_page": dispute.page_id, "order": dispute.page.order.number}
        post_entry(key=key, kind="dispute_lost", postings=[loss], ref=ref)
    lost = Entry.objects.filter(key=key, reversed_by__isnull=True).first() if dispute.state == State.WON else None
    if lost is not None:
        reverse_entry(entry=lost, key=f"{key}:rev", memo=dispute.name)


def _locked(dispute_id: int) -> CardDispute:
    """A dispute as it is now, its order and page locked before it."""
    page, _order = lock_page(CardDispute.objects.values_list("page_id", flat=True).get(pk=dispute_id))
    dispute = CardDispute.objects.select_for_update(no_key=True).get(pk=dispute_id)
    dispute.page = page
    return dispute
