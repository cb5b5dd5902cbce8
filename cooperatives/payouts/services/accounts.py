"""Where a group is paid: proposed by one person, approved by another, usable after a cooling time when it replaces another account."""

from __future__ import annotations

import re
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.groups.models import Group
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.errors import AccountInvalid, AccountNotUsable, RunMoveRefused
from cooperatives.payouts.models import BankAccount
from cooperatives.payouts.permissions import APPROVE_ACCOUNT, PROPOSE, require, require_other
from cooperatives.vietnam.banks import bank
from cooperatives.vietnam.text import ascii_upper

COOLING = timedelta(hours=72)
"""How long a changed account waits, so that a group whose account was swapped has time to object."""
_NUMBER = re.compile(r"[0-9A-Z]{6,19}")


def propose_account(*, group: Group, bank_bin: str, account_number: str, holder: str, actor: AbstractUser) -> BankAccount:
    """Put a bank account forward. Raises NotAllowed, UnknownBank, AccountInvalid."""
    require(actor, PROPOSE)
    number = re.sub(r"[\s.\-]", "", account_number).upper()
    if not _NUMBER.fullmatch(number):
        raise AccountInvalid(field="account_number")
    name = ascii_upper(holder, 60)
    if len(name) < 2:
        raise AccountInvalid(field="holder")
    with write_txn():
        row = BankAccount.objects.create(
            group=group, bank_bin=bank(bank_bin).bin, account_number=number, holder=name, last4=number[-4:], proposed_by_id=actor.pk
        )
        log(row, "payouts.account_proposed", user=actor, title=str(row), data={"group": group.slug})
    return row


def approve_account(*, account: BankAccount, actor: AbstractUser) -> BankAccount:
    """Approve a proposed account as another person; the one before is replaced. Raises NotAllowed, SecondPersonNeeded, RunMoveRefused."""
    require(actor, APPROVE_ACCOUNT)
    require_other(actor, account.proposed_by_id)
    now = timezone.now()
    with write_txn():
        earlier = BankAccount.objects.filter(group=account.group_id).exclude(pk=account.pk).exclude(status=BankAccount.Status.PROPOSED)
        usable_at = now + COOLING if earlier.exists() else now
        BankAccount.objects.filter(group=account.group_id, status=BankAccount.Status.APPROVED).update(status=BankAccount.Status.REPLACED)
        moved = BankAccount.objects.filter(pk=account.pk, status=BankAccount.Status.PROPOSED).update(
            status=BankAccount.Status.APPROVED, approved_by_id=actor.pk, approved_at=now, usable_at=usable_at
        )
        if not moved:
            raise RunMoveRefused(number=str(account), status=account.status, to="approved")
        account.refresh_from_db()
        log(account, "payouts.account_approved", user=actor, title=str(account), data={"usable_at": usable_at.isoformat()})
    return account


def block_account(*, account: BankAccount, reason: str, actor: AbstractUser | None) -> None:
    """Stop paying to an account, for example after the bank returned a transfer."""
    with write_txn():
        moved = BankAccount.objects.filter(pk=account.pk).exclude(status=BankAccount.Status.REPLACED)
        if moved.update(status=BankAccount.Status.BLOCKED, blocked_reason=reason[:200]):
            log(account, "payouts.account_blocked", user=actor, title=str(account), data={"reason": reason})


def usable_account(group_id: int) -> BankAccount:
    """Return the account that may be paid now. Raises AccountNotUsable."""
    row = BankAccount.objects.filter(group=group_id, status=BankAccount.Status.APPROVED, usable_at__lte=timezone.now()).first()
    if row is None:
        raise AccountNotUsable(group=group_id)
    return row
