"""Payouts at the desk: two people, one content, one file; a refusal books nothing and says why."""

from __future__ import annotations

import hashlib
import io
from functools import partial

import openpyxl
import pytest
from wagtail.log_actions import registry

from cooperatives.payouts.models import BankAccount, BankFile, Payout, PayoutRun
from storefront.desk.matching import payouts_for, returned_payouts_for
from storefront.desk.pages import desk_url
from storefront.payments.models import BankLine
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_group
from tests.payments.till import BANK, assert_books_hold, books, pay
from tests.payouts.conftest import earn, make_account
from tests.race import together

PROPOSE, APPROVE = "payouts.propose_payoutrun", "payouts.approve_payoutrun"


@pytest.fixture
def maker(ground):
    return staff(PROPOSE, "payments.match_bankline")


@pytest.fixture
def checker(ground):
    return staff(APPROVE, "payouts.approve_bankaccount")


@pytest.fixture
def groups(maker, checker):
    """Two groups that can be paid 300,000 and 200,000."""
    found = [make_group("Tổ dệt"), make_group("Nhóm mật ong")]
    for group, amount_vnd in zip(found, (300_000, 200_000), strict=True):
        make_account(group, maker, checker, number=f"00112233{group.pk:02d}")
        earn(group, amount_vnd, f"{group.pk}", order=f"HTX000000{group.pk % 10}")
    return found


@pytest.fixture
def run(groups, maker) -> PayoutRun:
    client_of(maker).post(desk_url("run_draft"), {"cut_off_on": "2099-01-01"})
    return PayoutRun.objects.get()


def _propose(run, maker):
    client_of(maker).post(desk_url("run_propose", run.pk))
    run.refresh_from_db()
    return run


def _seen(run, checker) -> str:
    return client_of(checker).get(desk_url("run", run.pk)).context["seen_hash"]


def _approve(run, checker):
    response = client_of(checker).post(desk_url("run_approve", run.pk), {"seen_hash": _seen(run, checker)})
    run.refresh_from_db()
    return response


def test_a_run_is_drafted_and_each_line_leads_to_its_order(run, groups, maker):
    page = client_of(maker).get(desk_url("run", run.pk))
    assert (run.status, [one["payout"].amount_vnd for one in page.context["payouts"]]) == ("draft", [200_000, 300_000])
    assert f"HTX000000{groups[0].pk % 10}" in text_of(page)
    assert run.number in text_of(client_of(maker).get(desk_url("runs")))


def test_nothing_to_pay_drafts_nothing(maker):
    response = client_of(maker).post(desk_url("run_draft"), {"cut_off_on": "2026-01-01"})
    assert (PayoutRun.objects.count(), said(response).startswith("Đến ngày này chưa nhóm nào có tiền")) == (0, True)


def test_a_group_is_left_for_the_next_run(run, maker):
    payout = run.payouts.get(amount_vnd=200_000)
    client_of(maker).post(desk_url("payout_remove", payout.pk))
    page = client_of(maker).get(desk_url("run", run.pk))
    assert ([one["payout"].amount_vnd for one in page.context["payouts"]], page.context["total_vnd"]) == ([300_000], 300_000)
    _propose(run, maker)
    late = client_of(maker).post(desk_url("payout_remove", run.payouts.get(amount_vnd=300_000).pk))
    assert said(late) == f"{run.number} không còn ở bước này. Có thể người khác vừa làm xong: xem lại trang."


def test_the_proposer_does_not_approve_her_own_run_not_even_a_superuser(groups, boss):
    client = client_of(boss)
    client.post(desk_url("run_draft"), {"cut_off_on": "2099-01-01"})
    run = _propose(PayoutRun.objects.get(), boss)
    before = books()
    response = client.post(desk_url("run_approve", run.pk), {"seen_hash": run.content_hash})
    run.refresh_from_db()
    assert (run.status, books(), said(response)) == ("proposed", before, "Người soạn hoặc đề nghị không tự duyệt. Cần người thứ hai duyệt.")
    assert "Bạn soạn hoặc đề nghị đợt này" in text_of(client.get(desk_url("run", run.pk)))


def test_what_changed_since_the_page_was_opened_is_not_approved(run, maker, checker):
    _propose(run, maker)
    seen, before = _seen(run, checker), books()
    BankAccount.objects.filter(group=run.payouts.first().group).update(account_number="999999999")
    response = client_of(checker).post(desk_url("run_approve", run.pk), {"seen_hash": seen})
    run.refresh_from_db()
    assert (run.status, books(), said(response).startswith("Nội dung đợt trả hoặc tài khoản đã khác")) == ("proposed", before, True)
    for hash_ in ("", "0" * 64):
        client_of(checker).post(desk_url("run_approve", run.pk), {"seen_hash": hash_})
    run.refresh_from_db()
    assert run.status == "proposed"


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_of_two_approvers_at_once_one_approves_and_the_other_is_told(run, maker, checker):
    _propose(run, maker)
    other = staff(APPROVE)
    seen = _seen(run, checker)
    given, address = {"seen_hash": seen}, desk_url("run_approve", run.pk)
    clients = [client_of(checker), client_of(other)]
    words = [said(one) for one in together([partial(client.post, address, given) for client in clients])]
    run.refresh_from_db()
    refusal = f"{run.number} không còn ở bước này. Có thể người khác vừa làm xong: xem lại trang."
    assert (run.status, words.count(refusal), len(set(words))) == ("approved", 1, 2)
    assert sum(amount for code, amount in books().items() if code.startswith("2130.")) == 500_000


