"""A group with money to be paid, and the two people who pay it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from cooperatives.groups.models import Group
from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.models import BankAccount, BankFileProfile
from storefront.accounts.models import User
from tests.factories import make_group, make_user


def clerk(*codenames: str) -> User:
    """A member of staff with some permissions of payouts."""
    user = make_user(staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="payouts", codename__in=codenames))
    return User.objects.get(pk=user.pk)


def make_account(group: Group, maker: User, checker: User, number: str = "0011223344") -> BankAccount:
    """An approved bank account that may be paid at once."""
    return BankAccount.objects.create(
        group=group,
        bank_bin="970436",
        account_number=number,
        holder="HTX DET NA PHON",
        last4=number[-4:],
        status=BankAccount.Status.APPROVED,
        proposed_by=maker,
        approved_by=checker,
        approved_at=timezone.now(),
        usable_at=timezone.now(),
    )


def earn(group: Group, amount_vnd: int, key: str, order: str = "HTX0000000") -> None:
    """Let a group have released money, as a delivered order would."""
    owner = str(group.pk)
    with write_txn():
        post_entry(key=f"sale:{key}", kind="sale", postings=[Line(account("1010", "1028866888"), account("2110", owner), amount_vnd)])
        release = Line(account("2110", owner), account("2120", owner), amount_vnd)
        post_entry(key=f"rel:{key}", kind="release", postings=[release], ref={"order": order})


def take_back(group: Group, amount_vnd: int, key: str) -> None:
    """Refund after release: what is available goes first, the rest becomes the group's debt."""
    with write_txn():
        owner = str(group.pk)
        there = min(amount_vnd, account("2120", owner).__class__.objects.get(code=f"2120.g{owner}").bal)
        postings = [Line(account("2120", owner), account("2200"), there)] if there else []
        if amount_vnd > there:
            postings.append(Line(account("1060", owner), account("2200"), amount_vnd - there))
        post_entry(key=f"refreq:{key}", kind="refund", postings=postings)


@pytest.fixture
def desk(db):
    """Maker, checker, a group with an account, and the profile of the bank file."""
    maker, checker = clerk("propose_payoutrun", "approve_payoutrun"), clerk("propose_payoutrun", "approve_payoutrun", "approve_bankaccount")
    group = make_group("Tổ dệt Nà Phòn")
    return SimpleNamespace(
        maker=maker,
        checker=checker,
        group=group,
        account=make_account(group, maker, checker),
        profile=BankFileProfile.objects.get(code="chung"),
    )
