"""A payout run: drafted and proposed by one person, approved by another over exactly the content that was proposed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.groups.models import Group
from cooperatives.ledger.chart import account
from cooperatives.ledger.errors import InsufficientBalance
from cooperatives.ledger.models import Entry
from cooperatives.ledger.services import Line, balance, post_entry, reverse_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.claims import Claim, free_claims
from cooperatives.payouts.errors import AccountNotUsable, NothingToPay, RunChanged, RunMoveRefused
from cooperatives.payouts.gate import check_drained
from cooperatives.payouts.models import BankAccount, Payout, PayoutLine, PayoutRun
from cooperatives.payouts.permissions import APPROVE, PROPOSE, require, require_other
from cooperatives.payouts.services.accounts import usable_account
from cooperatives.payouts.states import move_payout, move_run

MINIMUM_VND = 50_000
"""Smaller sums wait for the next run: a transfer costs the same whatever it carries."""


def draft_run(*, cut_off: datetime, actor: AbstractUser, minimum_vnd: int = MINIMUM_VND, now: datetime | None = None) -> PayoutRun:
    """Collect what every group can be paid up to ``cut_off``; debts are netted first. Raises NotAllowed, NothingToPay.

    Groups without a usable bank account, or with less than ``minimum_vnd``, are left for the next run.
    """
    require(actor, PROPOSE)
    with write_txn():
        run = PayoutRun.objects.create(number=_next_number(now or timezone.now()), cut_off_at=cut_off, created_by_id=actor.pk)
        payouts = [_draft_payout(run, group, minimum_vnd) for group in Group.objects.order_by("pk")]
        if not any(payouts):
            raise NothingToPay(cut_off=cut_off.isoformat())
        log(run, "payouts.run_drafted", user=actor, title=run.number, data={"payouts": sum(map(bool, payouts))})
    return run


def propose_run(*, run: PayoutRun, actor: AbstractUser) -> PayoutRun:
    """Ask for approval of exactly what stands in the run now. Raises NotAllowed, NotDrained, RunMoveRefused."""
    require(actor, PROPOSE)
    check_drained()
    with write_txn():
        move_run(run, "proposed", proposed_by_id=actor.pk, proposed_at=timezone.now(), content_hash=content_hash(run))
        log(run, "payouts.run_proposed", user=actor, title=run.number, data={"content_hash": run.content_hash})
    return run


def approve_run(*, run: PayoutRun, actor: AbstractUser, seen_hash: str) -> PayoutRun:
    """Approve as another person what she saw (``seen_hash``), and set each group's money aside (2120 → 2130).

    Raises NotAllowed, NotDrained, SecondPersonNeeded, RunMoveRefused (for example approved a moment ago by somebody else), and RunChanged
    when the content, an account or a balance is no longer what was proposed: nothing is booked then and the run has to be drafted anew.
    """
    require(actor, APPROVE)
    with write_txn():
        run = PayoutRun.objects.select_for_update().get(pk=run.pk)
        require_other(actor, run.created_by_id, run.proposed_by_id)
        if run.status == PayoutRun.Status.PROPOSED and not (run.content_hash == seen_hash == content_hash(run)):
            raise RunChanged(number=run.number)
        check_drained()
        now = timezone.now()
        move_run(run, "approved", approved_by_id=actor.pk, approved_at=now)
        for payout in run.payouts.select_related("bank_account").order_by("group_id"):
            _set_aside(payout, now)
        log(run, "payouts.run_approved", user=actor, title=run.number, data={"content_hash": run.content_hash})
    return run


def withdraw_proposal(*, run: PayoutRun, actor: AbstractUser) -> PayoutRun:
    """Take a proposal back to draft, so that it can be changed; an approval given on an older page no longer fits."""
    require(actor, PROPOSE)
    with write_txn():
        move_run(run, "draft", proposed_by=None, proposed_at=None, content_hash="")
        log(run, "payouts.run_withdrawn", user=actor, title=run.number)
    return run


def remove_payout(*, payout: Payout, actor: AbstractUser) -> None:
    """Leave a group out of a run that is still a draft; its money waits for the next one."""
    require(actor, PROPOSE)
    with write_txn():
        run = PayoutRun.objects.select_for_update().get(pk=payout.run_id)
        if run.status != PayoutRun.Status.DRAFT:
            raise RunMoveRefused(number=run.number, status=run.status, to="draft")
        move_payout(payout, "cancelled")
        payout.lines.update(is_void=True)
        log(run, "payouts.payout_removed", user=actor, title=run.number, data={"payout": payout.reference})


def cancel_run(*, run: PayoutRun, actor: AbstractUser) -> PayoutRun:
    """Drop a run that was not sent; money that was set aside goes back (2130 → 2120). Raises NotAllowed, RunMoveRefused."""
    require(actor, PROPOSE)
    with write_txn():
        run = PayoutRun.objects.select_for_update().get(pk=run.pk)
        move_run(run, "cancelled")
        for payout in run.payouts.exclude(status=Payout.Status.CANCELLED):
            entry = Entry.objects.filter(key=payout_key(payout)).first()
            if entry is not None:
                reverse_entry(entry=entry, key=f"{entry.key}:rev", memo=run.number)
            move_payout(payout, "cancelled")
            payout.lines.update(is_void=True)
        log(run, "payouts.run_cancelled", user=actor, title=run.number)
    return run


def content_hash(run: PayoutRun) -> str:
    """SHA-256 over who gets how much on which account, with the ledger rows it is made of: what two people agree on."""
    content = [
        [
            payout.group_id,
            payout.bank_account_id,
            payout.bank_account.bank_bin,
            payout.bank_account.account_number,
            payout.amount_vnd,
            payout.reference,
            sorted(payout.lines.filter(is_void=False).values_list("posting_id", "amount_vnd")),
        ]
        for payout in run.payouts.exclude(status=Payout.Status.CANCELLED).select_related("bank_account").order_by("group_id")
    ]
    return hashlib.sha256(json.dumps([run.number, content]).encode()).hexdigest()


def payout_key(payout: Payout) -> str:
    """Ledger key of setting a payout's money aside."""
    return f"po:{payout.pk}"


