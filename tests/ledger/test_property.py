"""Random books: whatever is booked, refused, repeated or reversed, the database agrees with a model of twenty lines."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperatives.ledger.chart import account, forget_accounts
from cooperatives.ledger.checks import check_books
from cooperatives.ledger.errors import EntryConflict, InsufficientBalance
from cooperatives.ledger.models import Account, Entry
from cooperatives.ledger.services import Line, balances, post_entry, reverse_entry
from cooperatives.ledger.statements import statement
from cooperatives.ledger.txn import write_txn

CODES = [("1010", "vcb"), ("1030", "ghn"), ("2090", ""), ("2110", "7"), ("2120", "7"), ("4010", ""), ("5040", "")]
moves = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 1_000)).filter(lambda move: move[0] != move[1])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(0, 12), st.lists(moves, min_size=1, max_size=4)),
        st.tuples(st.just("reverse"), st.integers(0, 12), st.just([])),
    ),
    max_size=25,
)


class Model:
    """What the books should say: debit minus credit per account, and which keys are taken by which lines."""

    def __init__(self, accounts: list[Account]) -> None:
        self.accounts = accounts
        self.net: Counter[int] = Counter()
        self.taken: dict[str, list] = {}
        self.reversed: dict[str, str] = {}

    def balance(self, number: int) -> int:
        return self.net[number] if self.accounts[number].kind in "AE" else -self.net[number]

    def book(self, key: str, lines: list, reverses: str = "") -> type[Exception] | None:
        if key in self.taken:
            same = sorted(self.taken[key]) == sorted(lines)
            return None if same and self.reversed.get(reverses, key) == key else EntryConflict
        if reverses in self.reversed:
            return EntryConflict
        before = self.net.copy()
        for debit, credit, amount in lines:
            self.net[debit] += amount
            self.net[credit] -= amount
        if any(account.floor_zero and self.balance(number) < 0 for number, account in enumerate(self.accounts)):
            self.net = before
            return InsufficientBalance
        self.taken[key] = lines
        if reverses:
            self.reversed[reverses] = key
        return None


def attempt(action) -> type[Exception] | None:
    try:
        with write_txn():
            action()
    except (EntryConflict, InsufficientBalance) as refused:
        return type(refused)
    return None


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=steps)
def test_random_books_agree_with_the_model(history):
    with transaction.atomic():  # each example starts from empty books
        forget_accounts()
        accounts = [account(*code) for code in CODES]
        model = Model(accounts)
        for what, number, lines in history:
            key = f"k{number}"
            if what == "book":
                wanted = model.book(key, lines)
                postings = [Line(accounts[debit], accounts[credit], amount) for debit, credit, amount in lines]
                assert attempt(lambda key=key, postings=postings: post_entry(key=key, kind="test", postings=postings)) is wanted
            elif key in model.taken:
                swapped = [(credit, debit, amount) for debit, credit, amount in model.taken[key]]
                wanted = model.book(f"{key}:rev", swapped, reverses=key)
                entry = Entry.objects.get(key=key)
                assert attempt(lambda key=key, entry=entry: reverse_entry(entry=entry, key=f"{key}:rev", memo="")) is wanted
        found = balances([one.code for one in accounts])
        assert [found[one.code] for one in accounts] == [model.balance(number) for number in range(len(accounts))]
        assert Entry.objects.count() == len(model.taken)
        report = check_books()
        assert report.is_ok, report.results
        told = statement(owner="7")
        assert told.closing_vnd == model.balance(3) + model.balance(4)
        assert sum(row.in_vnd - row.out_vnd for row in told.rows) == told.closing_vnd
        transaction.set_rollback(True)
