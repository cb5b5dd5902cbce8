"""A customer asks to give goods back; staff take all or a part of it, or say why not. Money moves only by :mod:`.refunds`."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.txn import write_txn
from cooperatives.media.intake import photo_from
from storefront.orders.locks import lock_parcel
from storefront.orders.models import Order, Parcel
from storefront.payments.errors import AnswerMissing, AskedTooLate, AskedTooMuch, AskWaits, RequestNotWaiting
from storefront.payments.models import RefundRequest, RefundRequestLine, RefundRequestPhoto, ReturnWindow

from .refunds import is_sale_booked, request_refund

if TYPE_CHECKING:
    from storefront.accounts.models import User

Status = RefundRequest.Status
MOST_PHOTOS: Final = 4


def window_days(order: Order) -> int:
    """For how many days after delivery goods of an order may be given back."""
    return ReturnWindow.days_on(timezone.localdate(order.placed_at))


def return_until(parcel: Parcel, days: int | None = None) -> datetime | None:
    """The end of the last day on which goods of a delivered parcel may be given back; None when it was not delivered or paid for.

    ``days``: the order's :func:`window_days`, for a caller that asks for several parcels.
    """
    if parcel.status != Parcel.Status.DELIVERED or parcel.delivered_at is None or not is_sale_booked(parcel):
        return None
    last = timezone.localdate(parcel.delivered_at) + timedelta(days=window_days(parcel.order) if days is None else days)
    return datetime.combine(last, time.max, timezone.get_default_timezone())


def ask_refund(
    *,
    order: Order,
    parcel_id: int,
    quantities: Mapping[int, int],
    reason: str,
    note: str,
    key: uuid.UUID,
    photos: Sequence[bytes] = (),
    now: datetime | None = None,
) -> RefundRequest:
    """Write down what a customer wants to give back (order line id -> packs). The same key is the same request.

    Raises AskedTooLate, AskedTooMuch (packs that she has not, or went back before; too many photos), AskWaits (another request of the
    parcel waits) and PictureUnreadable; nothing is kept then.
    """
    known = _known(key, order)
    if known is not None:
        return known
    if len(photos) > MOST_PHOTOS:
        raise AskedTooMuch(most_photos=MOST_PHOTOS)
    written = [photo_from(photo) for photo in photos]  # before the transaction: it takes its time
    try:
        with write_txn():
            parcel = lock_parcel(parcel_id)
            until = return_until(parcel) if parcel.order_id == order.pk else None
            if until is None or until < (now or timezone.now()):
                raise AskedTooLate()
            _check_packs(parcel, quantities)
            row = RefundRequest.objects.create(key=key, parcel=parcel, reason=RefundRequest.Reason(reason), note=note.strip()[:500])
            RefundRequestLine.objects.bulk_create(
                RefundRequestLine(request=row, line_id=line_id, quantity=packs) for line_id, packs in quantities.items()
            )
            for photo in written:
                RefundRequestPhoto.objects.create(request=row, file=photo)
    except IntegrityError as refused:
        known = _known(key, order)
        if known is not None:
            return known
        raise AskWaits() from refused
    return row


def accept_request(
    *, request_id: int, quantities: Mapping[int, int], actor: User, answer: str = "", with_shipping: bool = False
) -> RefundRequest:
    """Take back all or a part (order line id -> packs) and ask for the money; another person sends it, or it goes to the card.

    Less than she asked for needs an ``answer`` that she reads. Raises RequestNotWaiting, AnswerMissing, AskedTooMuch, and as
    :func:`.refunds.request_refund`.
    """
    with write_txn():
        row = _locked(request_id)
        wanted = {line.line_id: line.quantity for line in row.lines.all()}
        taken = {line_id: packs for line_id, packs in quantities.items() if packs}
        if not taken or any(packs < 0 or packs > wanted.get(line_id, 0) for line_id, packs in taken.items()):
            raise AskedTooMuch()
        status = Status.ACCEPTED if taken == wanted else Status.PARTLY
        if status == Status.PARTLY and not answer.strip():
            raise AnswerMissing()
        refund = request_refund(
            parcel_id=row.parcel_id,
            quantities=taken,
            reason=str(RefundRequest.Reason(row.reason).label),
            actor=actor,
            key=f"ask:{row.pk}",
            with_shipping=with_shipping,
        )
        for line_id, packs in taken.items():
            row.lines.filter(line_id=line_id).update(accepted_quantity=packs)
        _answer(row, status, actor, answer, refund=refund)
    return row


def refuse_request(*, request_id: int, actor: User, answer: str) -> RefundRequest:
    """Say no, and why. Raises RequestNotWaiting and AnswerMissing."""
    if not answer.strip():
        raise AnswerMissing()
    with write_txn():
        row = _locked(request_id)
        _answer(row, Status.REFUSED, actor, answer)
    return row


def _locked(request_id: int) -> RefundRequest:
    """The request, its order locked; still waiting, or RequestNotWaiting."""
    lock_parcel(RefundRequest.objects.values_list("parcel_id", flat=True).get(pk=request_id))
    row = RefundRequest.objects.get(pk=request_id)
    if row.status != Status.WAITING:
        raise RequestNotWaiting(request_id=row.pk)
    return row


def _answer(row: RefundRequest, status: RefundRequest.Status, actor: User, answer: str, **columns: object) -> None:
    told = {"status": status, "decided_by": actor, "decided_at": timezone.now(), "answer": answer.strip()[:300], **columns}
    if not RefundRequest.objects.filter(pk=row.pk, status=Status.WAITING).update(**told):
        raise RequestNotWaiting(request_id=row.pk)
    row.refresh_from_db()
    log(row, "payments.request_answered", user=actor, title=str(row), data={"status": status.value})


def _known(key: uuid.UUID, order: Order) -> RefundRequest | None:
    return RefundRequest.objects.filter(key=key, parcel__order=order).first()


def _check_packs(parcel: Parcel, quantities: Mapping[int, int]) -> None:
    left = {line.pk: line.quantity - line.refunded_quantity for line in parcel.lines.all()}
    if not quantities or any(not 0 < packs <= left.get(line_id, 0) for line_id, packs in quantities.items()):
        raise AskedTooMuch()
