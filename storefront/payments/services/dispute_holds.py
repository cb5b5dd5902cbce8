"""Hold the groups' money of an order whose card payment is disputed, and let it go again.

Not released yet: its release is stopped (:func:`storefront.orders.services.hold_money`). Released and not in a payout that two people
agreed on: set aside, ``hold:<dispute>:<parcel>`` 2120 → 2140, and back when it is over. What was paid out is not taken back.
"""

from __future__ import annotations

from cooperatives.ledger.chart import account
from cooperatives.ledger.errors import InsufficientBalance
from cooperatives.ledger.models import Entry, Posting
from cooperatives.ledger.services import Line, balance, post_entry, reverse_entry
from cooperatives.payouts.models import Payout, PayoutLine
from storefront.orders.booking import release_key
from storefront.orders.models import Parcel
from storefront.orders.services import free_money, hold_money
from storefront.orders.shares import net_left_vnd
from storefront.payments.models import CardDispute

_GONE = (Payout.Status.APPROVED, Payout.Status.SENT, Payout.Status.SETTLED)
_HOLDING = (CardDispute.State.INQUIRY, CardDispute.State.NEEDS_RESPONSE, CardDispute.State.UNDER_REVIEW, CardDispute.State.LOST)
_TRIES = 5
HOLD = "dispute_hold"


def hold_groups(dispute: CardDispute) -> None:
    """Stop what has not been paid out of a locked dispute's order; what another dispute holds already is not held twice."""
    order = dispute.page.order
    held = {str(entry.key).rpartition(":")[2] for entry in _holds(dispute)}
    for parcel in hold_money(order_id=order.pk):
        if str(parcel.pk) not in held and not _is_paid_out(parcel):
            _set_aside(dispute, parcel)


def free_groups(dispute: CardDispute) -> None:
    """Let go what was held for the order of a locked dispute that is over, unless another one of the same order still holds it."""
    order = dispute.page.order
    others = CardDispute.objects.filter(page__order=order, decided_at__isnull=True, state__in=_HOLDING).exclude(pk=dispute.pk)
    if others.exists():
        return
    for entry in _holds(dispute):
        reverse_entry(entry=entry, key=f"{entry.key}:rev", memo=order.number)
    free_money(order_id=order.pk)


def _holds(dispute: CardDispute) -> list[Entry]:
    """What is set aside for any dispute of the same order."""
    names = CardDispute.objects.filter(page__order=dispute.page.order).order_by("pk").values_list("name", flat=True)
    standing = Entry.objects.filter(kind=HOLD, reversed_by__isnull=True)
    return [entry for name in names for entry in standing.filter(key__startswith=f"hold:{name}:").order_by("pk")]


def _is_paid_out(parcel: Parcel) -> bool:
    released = Posting.objects.filter(entry__key=release_key(parcel))
    return PayoutLine.objects.filter(posting__in=released, is_void=False, payout__status__in=_GONE).exists()


def _set_aside(dispute: CardDispute, parcel: Parcel) -> None:
    """What floor accounts hold may shrink while we look at it (a payout run), so a refusal is looked at again."""
    owner = str(parcel.group_id)
    for attempt in range(_TRIES):
        amount_vnd = min(net_left_vnd(parcel.lines.all()), balance(f"2120.g{owner}"))
        if amount_vnd <= 0:
            return
        line = Line(account("2120", owner), account("2140", owner), amount_vnd, parcel.number)
        ref = {"order": parcel.order.number, "parcels": [parcel.pk], "dispute": dispute.pk}
        try:
            post_entry(key=f"hold:{dispute.name}:{parcel.pk}", kind=HOLD, postings=[line], ref=ref)
            return
        except InsufficientBalance:
            if attempt == _TRIES - 1:
                raise
