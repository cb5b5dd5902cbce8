"""The journal of a period: complete, to the đồng, accepted by the real bean-check, and without a word about anybody."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from cooperatives.ledger.chart import account
from cooperatives.ledger.journal import beancount, journal, reference_of
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from tests.clock import HANOI

BEAN_CHECK = Path(sys.executable).parent / "bean-check"
SINCE, UNTIL = datetime(2026, 11, 1, tzinfo=HANOI), datetime(2026, 12, 1, tzinfo=HANOI)


def at(day: int, month: int = 11, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


def book(key: str, moment: datetime, *lines: Line, ref: dict | None = None, memo: str = "") -> None:
    with write_txn():
        post_entry(key=key, kind=key.partition(":")[0], postings=list(lines), at=moment, ref=ref, memo=memo)


@pytest.fixture
def books(db) -> None:
    """Two groups over three months, a carrier with an underscore in its code, and a card balance in Singapore dollars."""
    bank, held = account("1010", "1028866888"), account("2110", "7")
    book("sale:1", at(20, 10), Line(bank, held, 500_000), ref={"order": "HTX1111111"})
    book("sale:2", at(1, hour=0), Line(bank, held, 333_333), Line(held, account("4010"), 33_333), ref={"order": "HTX2222222"})
    book("cod:3", at(30, hour=23, minute=59), Line(account("1030", "xe_khach"), account("2110", "9"), 100_001), memo="Bà Nguyễn Thị A")
    ours, theirs = account("1090"), account("1090", "sgd")
    fx = Line(ours, account("1021"), 190_000), Line(account("1020", "sgd"), theirs, 1_005), Line(theirs, account("1020", "sgd"), 5)
    book("txn:4", at(15), *fx, ref={"order": "HTX3333333", "card_page": 4})
    book("rel:5", at(16), Line(held, account("2120", "7"), 700_000), ref={"parcel": 5})
    book("payout:6", at(1, 12, hour=0), Line(account("2120", "7"), account("2130", "7"), 700_000), ref={"payout": 6, "run": "P261201-1"})


def checked(text: str, folder: Path) -> tuple[int, str]:
    file = folder / "books.beancount"
    file.write_text(text, encoding="utf-8")
    run = subprocess.run([BEAN_CHECK, str(file)], capture_output=True, text=True, check=False, timeout=120)
    return run.returncode, run.stdout + run.stderr


def test_each_posting_is_a_debit_row_and_a_credit_row(books):
    rows = list(journal(since=SINCE, until=UNTIL))
    assert len(rows) == 2 * 7
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)
    first, second = rows[0], rows[1]
    assert first[:1] + first[2:] == ("sale:2", "1010.1028866888", "Tài khoản ngân hàng", 333_333, 0, "VND", "order HTX2222222")
    assert (first.on.isoformat(), second.account, second.debit, second.credit) == ("2026-11-01", "2110.g7", 0, 333_333)
    assert {row.key for row in rows} == {"sale:2", "cod:3", "txn:4", "rel:5"}


def test_bean_check_accepts_the_text_with_its_opening_and_closing_balances(books, tmp_path):
    text = "\n".join(beancount(since=SINCE, until=UNTIL)) + "\n"
    assert checked(text, tmp_path) == (0, "")
    assert "2026-11-01 open Assets:1030-xe--khach VND" in text
    assert "  Equity:Opening-Balances  -500000 VND\n" not in text  # a bank and a debt of the same amount leave nothing over
    assert "2026-12-01 balance Assets:1010-1028866888  833333 VND" in text
    assert "2026-12-01 balance Liabilities:2120-g7  -700000 VND" in text
    assert "2026-12-01 balance Assets:1020-sgd  10.00 SGD" in text
    assert '2026-11-15 * "txn" "txn:4"\n  ref: "order HTX3333333"' in text


@pytest.mark.parametrize(("before", "after"), [("333333 VND", "333334 VND"), ("10.05 SGD", "10.06 SGD"), ("700000 VND", "700001 VND")])
def test_bean_check_finds_one_dong_that_was_changed(books, tmp_path, before, after):
    text = "\n".join(beancount(since=SINCE, until=UNTIL)) + "\n"
    assert before in text
    code, words = checked(text.replace(before, after, 1), tmp_path)
    assert (code, bool(words)) == (1, True)


def test_earnings_of_earlier_periods_are_opening_equity(books, tmp_path):
    later = datetime(2027, 1, 1, tzinfo=HANOI)
    text = "\n".join(beancount(since=UNTIL, until=later)) + "\n"
    assert checked(text, tmp_path) == (0, "")
    assert "  Equity:Opening-Balances  -33333 VND" in text


def test_nobody_is_named(books):
    told = "\n".join(beancount(since=SINCE, until=UNTIL)) + str(list(journal(since=SINCE, until=UNTIL)))
    assert "Nguyễn" not in told


def test_empty_books_are_a_valid_text(db, tmp_path):
    assert checked("\n".join(beancount(since=SINCE, until=UNTIL)) + "\n", tmp_path) == (0, "")


@pytest.mark.parametrize(
    ("ref", "words"),
    [({"run": "P1", "payout": 3}, "payout 3"), ({"actor": 5}, ""), ({"order": "HTX1", "parcel": 2}, "order HTX1"), ({"order": ""}, "")],
)
def test_the_most_telling_reference_counts(ref, words):
    assert reference_of(ref) == words