def _draft_payout(run: PayoutRun, group: Group, minimum_vnd: int) -> Payout | None:
    try:
        bank_account = usable_account(group.pk)
    except AccountNotUsable:
        return None
    netted_vnd = _net_debt(run, group)
    claims = free_claims(group_id=group.pk, cut_off=run.cut_off_at)
    if netted_vnd:
        claims = free_claims(group_id=group.pk)
        claims = [claim for claim in claims if claim.posting.at <= run.cut_off_at or claim.posting.entry.kind == "debt_netted"]
    amount_vnd = sum(claim.amount_vnd for claim in claims)
    # A refund after the cut-off already took money from the account: never promise more than is there.
    if amount_vnd < minimum_vnd or amount_vnd > balance(f"2120.g{group.pk}"):
        return None
    return _write_payout(run, group, bank_account, claims, amount_vnd, netted_vnd)


def _write_payout(run: PayoutRun, group: Group, bank_account: BankAccount, claims: list[Claim], amount_vnd: int, netted_vnd: int) -> Payout:
    payout = Payout.objects.create(
        run=run,
        group=group,
        bank_account=bank_account,
        amount_vnd=amount_vnd,
        debt_netted_vnd=netted_vnd,
        reference=f"SK {run.number.replace('-', '')} {group.pk}",
    )
    PayoutLine.objects.bulk_create(PayoutLine(payout=payout, posting=claim.posting, amount_vnd=claim.amount_vnd) for claim in claims)
    return payout


def _net_debt(run: PayoutRun, group: Group) -> int:
    """Take what the group owes (1060) from what it can be paid (2120); shown to her as a line of its own. Returns the amount."""
    owner = str(group.pk)
    debt, free = balance(f"1060.g{owner}"), balance(f"2120.g{owner}")
    claimed = sum(
        line.amount_vnd for line in PayoutLine.objects.filter(payout__group=group, is_void=False, payout__status__in=("draft", "proposed"))
    )
    amount_vnd = min(debt, free - claimed)
    if amount_vnd <= 0:
        return 0
    line = Line(account("2120", owner), account("1060", owner), amount_vnd, run.number)
    post_entry(key=f"off:{run.number}:{owner}", kind="debt_netted", postings=[line], ref={"run": run.number})
    return amount_vnd


def _set_aside(payout: Payout, now: datetime) -> None:
    if payout.status == Payout.Status.CANCELLED:
        return
    bank_account = payout.bank_account
    usable = bank_account.status == BankAccount.Status.APPROVED and bank_account.usable_at is not None and bank_account.usable_at <= now
    if not usable:
        raise RunChanged(number=payout.run.number, group=payout.group_id)
    owner = str(payout.group_id)
    line = Line(account("2120", owner), account("2130", owner), payout.amount_vnd, payout.reference)
    try:
        post_entry(key=payout_key(payout), kind="payout", postings=[line], at=now, ref={"payout": payout.pk, "run": payout.run.number})
    except InsufficientBalance as short:
        raise RunChanged(number=payout.run.number, group=payout.group_id) from short
    move_payout(payout, "approved")


def _next_number(now: datetime) -> str:
    """``2026-11-23`` style with a counter: P261123-1. UNIQUE in the table, so two drafts at once cannot share one."""
    day = timezone.localtime(now).strftime("P%y%m%d")
    return f"{day}-{PayoutRun.objects.filter(number__startswith=day).count() + 1}"
