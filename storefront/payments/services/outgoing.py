"""Money that left our bank account: which refund, payout or fee it was. Until somebody says so it is in no entry.

Refunds are found by their reference and amount, payouts are settled by the people who run them, bank fees are said by hand.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.models import Entry
from cooperatives.ledger.services import Line, post_entry, reverse_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.models import Payout
from cooperatives.payouts.services.transfers import return_payout, settle_payout
from storefront.payments.errors import LineNotWaiting, RefundNotOpen, TransferDiffers
from storefront.payments.locks import lock_line, lock_refund
from storefront.payments.models import BankLine, Refund

if TYPE_CHECKING:
    from storefront.accounts.models import User

HIGHEST_FEE_VND: Final = 50_000
"""No bank takes more for one transfer inside the country; a larger difference is another transfer."""
_NOT_ALPHANUMERIC: Final = re.compile(r"[^0-9A-Z]+")
_REFERENCE: Final = re.compile(r"HOANTIEN0*([1-9][0-9]{0,17})(?![0-9])")


def match_outgoing(line: BankLine) -> BankLine:
    """Settle the refund or payout that a locked outgoing line names, when the amount is the same; otherwise leave the line as it is."""
    found = _REFERENCE.search(_NOT_ALPHANUMERIC.sub(" ", line.text.upper()))
    if found is not None:
        by_bank = Refund.objects.filter(way=Refund.Way.BANK, status=Refund.Status.SENT)
        sent = by_bank.filter(pk=int(found[1]), amount_vnd=-line.amount_vnd)
        refund_id = sent.values_list("pk", flat=True).first()
        if refund_id is not None:
            _settle(lock_refund(refund_id), line, actor=None)
        return line
    text = _NOT_ALPHANUMERIC.sub("", line.text.upper())
    under_way = Payout.objects.filter(status=Payout.Status.SENT, amount_vnd=-line.amount_vnd)
    named = [one for one in under_way if _NOT_ALPHANUMERIC.sub("", one.reference.upper()) in text]
    if len(named) == 1:
        _settle_payout(named[0], line, None)
    return line


def settle_payout_line(*, line_id: int, payout_id: int, actor: User) -> BankLine:
    """Say that an outgoing line is the transfer of a payout; what it took beyond the payout is the bank's fee.

    Raises LineNotWaiting, TransferDiffers (less than the payout, or more than a fee beyond it) and whatever its own settling refuses.
    """
    with write_txn():
        line, _ = lock_line(line_id)
        payout = Payout.objects.get(pk=payout_id)
        if line.state != BankLine.State.OUTGOING:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        if not 0 <= -line.amount_vnd - payout.amount_vnd <= HIGHEST_FEE_VND:
            raise TransferDiffers(line_id=line.pk, line_vnd=-line.amount_vnd, wanted_vnd=payout.amount_vnd)
        _settle_payout(payout, line, actor)
    return line


def return_payout_line(*, line_id: int, payout_id: int, actor: User, reason: str) -> BankLine:
    """Say that money that came in is a payout that the bank sent back: the group can be paid again, her account is blocked.

    A settled payout's return books 1010 itself, so the line's own entry is reversed; of a payout that never left the bank's batch the
    line cannot be the return. Raises LineNotWaiting and TransferDiffers.
    """
    with write_txn():
        line, _ = lock_line(line_id)
        payout = Payout.objects.get(pk=payout_id)
        if line.state != BankLine.State.UNMATCHED or line.unallocated_vnd != line.amount_vnd:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        if line.amount_vnd != payout.amount_vnd or payout.status != Payout.Status.SETTLED:
            raise TransferDiffers(line_id=line.pk, line_vnd=line.amount_vnd, wanted_vnd=payout.amount_vnd)
        line_ref = f"bank:{line.pk}"
        return_payout(payout=payout, reason=reason, bank_code=line.account, actor=actor, at=line.booked_at, line_ref=line_ref)
        booked = Entry.objects.get(key=f"bank:{line.pk}")
        reverse_entry(entry=booked, key=f"bank:{line.pk}:rev", memo=payout.reference, at=line.booked_at)
        line.unallocated_vnd = 0
        line.save(update_fields=["unallocated_vnd"])
        close_line(line, actor, decision=payout.reference, at=timezone.now())
        log(line, "payments.line_settled", user=actor, data={"payout": payout.reference, "amount_vnd": line.amount_vnd})
    return line


def settle_refund(*, refund_id: int, line_id: int, actor: User | None) -> Refund:
    """Say that an outgoing line is the transfer of a refund that was sent: ``refsettle:<line>`` 1050 → 1010.

    Raises LineNotWaiting (not an open outgoing line), RefundNotOpen (not sent) and TransferDiffers (another amount).
    """
    with write_txn():
        line, _ = lock_line(line_id)
        refund = lock_refund(refund_id)
        if line.state != BankLine.State.OUTGOING:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        if line.amount_vnd != -refund.amount_vnd:
            raise TransferDiffers(line_id=line.pk, line_vnd=-line.amount_vnd, wanted_vnd=refund.amount_vnd)
        _settle(refund, line, actor)
    return refund


def book_bank_fee(*, line_id: int, actor: User, note: str = "") -> BankLine:
    """Say that an outgoing line is a fee of the bank: ``bankfee:<line>`` 5020 → 1010. Raises LineNotWaiting."""
    with write_txn():
        line, _ = lock_line(line_id)
        if line.state != BankLine.State.OUTGOING:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        postings = [Line(account("5020"), account("1010", line.account), -line.amount_vnd)]
        post_entry(key=f"bankfee:{line.pk}", kind="bank_fee", postings=postings, at=line.booked_at, ref={"bank_line": line.pk})
        close_line(line, actor, decision=note or "5020", at=timezone.now())
        log(line, "payments.line_settled", user=actor, data={"amount_vnd": -line.amount_vnd, "note": note})
    return line


def close_line(line: BankLine, actor: User | None, *, decision: str, at: datetime) -> None:
    """Write down that nothing of a locked line is open any more."""
    line.state, line.decision, line.decided_at, line.decided_by = BankLine.State.SETTLED, decision[:200], at, actor
    line.save(update_fields=["state", "decision", "decided_at", "decided_by"])


def _settle_payout(payout: Payout, line: BankLine, actor: User | None) -> None:
    settle_payout(
        payout=payout,
        bank_code=line.account,
        actor=actor,
        at=line.booked_at,
        line_ref=f"bank:{line.pk}",
        fee_vnd=-line.amount_vnd - payout.amount_vnd,
    )
    close_line(line, actor, decision=payout.reference, at=timezone.now())
    log(line, "payments.line_settled", user=actor, data={"payout": payout.reference, "amount_vnd": -line.amount_vnd})


def _settle(refund: Refund, line: BankLine, actor: User | None) -> None:
    now = timezone.now()
    sent = Refund.objects.filter(pk=refund.pk, way=Refund.Way.BANK, status=Refund.Status.SENT)
    if not sent.update(status=Refund.Status.SETTLED, settled_at=now):
        raise RefundNotOpen(refund_id=refund.pk, status=refund.status)
    refund.status, refund.settled_at = Refund.Status.SETTLED, now
    postings = [Line(account("1050"), account("1010", line.account), refund.amount_vnd, refund.reference)]
    ref = {"refund": refund.pk, "bank_line": line.pk}
    post_entry(key=f"refsettle:{line.pk}", kind="refund_settled", postings=postings, at=line.booked_at, ref=ref)
    line.order = refund.order
    line.save(update_fields=["order"])
    close_line(line, actor, decision=refund.reference, at=now)
    log(refund, "payments.refund_settled", user=actor, data={"bank_line": line.pk, "amount_vnd": refund.amount_vnd})
