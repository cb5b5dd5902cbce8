"""Payouts on the bank statement: settled by their reference or by hand, and sent back by the bank."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.models import BankAccount, Payout, PayoutRun
from storefront.payments import errors
from storefront.payments.services.outgoing import return_payout_line, settle_payout_line
from tests.factories import make_group, make_user
from tests.payments.till import BANK, assert_books_hold, books, pay

pytestmark = pytest.mark.django_db
AMOUNT = 340_400


@pytest.fixture
def sent(ground) -> Payout:
    """A payout that was handed to the bank: its money is under way in 1050, and our account held a million before."""
    group, maker, approver = make_group(), make_user(staff=True), make_user(staff=True)
    pay("von", 1_000_000)
    ours = BankAccount.objects.create(
        group=group,
        bank_bin="970405",
        account_number="1500201234567",
        holder="NHOM THU",
        last4="4567",
        status="approved",
        proposed_by=maker,
        approved_by=approver,
        approved_at=timezone.now(),
    )
    run = PayoutRun.objects.create(number="D-1", status="sent", cut_off_at=timezone.now(), created_by=maker)
    payout = Payout.objects.create(run=run, group=group, bank_account=ours, amount_vnd=AMOUNT, status="sent", reference="SINHKE D1 N7")
    with write_txn():
        post_entry(key="test:held", kind="test", postings=[Line(account("5050"), account("2130", str(group.pk)), AMOUNT)])
        post_entry(key=f"posent:{payout.pk}", kind="payout_sent", postings=[Line(account("2130", str(group.pk)), account("1050"), AMOUNT)])
    return payout


def test_a_payout_is_settled_by_its_reference_and_amount(sent):
    line = pay("CT sinhke-d1-n7 tra nhom", -AMOUNT)
    sent.refresh_from_db()
    assert (line.state, line.decision, sent.status) == ("settled", "SINHKE D1 N7", "settled")
    assert (books()[BANK], "1050" in books()) == (1_000_000 - AMOUNT, False)
    assert_books_hold()


def test_another_amount_waits_and_the_rest_is_the_banks_fee(sent, clerk):
    line = pay("sinhke d1 n7", -AMOUNT - 3_300)
    assert line.state == "outgoing"
    settle_payout_line(line_id=line.pk, payout_id=sent.pk, actor=clerk)
    assert (books()[BANK], books()["5020"]) == (1_000_000 - AMOUNT - 3_300, 3_300)
    with pytest.raises(errors.LineNotWaiting):
        settle_payout_line(line_id=line.pk, payout_id=sent.pk, actor=clerk)
    assert_books_hold()


def test_far_more_than_the_payout_is_not_its_transfer(sent, clerk):
    line = pay("?", -AMOUNT - 50_001)
    with pytest.raises(errors.TransferDiffers):
        settle_payout_line(line_id=line.pk, payout_id=sent.pk, actor=clerk)
    sent.refresh_from_db()
    line.refresh_from_db()
    assert (sent.status, line.state, "5020" in books()) == ("sent", "outgoing", False)


def test_less_than_the_payout_is_not_its_transfer(sent, clerk):
    line = pay("?", -AMOUNT + 1)
    with pytest.raises(errors.TransferDiffers):
        settle_payout_line(line_id=line.pk, payout_id=sent.pk, actor=clerk)
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_a_settled_payout_that_comes_back_is_the_groups_again(sent, clerk):
    pay("sinhke d1 n7", -AMOUNT)
    back = pay("hoan tra sinhke d1 n7", AMOUNT)
    return_payout_line(line_id=back.pk, payout_id=sent.pk, actor=clerk, reason="tài khoản đóng")
    sent.refresh_from_db()
    back.refresh_from_db()
    assert (sent.status, sent.bank_account.status, back.state, back.unallocated_vnd) == ("returned", "blocked", "settled", 0)
    assert books() == {BANK: 1_000_000, "2090": 1_000_000, "5050": AMOUNT, f"2120.g{sent.group_id}": AMOUNT}
    assert_books_hold()


def test_a_payout_that_was_not_settled_cannot_come_back_as_a_line(sent, clerk):
    back = pay("hoan tra", AMOUNT)
    before = books()
    with pytest.raises(errors.TransferDiffers):
        return_payout_line(line_id=back.pk, payout_id=sent.pk, actor=clerk, reason="x")
    assert books() == before
