"""Where a group is paid: two people, and time to object when it changes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from cooperatives.payouts.errors import AccountInvalid, AccountNotUsable, NotAllowed, RunMoveRefused, SecondPersonNeeded
from cooperatives.payouts.models import BankAccount
from cooperatives.payouts.services.accounts import COOLING, approve_account, propose_account, usable_account
from cooperatives.vietnam.banks import UnknownBank
from tests.factories import make_group, make_user
from tests.payouts.conftest import clerk

pytestmark = pytest.mark.django_db


def propose(group, actor, number="001 122-3344"):
    return propose_account(group=group, bank_bin="970405", account_number=number, holder="Hợp tác xã Nà Phòn", actor=actor)


def test_the_first_account_is_usable_once_another_person_approved_it():
    group, maker, checker = make_group(), clerk("propose_payoutrun"), clerk("approve_bankaccount")
    row = propose(group, maker)
    assert (row.account_number, row.holder, row.last4) == ("0011223344", "HOP TAC XA NA PHON", "3344")
    with pytest.raises(AccountNotUsable):
        usable_account(group.pk)
    approve_account(account=row, actor=checker)
    assert usable_account(group.pk) == row


def test_a_changed_account_cools_before_it_is_paid(clock):
    group, maker, checker = make_group(), clerk("propose_payoutrun"), clerk("approve_bankaccount")
    approve_account(account=propose(group, maker), actor=checker)
    second = approve_account(account=propose(group, maker, "5566778899"), actor=checker)
    assert BankAccount.objects.filter(status="replaced").count() == 1
    assert second.usable_at - second.approved_at == COOLING
    with pytest.raises(AccountNotUsable):
        usable_account(group.pk)
    clock.advance(days=3, minutes=1)
    assert usable_account(group.pk) == second


def test_nobody_approves_her_own_proposal():
    both = clerk("propose_payoutrun", "approve_bankaccount")
    row = propose(make_group(), both)
    with pytest.raises(SecondPersonNeeded):
        approve_account(account=row, actor=both)
    assert BankAccount.objects.get().status == "proposed"


def test_approved_once():
    row = propose(make_group(), clerk("propose_payoutrun"))
    approve_account(account=row, actor=clerk("approve_bankaccount"))
    with pytest.raises(RunMoveRefused):
        approve_account(account=row, actor=clerk("approve_bankaccount"))
    assert BankAccount.objects.get().status == "approved"


@pytest.mark.parametrize(
    ("number", "field"), [("123", "account_number"), ("12345678901234567890", "account_number"), ("1234_5678", "account_number")]
)
def test_impossible_numbers_are_refused(number, field):
    with pytest.raises(AccountInvalid) as refused:
        propose(make_group(), clerk("propose_payoutrun"), number)
    assert refused.value.facts == {"field": field}
    assert not BankAccount.objects.exists()


def test_an_unknown_bank_is_refused():
    with pytest.raises(UnknownBank):
        propose_account(group=make_group(), bank_bin="", account_number="0011223344", holder="HTX", actor=clerk("propose_payoutrun"))


def test_only_with_permission():
    with pytest.raises(NotAllowed):
        propose(make_group(), make_user(staff=True))


def test_the_number_is_ciphertext_in_the_database():
    row = propose(make_group(), clerk("propose_payoutrun"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_number, holder FROM payouts_bankaccount WHERE id = %s", [row.pk])
        stored = cursor.fetchone()
    assert "0011223344" not in stored[0]
    assert "NA PHON" not in stored[1]
    assert row.usable_at is None
    assert timezone.now() >= row.proposed_at
