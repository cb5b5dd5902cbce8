"""Which payouts a line of the bank statement may be. The bookings themselves are :mod:`storefront.payments.services.outgoing`."""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.models import Entry
from cooperatives.ledger.services import reverse_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.models import Payout
from storefront.accounts.models import User
from storefront.payments.errors import LineNotWaiting, TransferDiffers
from storefront.payments.locks import lock_line
from storefront.payments.models import BankLine
from storefront.payments.services.outgoing import HIGHEST_FEE_VND, close_line, return_payout_line, settle_payout_line

SHOWN: Final = 20
_OVER: Final = (Payout.Status.SETTLED, Payout.Status.RETURNED)


def payouts_for(line: BankLine) -> QuerySet[Payout]:
    """Payouts that an outgoing line may be: the amount or a little less (the bank's fee), and no line tied to it yet."""
    paid_vnd = -line.amount_vnd
    under_way = Payout.objects.filter(status=Payout.Status.SENT, amount_vnd__range=(paid_vnd - HIGHEST_FEE_VND, paid_vnd))
    said_before = Payout.objects.filter(status__in=_OVER, amount_vnd=paid_vnd).exclude(Exists(_tied()))
    return (under_way | said_before).select_related("group", "run").order_by("-amount_vnd", "pk")[:SHOWN]


def returned_payouts_for(line: BankLine) -> QuerySet[Payout]:
    """Payouts of this incoming line's amount that arrived by our books, or came back by them and no line was tied to that yet."""
    found = Payout.objects.filter(status__in=_OVER, amount_vnd=line.unallocated_vnd)
    found = found.exclude(Exists(_tied(incoming=True)))
    return found.select_related("group", "run").order_by("-settled_at", "pk")[:SHOWN]


def tie_payout(*, line_id: int, payout_id: int, actor: User) -> BankLine:
    """Say that an outgoing line is a payout. Of one that somebody said had arrived, or come back, the books need nothing more: the line is
    closed.

    Raises LineNotWaiting, TransferDiffers and RunMoveRefused; nothing is changed then.
    """
    with write_txn():
        payout = Payout.objects.get(pk=payout_id)
        if payout.status not in _OVER:
            return settle_payout_line(line_id=line_id, payout_id=payout_id, actor=actor)
        line, _ = lock_line(line_id)
        if line.state != BankLine.State.OUTGOING or Payout.objects.filter(Exists(_tied()), pk=payout_id).exists():
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        if -line.amount_vnd != payout.amount_vnd:
            raise TransferDiffers(line_id=line.pk, line_vnd=-line.amount_vnd, wanted_vnd=payout.amount_vnd)
        close_line(line, actor, decision=payout.reference, at=timezone.now())
        log(line, "payments.line_settled", user=actor, data={"payout": payout.reference, "amount_vnd": payout.amount_vnd})
    return line


def tie_returned_payout(*, line_id: int, payout_id: int, reason: str, actor: User) -> BankLine:
    """Say that an incoming line is a payout that came back. Somebody may have said so before: then its money is in the books already, and
    the line's own entry is reversed, so that it is not there twice.

    Raises LineNotWaiting, TransferDiffers and RunMoveRefused; nothing is changed then.
    """
    with write_txn():
        line, _ = lock_line(line_id)
        payout = Payout.objects.get(pk=payout_id)
        if payout.status != Payout.Status.RETURNED:
            return return_payout_line(line_id=line_id, payout_id=payout_id, reason=reason, actor=actor)
        is_tied = Payout.objects.filter(Exists(_tied(incoming=True)), pk=payout_id).exists()
        if line.state != BankLine.State.UNMATCHED or line.unallocated_vnd != line.amount_vnd or is_tied:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        if line.amount_vnd != payout.amount_vnd:
            raise TransferDiffers(line_id=line.pk, line_vnd=line.amount_vnd, wanted_vnd=payout.amount_vnd)
        booked = Entry.objects.get(key=f"bank:{line.pk}")
        reverse_entry(entry=booked, key=f"bank:{line.pk}:rev", memo=payout.reference, at=line.booked_at)
        line.unallocated_vnd = 0
        line.save(update_fields=["unallocated_vnd"])
        close_line(line, actor, decision=payout.reference, at=timezone.now())
        log(line, "payments.line_settled", user=actor, data={"payout": payout.reference, "amount_vnd": line.amount_vnd})
    return line


def _tied(*, incoming: bool = False) -> QuerySet[BankLine]:
    lines = BankLine.objects.filter(decision=OuterRef("reference"))
    return lines.filter(amount_vnd__gt=0) if incoming else lines.filter(amount_vnd__lt=0)
