"""Groups are not paid while money lies where none may lie for so long; everything else goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cooperatives.ledger.chart import account
from cooperatives.ledger.closing import close_day, late_items, open_items
from cooperatives.ledger.models import DailyClose
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.errors import NotDrained
from cooperatives.payouts.models import BankFile
from cooperatives.payouts.services.files import write_bank_file
from cooperatives.payouts.services.runs import approve_run, cancel_run, draft_run, propose_run
from tests.payouts.conftest import earn
from tests.race import together


def owe_shopper(days: float, amount_vnd: int = 90_000) -> None:
    """Money to give back that has been waiting for so long."""
    with write_txn():
        lines = [Line(account("5050"), account("2200"), amount_vnd)]
        post_entry(key=f"gw:{days}", kind="goodwill", postings=lines, at=timezone.now() - timedelta(days=days))


def pay_shopper(amount_vnd: int = 90_000) -> None:
    with write_txn():
        post_entry(key="out", kind="refund_sent", postings=[Line(account("2200"), account("1010", "1"), amount_vnd)])


def draft(desk):
    earn(desk.group, 252_000, "a")
    return draft_run(cut_off=timezone.now(), actor=desk.maker)


def test_a_late_account_stops_the_proposal_and_is_named(desk):
    run = draft(desk)
    owe_shopper(3.5)
    with pytest.raises(NotDrained) as refused:
        propose_run(run=run, actor=desk.maker)
    facts = {"account": "2200", "name": "Tiền hoàn chờ gửi khách", "amount": 90_000, "currency": "VND"}
    assert refused.value.facts == {**facts, "age_days": 3, "limit_days": 3, "others": 0}
    run.refresh_from_db()
    assert (run.status, run.content_hash) == ("draft", "")
    pay_shopper()
    assert propose_run(run=run, actor=desk.maker).status == "proposed"


def test_what_is_open_but_not_old_stops_nothing(desk):
    owe_shopper(2.9)
    assert [(item.code, item.amount, item.age_days, item.is_late) for item in open_items()] == [("2200", 90_000, 2, False)]
    assert propose_run(run=draft(desk), actor=desk.maker).status == "proposed"


def test_it_stops_the_approval_and_sets_nothing_aside(desk):
    run = propose_run(run=draft(desk), actor=desk.maker)
    owe_shopper(4)
    with pytest.raises(NotDrained):
        approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    run.refresh_from_db()
    assert (run.status, account("2130", str(desk.group.pk)).bal) == ("proposed", 0)


def test_it_stops_the_file_but_a_file_that_is_there_is_given_again(desk):
    run = propose_run(run=draft(desk), actor=desk.maker)
    run = approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    owe_shopper(4)
    with pytest.raises(NotDrained):
        write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    assert BankFile.objects.count() == 0
    pay_shopper()
    first = write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    owe_shopper(5)
    assert write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker).pk == first.pk


def test_a_run_that_waited_too_long_for_its_file_can_still_be_written_or_dropped(clock, desk):
    run = propose_run(run=draft(desk), actor=desk.maker)
    run = approve_run(run=run, actor=desk.checker, seen_hash=run.content_hash)
    clock.advance(days=4)
    assert [item.code for item in late_items()] == [f"2130.g{desk.group.pk}"]
    earn(desk.group, 100_000, "b")
    other = draft_run(cut_off=timezone.now(), actor=desk.maker)
    with pytest.raises(NotDrained):
        propose_run(run=other, actor=desk.maker)
    write_bank_file(run=run, profile=desk.profile, file_format="csv", actor=desk.maker)
    cancel_run(run=run, actor=desk.maker)
    assert propose_run(run=other, actor=desk.maker).status == "proposed"


def test_a_day_has_one_row_with_its_last_look(desk):
    empty = close_day()
    assert (empty.is_drained, empty.items, empty.closed_by) == (True, [], None)
    owe_shopper(4)
    close_day(actor=desk.maker)
    [row] = DailyClose.objects.all()
    assert (row.is_drained, row.open_count, row.late_count, row.closed_by_id) == (False, 1, 1, desk.maker.pk)
    [item] = row.items
    assert (item["code"], item["amount"], item["age_days"], item["limit_days"], item["is_late"]) == ("2200", 90_000, 4, 3, True)
    close_day(timezone.now() + timedelta(days=1))
    assert DailyClose.objects.count() == 2


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_write_one_row():
    together([close_day] * 8)
    assert DailyClose.objects.count() == 1
