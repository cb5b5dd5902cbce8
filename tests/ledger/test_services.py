"""Booking, booking again, reversing, reading balances."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from cooperatives.ledger.errors import EntryConflict, InsufficientBalance, UnbalancedEntry
from cooperatives.ledger.models import Account, Entry, Posting, Seal
from cooperatives.ledger.services import Line, balance, balances, lines, post_entry, reverse_entry
from cooperatives.ledger.txn import write_txn
from tests.race import together

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def rows() -> tuple[int, int, int]:
    return Entry.objects.count(), Posting.objects.count(), Seal.objects.count()


def test_an_entry_holds_what_was_told(shop, book):
    entry = book("sale:1", (shop.bank, shop.held, 1000, "Hũ mật"), (shop.held, shop.fee, 50), at=NOON, ref={"order": "SK-1"}, memo="Bán")
    entry.refresh_from_db()
    assert (entry.key, entry.kind, entry.at, entry.ref, entry.memo) == ("sale:1", "test", NOON, {"order": "SK-1"}, "Bán")
    assert list(entry.postings.values_list("seq", "debit__code", "credit__code", "amount_vnd", "memo", "at")) == [
        (1, "1010.vcb", "2110.g7", 1000, "Hũ mật", NOON),
        (2, "2110.g7", "4010", 50, "", NOON),
    ]
    assert balances(["1010.vcb", "2110.g7", "4010", "2120.g7", "never"]) == {
        "1010.vcb": 1000,
        "2110.g7": 950,
        "4010": 50,
        "2120.g7": 0,
        "never": 0,
    }


def test_balances_at_an_earlier_time(shop, book):
    book("sale:1", (shop.bank, shop.held, 1000), at=NOON)
    book("sale:2", (shop.bank, shop.held, 500), at=NOON + timedelta(days=1))
    assert balance("2110.g7", as_of=NOON - timedelta(microseconds=1)) == 0
    assert balance("2110.g7", as_of=NOON) == 1000
    assert balance("1010.vcb", as_of=NOON + timedelta(days=1)) == 1500
    assert balance("2110.g7") == 1500
    by_code = {account.code: account.balance_vnd for account in Account.objects.of_owner("7").with_balances()}
    assert by_code == {"2110.g7": 1500, "2120.g7": 0, "2130.g7": 0}


def test_the_same_event_again_is_the_same_entry(shop, book):
    first = book("sale:1", (shop.bank, shop.held, 1000), (shop.held, shop.fee, 50))
    again = book("sale:1", (shop.held, shop.fee, 50), (shop.bank, shop.held, 1000))
    assert again.pk == first.pk
    assert rows() == (1, 2, 1)


@pytest.mark.parametrize("change", ["amount", "side", "line", "kind"])
def test_the_same_key_with_something_else_is_refused(shop, book, change):
    book("sale:1", (shop.bank, shop.held, 1000))
    move = {"amount": (shop.bank, shop.held, 999), "side": (shop.bank, shop.free, 1000)}.get(change, (shop.bank, shop.held, 1000))
    more = [(shop.held, shop.fee, 1)] if change == "line" else []
    with pytest.raises(EntryConflict) as refused:
        book("sale:1", move, *more, kind="other" if change == "kind" else "test")
    assert refused.value.facts == {"key": "sale:1", "reason": "other_lines"}
    assert rows() == (1, 1, 1)


def test_an_entry_that_moves_nothing_is_refused(shop, book):
    for moves, reason in (
        ([], "no_lines"),
        ([(shop.bank, shop.held, 0)], "amount_not_positive"),
        ([(shop.bank, shop.held, -5)], "amount_not_positive"),
        ([(shop.bank, shop.bank, 5)], "one_account_on_both_sides"),
        ([(shop.bank, Account.objects.create(code="1020.usd", name="USD", kind="A", currency="USD"), 5)], "two_currencies"),
    ):
        with pytest.raises(UnbalancedEntry) as refused:
            book("sale:1", *moves)
        assert refused.value.facts["reason"] == reason
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("amount", [10.0, "10", True, None])
def test_amounts_are_whole_numbers(shop, book, amount):
    with pytest.raises(TypeError):
        book("sale:1", (shop.bank, shop.held, amount))
    assert rows() == (0, 0, 0)


def test_lines_drops_what_is_zero_and_keeps_what_is_wrong(shop):
    kept = lines(Line(shop.bank, shop.held, 5), Line(shop.held, shop.fee, 0), Line(shop.held, shop.fee, -1))
    assert [line.amount_vnd for line in kept] == [5, -1]


def test_an_overdraw_is_refused_and_the_transaction_goes_on(shop, book):
    book("sale:1", (shop.bank, shop.held, 1000))
    with write_txn():
        with pytest.raises(InsufficientBalance) as refused:
            post_entry(key="draw", kind="test", postings=[Line(shop.held, shop.bank, 1001)])
        post_entry(key="draw", kind="test", postings=[Line(shop.held, shop.bank, 400)])
    assert refused.value.facts == {"key": "draw", "account": "2110.g7", "balance_vnd": 1000, "needed_vnd": 1001}
    assert balance("2110.g7") == 600
    assert rows() == (2, 2, 2)


def test_only_the_net_of_an_entry_counts_for_the_floor(shop, book):
    book("sale:1", (shop.held, shop.fee, 50), (shop.bank, shop.held, 1000))
    assert balance("2110.g7") == 950


def test_an_account_without_a_floor_may_go_below_zero(shop, book):
    book("fee", (shop.carrier_fee, shop.carrier, 15_000))
    assert balance("1030.ghn") == -15_000


@pytest.mark.django_db(transaction=True)
def test_booking_needs_a_transaction(shop):
    with pytest.raises(transaction.TransactionManagementError):
        post_entry(key="sale:1", kind="test", postings=[Line(shop.bank, shop.held, 5)])
    assert rows() == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_the_caller_undoes_was_never_booked(shop):
    with pytest.raises(ZeroDivisionError), write_txn():
        post_entry(key="sale:1", kind="test", postings=[Line(shop.bank, shop.held, 5)])
        raise ZeroDivisionError
    assert rows() == (0, 0, 0)
    assert balance("2110.g7") == 0


def test_a_reversal_swaps_every_line_once(shop, book):
    sale = book("sale:1", (shop.bank, shop.held, 1000), (shop.held, shop.fee, 50), kind="sale", ref={"order": "SK-1"})
    with write_txn():
        reversal = reverse_entry(entry=sale, key="sale:1:rev", memo="Ghi nhầm")
        assert reverse_entry(entry=sale, key="sale:1:rev", memo="Ghi nhầm").pk == reversal.pk
        with pytest.raises(EntryConflict) as refused:
            reverse_entry(entry=sale, key="sale:1:again", memo="Ghi nhầm")
    assert refused.value.facts == {"key": "sale:1:again", "reason": "already_reversed"}
    assert (reversal.kind, reversal.reverses, reversal.ref, sale.reversed_by) == ("sale.reversed", sale, {"order": "SK-1"}, reversal)
    assert list(reversal.postings.values_list("debit__code", "credit__code", "amount_vnd")) == [
        ("2110.g7", "1010.vcb", 1000),
        ("4010", "2110.g7", 50),
    ]
    assert balances(["1010.vcb", "2110.g7", "4010"]) == {"1010.vcb": 0, "2110.g7": 0, "4010": 0}


def test_money_that_moved_on_cannot_be_reversed(shop, book):
    sale = book("sale:1", (shop.bank, shop.held, 1000))
    book("rel:1", (shop.held, shop.free, 1000))
    with write_txn(), pytest.raises(InsufficientBalance):
        reverse_entry(entry=sale, key="sale:1:rev", memo="Ghi nhầm")
    assert balances(["2110.g7", "2120.g7"]) == {"2110.g7": 0, "2120.g7": 1000}


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_twenty_threads_drawing_300_from_1000_get_exactly_three(shop, book):
    book("sale:1", (shop.bank, shop.free, 1000))
    answers = together([lambda n=n: book(f"draw:{n}", (shop.free, shop.paying, 300)) for n in range(20)])
    assert sum(isinstance(answer, Entry) for answer in answers) == 3
    assert sum(isinstance(answer, InsufficientBalance) for answer in answers) == 17
    assert balances(["2120.g7", "2130.g7"]) == {"2120.g7": 100, "2130.g7": 900}
    assert rows() == (4, 4, 4)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_sixteen_threads_posting_one_key_make_one_entry(shop, book):
    answers = together([lambda: book("sale:1", (shop.bank, shop.held, 1000))] * 16)
    assert len({answer.pk for answer in answers}) == 1
    assert rows() == (1, 1, 1)
    assert balance("2110.g7") == 1000


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_opposite_moves_at_once_do_not_deadlock(shop, book):
    book("start", (shop.bank, shop.held, 10_000), (shop.bank, shop.free, 10_000))
    there = [lambda n=n: book(f"there:{n}", (shop.held, shop.free, 10)) for n in range(8)]
    back = [lambda n=n: book(f"back:{n}", (shop.free, shop.held, 10)) for n in range(8)]
    answers = together(there + back)
    assert [type(answer) for answer in answers] == [Entry] * 16
    assert balances(["2110.g7", "2120.g7"]) == {"2110.g7": 10_000, "2120.g7": 10_000}
