"""Give money back to shoppers: to the card that paid (:mod:`.card_refunds`), or asked for by one person, sent by another, and seen on the
statement. Each refund is a row of its own with a key.

What goes back of a parcel is computed by :mod:`storefront.orders.shares` on cumulative quantities, so that many small refunds end at
the whole to the đồng. Before the group's money is released it comes from what is held for her; afterwards from what she can be paid, and
what is not there any more she owes (1060). The center hands back its fee, and the taxes withheld go back with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.errors import InsufficientBalance
from cooperatives.ledger.models import Account, Entry
from cooperatives.ledger.services import Line, balance, lines, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.errors import RefundTooMuch
from storefront.orders.locks import lock_parcel
from storefront.orders.models import Order, Parcel
from storefront.orders.shares import ParcelRefund, record_refund, refund_of_lines
from storefront.payments.errors import CardDisputed, CardRefundUnderWay, NothingToRefund, RefundNeedsAnother, RefundNotOpen, TransferDiffers
from storefront.payments.events import append_event
from storefront.payments.locks import lock_line, lock_refund
from storefront.payments.models import BankLine, Payment, PaymentEvent, Refund, RefundLine

from .card_refunds import begin_card_refund, reserve_on_page, way_back
from .disputes import covering_dispute, is_disputed
from .outgoing import close_line

if TYPE_CHECKING:
    from storefront.accounts.models import User

_TRIES: Final = 5
Status = Refund.Status


def request_refund(
    *,
    parcel_id: int,
    quantities: Mapping[int, int],
    reason: str,
    actor: User | None,
    key: str,
    with_shipping: bool = False,
    shipping_vnd: int | None = None,
) -> Refund:
    """Ask for money back for some packs of a parcel (order line id -> how many), and for its delivery fee or a part of it.

    ``key`` is made by the page that asks: the same page sent twice is one refund. Raises NothingToRefund when the parcel was not paid
    for, RefundTooMuch for more than was bought and not given back yet.
    """
    with write_txn():
        parcel = lock_parcel(parcel_id)
        known = Refund.objects.filter(key=key).first()
        if known is not None:
            return known
        if not is_sale_booked(parcel):
            raise NothingToRefund(number=parcel.number)
        return book_refund(_compute(parcel, quantities, with_shipping, shipping_vnd), reason=reason, actor=actor, key=key)


def is_sale_booked(parcel: Parcel) -> bool:
    """Whether the shopper's money for this parcel is in the books: a transfer that came, or cash that the carrier collected."""
    if parcel.order.method == Order.Method.COD:
        return parcel.status == Parcel.Status.DELIVERED
    return parcel.order.paid_at is not None


def book_refund(refund: ParcelRefund, *, reason: str, actor: User | None, key: str) -> Refund:
    """Write down a computed refund and book it into 2200, inside the caller's transaction and its lock of the parcel."""
    parcel = refund.parcel
    page = reserve_on_page(order=parcel.order, amount_vnd=refund.amount_vnd) if parcel.order.method == Order.Method.CARD else None
    row = Refund.objects.create(
        key=key,
        way=way_back(page),
        order=parcel.order,
        parcel=parcel,
        card_page=page,
        amount_vnd=refund.amount_vnd,
        reason=reason[:200],
        requested_by=actor,
    )
    RefundLine.objects.bulk_create(
        RefundLine(
            refund=row,
            line=share.line,
            quantity=share.quantity,
            amount_vnd=share.amount_vnd,
            fee_vnd=share.fee_vnd,
            fee_vat_vnd=share.fee_vat_vnd,
            tax_vat_vnd=share.tax_vat_vnd,
            tax_pit_vnd=share.tax_pit_vnd,
        )
        for share in refund.lines
    )
    _post(row, refund)
    record_refund(refund)
    payment = Payment.objects.get(order=parcel.order)
    event_id = f"refund:{row.pk}"
    append_event(payment=payment, event_id=event_id, kind=PaymentEvent.Kind.RETURNED, amount_vnd=row.amount_vnd, at=timezone.now())
    note = {"order": parcel.order.number, "amount_vnd": row.amount_vnd, "reason": reason}
    log(row, "payments.refund_requested", user=actor, data=note)
    begin_card_refund(row)
    return row


def send_refund(*, refund_id: int, actor: User) -> Refund:
    """Say that the transfer was ordered at the bank: ``refbank:<refund>`` 2200 → 1050. Not by whoever asked for the refund.

    A refund that failed may be sent again; its entry is numbered then. Raises RefundNeedsAnother, RefundNotOpen, CardRefundUnderWay for one
    that goes to a card, and CardDisputed.
    """
    with write_txn():
        refund = lock_refund(refund_id)
        if refund.way != Refund.Way.BANK:
            raise CardRefundUnderWay(refund_id=refund.pk)
        if is_disputed(refund.card_page) or covering_dispute(refund):
            raise CardDisputed(refund_id=refund.pk)
        if refund.requested_by_id == actor.pk:
            raise RefundNeedsAnother(refund_id=refund.pk)
        _move(refund, {Status.REQUESTED, Status.FAILED}, Status.SENT, sent_by=actor, sent_at=timezone.now())
        postings = [Line(account("2200"), account("1050"), refund.amount_vnd, refund.reference)]
        post_entry(key=_next_key(f"refbank:{refund.pk}"), kind="refund_sent", postings=postings, ref=_ref(refund))
        log(refund, "payments.refund_sent", user=actor, data={"amount_vnd": refund.amount_vnd})
    return refund


