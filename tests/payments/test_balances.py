"""The bank's own balances against its lines and our books."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cooperatives.ledger.closing import open_items
from storefront.payments.models import BankBalance
from storefront.payments.services.balances import GAP, OUTGOING, bank_accounts, record_balance
from storefront.payments.services.bank_lines import import_statement
from storefront.payments.services.decisions import set_aside
from storefront.payments.statement_rows import Closing, read_table_statement
from tests.payments.till import ACCOUNT, pay

NOW = datetime(2026, 11, 23, 12, tzinfo=timezone.get_default_timezone())
HEAD = "Ngày giao dịch,Số bút toán,Ghi nợ,Ghi có,Số dư,Nội dung"


def read(*rows: str):
    content = "\n".join([HEAD, *rows]).encode()
    return read_table_statement(content, account=ACCOUNT, now=NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


OLD, NEW = "22/11/2026 09:00:00,FT000001,,100000,1100000,a", "22/11/2026 10:00:00,FT000002,40000,,1060000,b"


@pytest.mark.parametrize("rows", [(OLD, NEW), (NEW, OLD)])
def test_the_last_balance_of_a_table_is_found_whichever_row_is_first(rows):
    assert read(*rows).closings == [Closing(at("2026-11-22T10:00:00"), 1_060_000)]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((OLD, NEW.replace("1060000", "1060001")), "no chain"),
        ((OLD, NEW.replace("1060000", "")), "a balance is missing"),
        ((OLD, NEW.replace("40000,,", "x,,")), "a row is bad"),
    ],
)
def test_balances_that_prove_nothing_are_left_out(rows, why):
    assert list(read(*rows).closings) == [], why


def test_where_only_days_are_told_the_last_day_that_is_over_counts():
    rows = ("21/11/2026,FT000001,,100000,1100000,a", "22/11/2026,FT000002,40000,,1060000,b", "23/11/2026,FT000003,,1000,1061000,c")
    assert read(*rows).closings == [Closing(at("2026-11-22T23:59:59"), 1_060_000)]


def test_a_statement_with_balances_agrees_with_the_books(clerk):
    rows = ("20/11/2026 09:00:00,FT000001,,100000,1100000,a", "20/11/2026 10:00:00,FT000002,,50000,1150000,b")
    import_statement(file=io.BytesIO("\n".join([HEAD, *rows]).encode()), file_name="a.csv", actor=clerk)
    [state] = bank_accounts()
    assert (state.account, state.is_told, state.expected_vnd, state.seen_vnd) == (ACCOUNT, True, 1_150_000, 1_150_000)
    assert (state.difference_vnd, state.gap_vnd, state.unbooked, state.unlined_vnd) == (0, 0, (), 0)


def test_money_out_that_nobody_explained_is_the_difference_until_somebody_put_it_aside(clerk):
    record_balance(account=ACCOUNT, at=timezone.now() - timedelta(days=9), balance_vnd=1_000_000)
    line = pay("rut tien", -30_000, at=timezone.now() - timedelta(days=3))
    [state] = bank_accounts()
    assert (state.expected_vnd, state.seen_vnd, state.difference_vnd) == (1_000_000, 970_000, -30_000)
    [item] = open_items()
    assert (item.code, item.name, item.amount, item.age_days, item.is_late) == (f"1010.{ACCOUNT}", OUTGOING, -30_000, 3, True)
    set_aside(line_id=line.pk, actor=clerk, note="Tiền thuê nhà của trung tâm")
    assert (open_items(), bank_accounts()[0].difference_vnd) == ([], -30_000)


def test_a_missing_line_shows_when_the_bank_tells_its_balance(db):
    days = [timezone.now() - timedelta(days=count) for count in (9, 5, 4, 1)]
    record_balance(account=ACCOUNT, at=days[0], balance_vnd=1_000_000)
    record_balance(account=ACCOUNT, at=days[1], balance_vnd=1_080_000)  # 80,000 came, and we have no line of it
    record_balance(account=ACCOUNT, at=days[3], balance_vnd=1_080_000)
    [state] = bank_accounts()
    assert (state.gap_vnd, state.gap_at, state.difference_vnd) == (80_000, days[1], 80_000)
    [item] = open_items()
    assert (item.name, item.amount, item.is_late) == (GAP, 80_000, True)
    pay("mang toi sau", 80_000, at=days[1] - timedelta(hours=1))
    assert (bank_accounts()[0].gap_vnd, bank_accounts()[0].difference_vnd) == (0, 0)


def test_a_balance_told_again_is_corrected(db):
    moment = timezone.now()
    for balance_vnd in (5, 7):
        record_balance(account=ACCOUNT, at=moment, balance_vnd=balance_vnd)
    assert BankBalance.objects.get().balance_vnd == 7
