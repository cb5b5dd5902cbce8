"""A run from draft to the bank's answer, and everything that is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import balance, balances
from cooperatives.payouts.claims import free_claims
from cooperatives.payouts.errors import (
    BankFileMissing,
    NotAllowed,
    NothingToPay,
    OtherFileWritten,
    RunChanged,
    RunMoveRefused,
    SecondPersonNeeded,
)
from cooperatives.payouts.models import BankAccount, BankFile, BankFileProfile, Payout, PayoutLine, PayoutRun
from cooperatives.payouts.money_summary import summary
from cooperatives.payouts.paid import Paid, paid_to_groups
from cooperatives.payouts.services.accounts import block_account
from cooperatives.payouts.services.files import write_bank_file
from cooperatives.payouts.services.runs import approve_run, cancel_run, draft_run, propose_run, remove_payout, withdraw_proposal
from cooperatives.payouts.services.transfers import mark_sent, return_payout, settle_payout
from cooperatives.payouts.states import PAYOUT_MOVES, RUN_MOVES, move_payout, move_run
from tests.factories import make_group, make_user
from tests.payouts.conftest import clerk, earn, make_account, take_back
from tests.race import together

BANK = "1028866888"


def proposed(desk) -> PayoutRun:
    run = draft_run(cut_off=timezone.now(), actor=desk.maker)
    return propose_run(run=run, actor=desk.maker)


def approved(desk) -> PayoutRun:
    run = proposed(desk)
    return approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)


def sent(desk) -> PayoutRun:
    run = approved(desk)
    write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    return mark_sent(run=run, actor=desk.maker)


def group_balances(group) -> list[int]:
    found = balances([f"{code}.g{group.pk}" for code in ("2110", "2120", "2130", "1060")])
    return list(found.values())


def test_a_group_is_paid_to_the_dong(desk):
    earn(desk.group, 152_001, "a")
    earn(desk.group, 99_999, "b")
    run = sent(desk)
    payout = run.payouts.get()
    assert (payout.amount_vnd, payout.lines.count()) == (252_000, 2)
    assert group_balances(desk.group) == [0, 0, 0, 0]
    assert balance("1050") == -252_000  # an asset: the order to the bank is under way
    settle_payout(payout=payout, bank_code=BANK, actor=desk.maker)
    run.refresh_from_db()
    assert run.status == "settled"
    assert balance("1050") == 0
    assert summary(desk.group).paid_vnd == 252_000
    assert paid_to_groups() == Paid(amount_vnd=252_000, transfers=1, groups=1)


def test_the_bank_file_holds_one_exact_line(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    content = write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker).content
    lines = bytes(content).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "STT,Số tài khoản,Tên người hưởng,Mã ngân hàng (BIN),Ngân hàng,Số tiền,Nội dung"
    assert lines[1] == f"1,0011223344,HTX DET NA PHON,970436,VIETCOMBANK,252000,SK {run.number.replace('-', '')} {desk.group.pk}"
    assert lines[2:] == [""]


def test_the_workbook_keeps_leading_zeros_and_a_checksum(desk, tmp_path):
    from io import BytesIO

    from openpyxl import load_workbook

    earn(desk.group, 252_000, "a")
    run = approved(desk)
    written = write_bank_file(run=run, profile=desk.profile, file_format="xlsx", actor=desk.maker)
    book = load_workbook(BytesIO(bytes(written.content)))
    assert book.sheetnames == ["Danh sach", "Kiem tra"]
    assert book["Danh sach"]["B2"].value == "0011223344"
    check = {row[0].value: row[1].value for row in book["Kiem tra"].iter_rows()}
    assert check == {"Dot": run.number, "So dong": 1, "Tong tien": 252_000, "Ma noi dung": run.content_hash}


def test_asking_twice_gives_the_same_file(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    first = write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    assert write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.checker).pk == first.pk
    with pytest.raises(OtherFileWritten):
        write_bank_file(run=run, profile=BankFileProfile.objects.get(code="gon"), file_format="csv", actor=desk.maker)
    assert BankFile.objects.count() == 1


def test_no_file_to_an_account_that_was_blocked_meanwhile(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    block_account(account=desk.account, reason="nhóm báo mất sổ", actor=desk.checker)
    with pytest.raises(RunChanged):
        write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    assert not BankFile.objects.exists()
    cancel_run(run=run, actor=desk.maker)
    assert group_balances(desk.group) == [0, 252_000, 0, 0]


def test_a_file_that_was_written_is_not_given_out_again_after_its_account_was_blocked(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    block_account(account=desk.account, reason="nhóm báo mất sổ", actor=desk.checker)
    with pytest.raises(RunChanged):
        write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)


def test_no_file_of_a_run_that_was_dropped_in_another_window(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    cancel_run(run=PayoutRun.objects.get(pk=run.pk), actor=desk.checker)
    with pytest.raises(RunMoveRefused):
        write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    assert not BankFile.objects.exists()


def test_no_file_before_approval(desk):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    with pytest.raises(RunMoveRefused):
        write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    assert not BankFile.objects.exists()


def test_sent_only_with_a_file(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    with pytest.raises(BankFileMissing):
        mark_sent(run=run, actor=desk.maker)
    assert PayoutRun.objects.get().status == "approved"


@pytest.mark.parametrize("superuser", [False, True])
def test_who_proposed_may_not_approve(desk, superuser):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    if superuser:
        desk.maker.is_superuser = True
        desk.maker.save()
    with pytest.raises(SecondPersonNeeded):
        approve_run(run=run, actor=desk.maker, seen_hash=run.content_hash)
    assert PayoutRun.objects.get().status == "proposed"
    assert group_balances(desk.group) == [0, 252_000, 0, 0]


def test_who_drafted_may_not_approve_what_another_proposed(desk):
    earn(desk.group, 252_000, "a")
    run = draft_run(cut_off=timezone.now(), actor=desk.checker)
    propose_run(run=run, actor=desk.maker)
    with pytest.raises(SecondPersonNeeded):
        approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    assert group_balances(desk.group) == [0, 252_000, 0, 0]


def test_the_database_itself_refuses_one_person(desk):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    with pytest.raises(IntegrityError, match="payoutrun_approved_by_another"):
        PayoutRun.objects.filter(pk=run.pk).update(approved_by=desk.maker)


def test_without_permission_nothing(desk):
    earn(desk.group, 252_000, "a")
    stranger = make_user(staff=True)
    with pytest.raises(NotAllowed):
        draft_run(cut_off=timezone.now(), actor=stranger)
    run = proposed(desk)
    with pytest.raises(NotAllowed):
        approve_run(run=run, actor=clerk("propose_payoutrun"), seen_hash=run.content_hash)
    assert PayoutRun.objects.get().status == "proposed"


def test_an_edit_after_the_proposal_voids_the_approval(desk):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    seen = run.content_hash
    Payout.objects.filter(run=run).update(amount_vnd=1_000_000)
    with pytest.raises(RunChanged):
        approve_run(run=run, actor=desk.checker, seen_hash=seen)
    assert group_balances(desk.group) == [0, 252_000, 0, 0]


def test_a_page_seen_before_the_change_approves_nothing(desk):
    other = make_group("HTX Cà phê")
    make_account(other, desk.maker, desk.checker)
    earn(desk.group, 252_000, "a")
    earn(other, 300_000, "b")
    run = proposed(desk)
    seen = run.content_hash
    withdraw_proposal(run=run, actor=desk.maker)
    remove_payout(payout=run.payouts.get(group=other), actor=desk.maker)
    propose_run(run=run, actor=desk.maker)
    with pytest.raises(RunChanged):
        approve_run(run=run, actor=desk.checker, seen_hash=seen)
    approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    assert group_balances(desk.group) == [0, 0, 252_000, 0]
    assert group_balances(other) == [0, 300_000, 0, 0]
    assert sum(claim.amount_vnd for claim in free_claims(group_id=other.pk)) == 300_000


def test_an_account_swapped_after_the_proposal_stops_it(desk):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    desk.account.account_number = "9999999999"
    desk.account.save()
    with pytest.raises(RunChanged):
        approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    assert group_balances(desk.group) == [0, 252_000, 0, 0]


def test_a_refund_after_the_draft_stops_the_approval(desk):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    take_back(desk.group, 2_000, "r")
    with pytest.raises(RunChanged):
        approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    assert group_balances(desk.group) == [0, 250_000, 0, 0]
    cancel_run(run=run, actor=desk.maker)
    assert draft_run(cut_off=timezone.now(), actor=desk.maker).payouts.get().amount_vnd == 250_000


def test_money_is_promised_once(desk):
    earn(desk.group, 252_000, "a")
    draft_run(cut_off=timezone.now(), actor=desk.maker)
    with pytest.raises(NothingToPay):
        draft_run(cut_off=timezone.now(), actor=desk.maker)
    assert PayoutRun.objects.count() == 1


def test_after_the_cut_off_waits(desk):
    earn(desk.group, 252_000, "a")
    with pytest.raises(NothingToPay):
        draft_run(cut_off=timezone.now() - timedelta(days=1), actor=desk.maker)


def test_small_sums_and_groups_without_account_wait(desk):
    other = make_group()
    earn(desk.group, 49_999, "a")
    earn(other, 900_000, "b")
    with pytest.raises(NothingToPay):
        draft_run(cut_off=timezone.now(), actor=desk.maker)
    assert not PayoutLine.objects.exists()


def test_cancelling_gives_the_money_back(desk):
    earn(desk.group, 252_000, "a")
    run = approved(desk)
    cancel_run(run=run, actor=desk.maker)
    assert group_balances(desk.group) == [0, 252_000, 0, 0]
    assert draft_run(cut_off=timezone.now(), actor=desk.maker).payouts.get().amount_vnd == 252_000


@pytest.mark.parametrize("settled_first", [False, True])
def test_a_returned_transfer_is_reopened(desk, settled_first):
    earn(desk.group, 252_000, "a")
    run = sent(desk)
    payout = run.payouts.get()
    if settled_first:
        settle_payout(payout=payout, bank_code=BANK, actor=desk.maker)
    return_payout(payout=payout, reason="Sai tên người hưởng", bank_code=BANK, actor=desk.maker)
    assert group_balances(desk.group) == [0, 252_000, 0, 0]
    assert balances(["1050", "1010.1028866888"]) == {"1050": 0, "1010.1028866888": 252_000}
    assert summary(desk.group).paid_vnd == 0
    assert paid_to_groups() == Paid(amount_vnd=0, transfers=0, groups=0)
    assert BankAccount.objects.get().status == "blocked"
    with pytest.raises(NothingToPay):  # nothing goes to a blocked account
        draft_run(cut_off=timezone.now(), actor=desk.maker)
    BankAccount.objects.update(status="approved")
    assert draft_run(cut_off=timezone.now(), actor=desk.maker).payouts.get().amount_vnd == 252_000


def test_settled_once(desk):
    earn(desk.group, 252_000, "a")
    payout = sent(desk).payouts.get()
    settle_payout(payout=payout, bank_code=BANK, actor=desk.maker)
    with pytest.raises(RunMoveRefused):
        settle_payout(payout=Payout.objects.get(), bank_code=BANK, actor=desk.maker)
    assert balance("1010.1028866888") == 0


def test_a_debt_is_netted_and_shown(desk):
    earn(desk.group, 252_000, "a")
    settle_payout(payout=sent(desk).payouts.get(), bank_code=BANK, actor=desk.maker)
    take_back(desk.group, 80_000, "r")  # refund after payout
    assert group_balances(desk.group) == [0, 0, 0, 80_000]
    earn(desk.group, 200_000, "b")
    payout = draft_run(cut_off=timezone.now(), actor=desk.maker).payouts.get()
    assert (payout.amount_vnd, payout.debt_netted_vnd) == (120_000, 80_000)
    assert sorted(payout.lines.values_list("amount_vnd", flat=True)) == [-80_000, 200_000]
    assert group_balances(desk.group) == [0, 120_000, 0, 0]


def test_the_group_may_never_be_overdrawn(desk):
    earn(desk.group, 100_000, "a")
    assert account("2120", str(desk.group.pk)).floor_zero is True


@pytest.mark.parametrize("source", list(RUN_MOVES))
@pytest.mark.parametrize("target", list(RUN_MOVES))
def test_every_pair_of_run_states(desk, source, target):
    run = PayoutRun.objects.create(number="P-1", cut_off_at=timezone.now(), created_by=desk.maker, status=source)
    if target in RUN_MOVES[source]:
        move_run(run, target)
        assert PayoutRun.objects.get().status == target
    else:
        with pytest.raises(RunMoveRefused):
            move_run(run, target)
        assert PayoutRun.objects.get().status == source


@pytest.mark.parametrize("source", list(PAYOUT_MOVES))
@pytest.mark.parametrize("target", list(PAYOUT_MOVES))
def test_every_pair_of_payout_states(desk, source, target):
    run = PayoutRun.objects.create(number="P-1", cut_off_at=timezone.now(), created_by=desk.maker)
    payout = Payout.objects.create(run=run, group=desk.group, bank_account=desk.account, amount_vnd=1, reference="SK 1", status=source)
    if target in PAYOUT_MOVES[source]:
        move_payout(payout, target)
        assert Payout.objects.get().status == target
    else:
        with pytest.raises(RunMoveRefused):
            move_payout(payout, target)
        assert Payout.objects.get().status == source


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_once_approve_once(desk):
    earn(desk.group, 252_000, "a")
    run = proposed(desk)
    people = [clerk("approve_payoutrun") for _ in range(6)]
    answers = together(
        [
            lambda person=person: approve_run(run=PayoutRun.objects.get(pk=run.pk), actor=person, seen_hash=run.content_hash)
            for person in people
        ]
    )
    assert sum(isinstance(answer, PayoutRun) for answer in answers) == 1
    assert sum(isinstance(answer, RunMoveRefused) for answer in answers) == 5
    assert group_balances(desk.group) == [0, 0, 252_000, 0]


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_claim_each_posting_once(desk):
    for number in range(5):
        earn(desk.group, 100_000, f"a{number}")
    together([lambda: draft_run(cut_off=timezone.now(), actor=desk.maker) for _ in range(4)])
    assert sum(PayoutLine.objects.filter(is_void=False).values_list("amount_vnd", flat=True)) == 500_000
    assert PayoutLine.objects.filter(is_void=False).values("posting").distinct().count() == 5