def fail_refund(*, refund_id: int, actor: User | None, reason: str, line_id: int | None = None) -> Refund:
    """Say that the bank could not pay a refund: the money is in 2200 again, to be sent once more.

    Before the statement showed it leaving: ``reffail:<refund>`` 1050 → 2200. Afterwards it came back as a bank line, which must be
    named: 2090 → 2200; the later failure counts, not the earlier success. Raises RefundNotOpen and TransferDiffers.
    """
    with write_txn():
        line = lock_line(line_id)[0] if line_id is not None else None
        refund = lock_refund(refund_id)
        if line is None:
            _move(refund, {Status.SENT}, Status.FAILED)
            source = account("1050")
        else:
            if line.unallocated_vnd != refund.amount_vnd or line.state != BankLine.State.UNMATCHED:
                raise TransferDiffers(line_id=line.pk, line_vnd=line.unallocated_vnd, wanted_vnd=refund.amount_vnd)
            _move(refund, {Status.SETTLED}, Status.FAILED, settled_at=None)
            source = account("2090")
            line.unallocated_vnd, line.order = 0, refund.order
            line.save(update_fields=["unallocated_vnd", "order"])
            close_line(line, actor, decision=refund.reference, at=timezone.now())
        postings = [Line(source, account("2200"), refund.amount_vnd, refund.reference)]
        post_entry(key=_next_key(f"reffail:{refund.pk}"), kind="refund_failed", postings=postings, ref=_ref(refund))
        log(refund, "payments.refund_failed", user=actor, data={"amount_vnd": refund.amount_vnd, "reason": reason})
    return refund


def _compute(parcel: Parcel, quantities: Mapping[int, int], with_shipping: bool, shipping_vnd: int | None) -> ParcelRefund:
    """The refund as asked; a part of the delivery fee may be named instead of all that is left of it."""
    if shipping_vnd is None:
        return refund_of_lines(parcel=parcel, quantities=quantities, with_shipping=with_shipping)
    whole = refund_of_lines(parcel=parcel, quantities=quantities, with_shipping=shipping_vnd > 0)
    if not 0 <= shipping_vnd <= whole.shipping_vnd:
        raise RefundTooMuch(parcel_id=parcel.pk, shipping_vnd=shipping_vnd)
    return replace(whole, shipping_vnd=shipping_vnd)


def _post(row: Refund, refund: ParcelRefund) -> None:
    """Book into 2200. What floor accounts hold may shrink while we look at it (a payout run), so a refusal is looked at again."""
    for attempt in range(_TRIES):
        try:
            post_entry(key=f"refreq:{row.pk}", kind="refund", postings=_postings(refund), ref=_ref(row))
            return
        except InsufficientBalance:
            if attempt == _TRIES - 1:
                raise


def _postings(refund: ParcelRefund) -> list[Line]:
    back, memo, rounding_vnd = account("2200"), refund.parcel.number, refund.rounding_vnd
    fee_vat_vnd = refund.fee_vat_vnd
    return lines(
        *_from_group(refund, back),
        Line(account("4010"), back, refund.fee_vnd - fee_vat_vnd, memo),
        Line(account("2400"), back, fee_vat_vnd, memo),
        *_from_floor(account("2300.vat"), account("5050"), back, refund.tax_vat_vnd, memo),
        *_from_floor(account("2300.pit"), account("5050"), back, refund.tax_pit_vnd, memo),
        Line(account("4030"), back, refund.shipping_vnd, memo),
        Line(account("5070"), back, max(rounding_vnd, 0), memo),
        Line(back, account("5070"), max(-rounding_vnd, 0), memo),
    )


def _from_group(refund: ParcelRefund, back: Account) -> list[Line]:
    """Held money before the release; afterwards what the group can be paid, and the rest as her debt."""
    owner, memo = str(refund.parcel.group_id), refund.parcel.number
    if refund.parcel.released_at is None:
        return [Line(account("2110", owner), back, refund.net_vnd, memo)]
    return _from_floor(account("2120", owner), account("1060", owner), back, refund.net_vnd, memo)


def _from_floor(first: Account, then: Account, back: Account, amount_vnd: int, memo: str) -> list[Line]:
    """Take from an account that may not go below zero what it has, and the rest from another.

    For taxes withheld the rest is the center's loss (5050): they were paid on to the state already.
    """
    there = min(balance(first.code), amount_vnd)
    return [Line(first, back, there, memo), Line(then, back, amount_vnd - there, memo)]


def _move(refund: Refund, before: set[Refund.Status], to: Refund.Status, **columns: object) -> None:
    if not Refund.objects.filter(pk=refund.pk, way=Refund.Way.BANK, status__in=before).update(status=to, **columns):
        raise RefundNotOpen(refund_id=refund.pk, status=refund.status)
    refund.refresh_from_db()


def _next_key(key: str) -> str:
    """``key``, then ``key:2``, ``key:3`` when a transfer is tried again; under the refund's lock."""
    tries = Entry.objects.filter(key=key).count() + Entry.objects.filter(key__startswith=f"{key}:").count()
    return f"{key}:{tries + 1}" if tries else key


def _ref(refund: Refund) -> dict[str, object]:
    return {"refund": refund.pk, **({"order": refund.order.number} if refund.order else {})}
