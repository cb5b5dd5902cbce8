"""What the bank did with a run: sent, settled, returned. A late return beats an earlier success."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.errors import BankFileMissing
from cooperatives.payouts.models import Payout, PayoutRun
from cooperatives.payouts.permissions import PROPOSE, require
from cooperatives.payouts.services.accounts import block_account
from cooperatives.payouts.states import move_payout, move_run

_OVER = (Payout.Status.SETTLED, Payout.Status.RETURNED, Payout.Status.CANCELLED)


def mark_sent(*, run: PayoutRun, actor: AbstractUser) -> PayoutRun:
    """Say that the bank file was handed to the bank (2130 → 1050). Raises NotAllowed, BankFileMissing, RunMoveRefused."""
    require(actor, PROPOSE)
    if not run.files.exists():
        raise BankFileMissing(number=run.number)
    with write_txn():
        now = timezone.now()
        move_run(run, "sent", sent_at=now, sent_by_id=actor.pk)
        for payout in run.payouts.filter(status=Payout.Status.APPROVED):
            line = Line(account("2130", str(payout.group_id)), account("1050"), payout.amount_vnd, payout.reference)
            post_entry(key=f"posent:{payout.pk}", kind="payout_sent", postings=[line], at=now, ref=_ref(payout))
            move_payout(payout, "sent")
        log(run, "payouts.run_sent", user=actor, title=run.number)
    return run


def settle_payout(
    *, payout: Payout, bank_code: str, actor: AbstractUser | None, at: datetime | None = None, line_ref: str = "", fee_vnd: int = 0
) -> Payout:
    """Book that the transfer stands on the bank statement (1050 → 1010.<bank_code>, the bank's fee → 5020). Raises RunMoveRefused.

    ``bank_code`` is the owner of our bank account in the chart; ``line_ref`` names the statement line, if there is one.
    """
    moment = at or timezone.now()
    with write_txn():
        move_payout(payout, "settled", settled_at=moment)
        ours = account("1010", bank_code)
        postings = [Line(account("1050"), ours, payout.amount_vnd, payout.reference)]
        if fee_vnd:
            postings.append(Line(account("5020"), ours, fee_vnd, payout.reference))
        ref = {**_ref(payout), "line": line_ref}
        post_entry(key=f"posettle:{payout.pk}", kind="payout_settled", postings=postings, at=moment, ref=ref)
        log(payout.run, "payouts.payout_settled", user=actor, title=payout.run.number, data={"payout": payout.reference})
        _close_run(payout.run, moment)
    return payout


def return_payout(
    *, payout: Payout, reason: str, bank_code: str, actor: AbstractUser | None, at: datetime | None = None, line_ref: str = ""
) -> Payout:
    """Book that the bank sent the money back: the group can be paid again, her account is blocked until somebody has checked it.

    From "sent" the money comes from 1050, from "settled" it comes back into 1010. Raises RunMoveRefused.
    """
    moment = at or timezone.now()
    with write_txn():
        source = account("1010", bank_code) if payout.status == Payout.Status.SETTLED else account("1050")
        move_payout(payout, "returned", returned_at=moment, return_reason=reason[:200])
        line = Line(source, account("2120", str(payout.group_id)), payout.amount_vnd, payout.reference)
        ref = {**_ref(payout), "line": line_ref}
        post_entry(key=f"pobounce:{payout.pk}", kind="payout_returned", postings=[line], at=moment, ref=ref, memo=reason)
        payout.lines.update(is_void=True)
        log(payout.run, "payouts.payout_returned", user=actor, title=payout.run.number, data={"payout": payout.reference, "reason": reason})
        block_account(account=payout.bank_account, reason=reason, actor=actor)
        _close_run(payout.run, moment)
    return payout


def _ref(payout: Payout) -> dict[str, object]:
    return {"payout": payout.pk, "run": payout.run.number}


def _close_run(run: PayoutRun, moment: datetime) -> None:
    run.refresh_from_db()
    if run.status == PayoutRun.Status.SENT and not run.payouts.exclude(status__in=_OVER).exists():
        move_run(run, "settled", settled_at=moment)