def test_the_bank_file_comes_as_csv_and_xlsx_and_never_twice_different(run, maker, checker):
    from cooperatives.payouts.models import BankFileProfile

    profile = BankFileProfile.objects.get(code="chung")
    client = client_of(maker)
    early = client.post(desk_url("run_file", run.pk), {"profile": profile.pk, "file_format": "csv"})
    assert (early.status_code, BankFile.objects.count()) == (302, 0)
    _propose(run, maker)
    _approve(run, checker)
    first, second = (client.post(desk_url("run_file", run.pk), {"profile": profile.pk, "file_format": "csv"}) for _ in range(2))
    assert hashlib.sha256(first.content).digest() == hashlib.sha256(second.content).digest()
    assert ("300000" in first.content.decode(), first["Content-Disposition"]) == (True, f'attachment; filename="{run.number}-chung.csv"')
    book = client.post(desk_url("run_file", run.pk), {"profile": profile.pk, "file_format": "xlsx"})
    assert len(list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].rows)) == 3
    assert client_of(checker).post(desk_url("run_file", run.pk), {"profile": profile.pk, "file_format": "csv"}).url == "/admin/"


@pytest.fixture
def sent(run, maker, checker) -> PayoutRun:
    from cooperatives.payouts.models import BankFileProfile

    _propose(run, maker)
    _approve(run, checker)
    client = client_of(maker)
    client.post(desk_url("run_file", run.pk), {"profile": BankFileProfile.objects.get(code="chung").pk, "file_format": "csv"})
    client.post(desk_url("run_sent", run.pk))
    run.refresh_from_db()
    assert run.status == "sent"
    return run


def test_a_run_without_its_file_is_not_marked_as_sent(run, maker, checker):
    _propose(run, maker)
    _approve(run, checker)
    response = client_of(maker).post(desk_url("run_sent", run.pk))
    run.refresh_from_db()
    assert (run.status, said(response).startswith(f"Chưa tải tệp ngân hàng của {run.number}")) == ("approved", True)


def test_payouts_arrive_or_come_back_by_hand(sent, maker):
    client = client_of(maker)
    arrived, returned = sent.payouts.get(amount_vnd=300_000), sent.payouts.get(amount_vnd=200_000)
    client.post(desk_url("payout_settle", arrived.pk))
    assert said(client.post(desk_url("payout_return", returned.pk), {"reason": ""})).startswith("Lý do:")
    client.post(desk_url("payout_return", returned.pk), {"reason": "sai tên"})
    sent.refresh_from_db()
    assert (sent.status, *sent.payouts.order_by("amount_vnd").values_list("status", flat=True)) == ("settled", "returned", "settled")
    assert BankAccount.objects.get(group=returned.group).status == "blocked"


def test_a_line_of_the_statement_settles_a_payout_and_brings_it_back(sent, maker):
    client = client_of(maker)
    payout = sent.payouts.get(amount_vnd=300_000)
    line = pay("khong ghi gi", -300_000)
    assert list(payouts_for(line)) == [payout]
    client.post(desk_url("line_as_payout", line.pk), {"chosen": payout.pk})
    payout.refresh_from_db()
    assert (payout.status, books()[BANK]) == ("settled", 200_000)
    back = pay("hoan", 300_000)
    client.post(desk_url("line_as_returned_payout", back.pk), {"chosen": payout.pk, "note": "tài khoản đóng"})
    payout.refresh_from_db()
    assert (payout.status, payout.return_reason, books()[BANK]) == ("returned", "tài khoản đóng", 500_000)


def test_a_line_of_a_payout_that_was_settled_by_hand_is_closed_and_booked_once(sent, maker):
    client = client_of(maker)
    payout = sent.payouts.get(amount_vnd=300_000)
    client.post(desk_url("payout_settle", payout.pk))
    before = books()
    line, twin = pay("tra", -300_000), pay("tra nua", -300_000)
    client.post(desk_url("line_as_payout", line.pk), {"chosen": payout.pk})
    line.refresh_from_db()
    assert (line.state, line.decision, books()) == ("settled", payout.reference, before)
    assert list(payouts_for(twin)) == []
    client.post(desk_url("line_as_payout", twin.pk), {"chosen": payout.pk})
    twin.refresh_from_db()
    assert twin.state == BankLine.State.OUTGOING


@pytest.mark.parametrize("arrived_first", [True, False])
def test_lines_of_a_payout_that_came_back_by_hand_are_closed_and_booked_once(sent, maker, arrived_first):
    client = client_of(maker)
    payout = sent.payouts.get(amount_vnd=300_000)
    before = books()[BANK]
    if arrived_first:
        client.post(desk_url("payout_settle", payout.pk))
    client.post(desk_url("payout_return", payout.pk), {"reason": "sai tên"})
    out, back, twin = pay("tra", -300_000), pay("hoan", 300_000), pay("hoan nua", 300_000)
    assert (list(payouts_for(out)), list(returned_payouts_for(back))) == ([payout], [payout])
    client.post(desk_url("line_as_payout", out.pk), {"chosen": payout.pk})
    client.post(desk_url("line_as_returned_payout", back.pk), {"chosen": payout.pk})
    client.post(desk_url("line_as_returned_payout", twin.pk), {"chosen": payout.pk})
    for line in (out, back, twin):
        line.refresh_from_db()
    assert (out.state, back.state, back.unallocated_vnd, twin.state, twin.unallocated_vnd) == (
        "settled",
        "settled",
        0,
        "unmatched",
        300_000,
    )
    # What the bank says: 300,000 went, came back, and somebody sent another 300,000 that nobody knows yet.
    assert (books()[BANK], list(returned_payouts_for(twin))) == (before + 300_000, [])
    assert_books_hold()


def test_a_proposal_is_withdrawn_and_a_run_is_dropped(run, maker, checker):
    _propose(run, maker)
    client_of(maker).post(desk_url("run_withdraw", run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    client_of(maker).post(desk_url("run_cancel", run.pk))
    run.refresh_from_db()
    assert (run.status, set(run.payouts.values_list("status", flat=True))) == ("cancelled", {"cancelled"})
    assert client_of(checker).post(desk_url("run_cancel", run.pk)).url == "/admin/"


def test_an_account_is_proposed_by_one_and_approved_by_another(maker, checker):
    group = make_group()
    given = {"group": group.pk, "bank_bin": "970436", "account_number": "1122 3344 55", "holder": "Tổ Dệt Thử"}
    client_of(maker).post(desk_url("account_propose"), given)
    row = BankAccount.objects.get()
    assert (row.status, row.account_number, row.holder, row.last4) == ("proposed", "1122334455", "TO DET THU", "4455")
    both = staff(PROPOSE, "payouts.approve_bankaccount")
    BankAccount.objects.filter(pk=row.pk).update(proposed_by=both)
    own = client_of(both).post(desk_url("account_approve", row.pk))
    row.refresh_from_db()
    assert (row.status, said(own)) == ("proposed", "Người soạn hoặc đề nghị không tự duyệt. Cần người thứ hai duyệt.")
    client_of(checker).post(desk_url("account_approve", row.pk))
    row.refresh_from_db()
    assert (row.status, row.approved_by) == ("approved", checker)
    client_of(checker).post(desk_url("account_block", row.pk), {"reason": "nhóm báo đổi"})
    row.refresh_from_db()
    assert (row.status, row.blocked_reason) == ("blocked", "nhóm báo đổi")


def test_an_account_that_cannot_be_right_is_refused(maker):
    given = {"group": make_group().pk, "bank_bin": "970436", "account_number": "12", "holder": "Tổ Dệt"}
    response = client_of(maker).post(desk_url("account_propose"), given)
    assert (BankAccount.objects.count(), said(response).startswith("Số tài khoản hoặc tên chủ tài khoản")) == (0, True)


def test_a_whole_number_is_shown_after_a_written_reason_and_logged(maker, checker):
    row = make_account(make_group(), maker, checker, number="9876543210")
    client = client_of(maker)
    assert "9876543210" not in client.get(desk_url("accounts")).content.decode()
    refused = client.post(desk_url("account_reveal", row.pk), {"reason": "xem"})
    assert (refused.status_code, "9876543210" in refused.content.decode()) == (400, False)
    assert registry.get_logs_for_instance(row).count() == 0
    shown = client.post(desk_url("account_reveal", row.pk), {"reason": "nhóm hỏi lại số tài khoản"})
    assert (shown.status_code, "9876543210" in text_of(shown), "no-store" in shown["Cache-Control"]) == (200, True, True)
    entry = registry.get_logs_for_instance(row).get()
    assert (entry.action, entry.user, entry.data) == ("payouts.account_revealed", maker, {"reason": "nhóm hỏi lại số tài khoản"})
    assert client.get(desk_url("account_reveal", row.pk)).status_code == 405


def test_payouts_of_two_runs_never_share_a_row(run, maker):
    again = client_of(maker).post(desk_url("run_draft"), {"cut_off_on": "2099-01-01"})
    assert (PayoutRun.objects.count(), Payout.objects.count()) == (1, 2)
    assert said(again).startswith("Đến ngày này chưa nhóm nào có tiền")
