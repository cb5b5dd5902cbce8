"""Statements add up over any window; ages are first in, first out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cooperatives.ledger.chart import account
from cooperatives.ledger.statements import aging, statement, totals_by_kind

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number - 1)


@pytest.fixture
def march(shop, book) -> None:
    book("sale:1", (shop.bank, shop.held, 1000, "Hũ mật"), kind="sale", at=day(1), ref={"order": "SK-1"}, memo="Bán")
    book("comm:1", (shop.held, shop.fee, 50), kind="commission", at=day(2), memo="Phí 5%")
    book("rel:1", (shop.held, shop.free, 950), kind="release", at=day(9))
    book("sale:2", (shop.bank, shop.held, 300), kind="sale", at=day(10))
    book("out:1", (shop.free, shop.bank, 700), kind="payout", at=day(15))


def brief(told) -> list[tuple]:
    return [(row.key, row.in_vnd, row.out_vnd, row.running_vnd) for row in told.rows]


def test_a_group_sees_what_came_in_and_went_out(march):
    told = statement(owner="7")
    assert brief(told) == [
        ("sale:1", 1000, 0, 1000),
        ("comm:1", 0, 50, 950),
        ("sale:2", 300, 0, 1250),
        ("out:1", 0, 700, 550),
    ]
    first = told.rows[0]
    assert (first.at, first.kind, first.memo, first.ref) == (day(1), "sale", "Hũ mật", {"order": "SK-1"})
    assert (first.from_code, first.to_code) == ("2110.g7", "1010.vcb")
    assert told.rows[1].memo == "Phí 5%"
    assert totals_by_kind(told.rows) == {"sale": 1300, "commission": -50, "payout": -700}


def test_moves_between_its_own_accounts_are_shown_when_asked(march):
    assert ("rel:1", 0, 0, 950) in brief(statement(owner="7", with_moves=True))
    assert brief(statement(codes=["2110.g7"])) == [
        ("sale:1", 1000, 0, 1000),
        ("comm:1", 0, 50, 950),
        ("rel:1", 0, 950, 0),
        ("sale:2", 300, 0, 300),
    ]


def test_windows_join_without_a_gap(march):
    first = statement(owner="7", until=day(10))
    second = statement(owner="7", since=day(10))
    assert (first.opening_vnd, first.closing_vnd, second.opening_vnd, second.closing_vnd) == (0, 950, 950, 550)
    assert brief(first) + brief(second) == brief(statement(owner="7"))
    empty = statement(owner="7", since=day(20), until=day(25))
    assert (empty.opening_vnd, empty.rows, empty.closing_vnd) == (550, (), 550)


def test_a_bank_grows_by_debits(march):
    assert brief(statement(codes=["1010.vcb"], since=day(2))) == [("sale:2", 300, 0, 1300), ("out:1", 0, 700, 600)]


def test_a_debt_is_taken_off_what_the_group_gets(march, shop, book):
    book("refreq:1", (account("1060", "7"), shop.refunds, 200), at=day(16))
    assert statement(owner="7").closing_vnd == 350
    book("off:1", (shop.free, account("1060", "7"), 200), at=day(17))
    assert statement(owner="7").closing_vnd == 350


def test_a_statement_is_of_one_thing(march):
    for wrong in ({}, {"owner": "7", "codes": ["4010"]}):
        with pytest.raises(ValueError, match="one of the two"):
            statement(**wrong)
    assert statement(owner="nobody").closing_vnd == 0


def test_a_statement_takes_a_fixed_number_of_queries(march, django_assert_num_queries):
    with django_assert_num_queries(4):
        statement(owner="7", since=day(2))


def test_the_oldest_money_is_what_later_drains_did_not_reach(shop, book):
    book("cod:1", (shop.carrier, shop.held, 100), at=day(1))
    book("cod:2", (shop.carrier, shop.held, 200), at=day(3))
    book("cod:3", (shop.carrier, shop.held, 50), at=day(5))
    book("remit:1", (shop.bank, shop.carrier, 180), at=day(6))
    (aged,) = aging(now=day(18))
    assert (aged.account.code, aged.balance_vnd, aged.oldest_vnd, aged.oldest_key) == ("1030.ghn", 170, 120, "cod:2")
    assert (aged.oldest_at, aged.age, aged.limit_days, aged.is_late) == (day(3), timedelta(days=15), 14, True)
    book("remit:2", (shop.bank, shop.carrier, 120), at=day(7))
    (aged,) = aging(now=day(18))
    assert (aged.oldest_vnd, aged.oldest_key, aged.is_late) == (50, "cod:3", False)
    book("remit:3", (shop.bank, shop.carrier, 50), at=day(8))
    assert aging(now=day(18)) == []


def test_a_carrier_that_paid_too_much_is_seen_too(shop, book):
    book("cod:1", (shop.carrier, shop.held, 100), at=day(1))
    book("remit:1", (shop.bank, shop.carrier, 130), at=day(2))
    (aged,) = aging(now=day(17))
    assert (aged.balance_vnd, aged.oldest_vnd, aged.oldest_key, aged.is_late) == (-30, 30, "remit:1", True)


def test_a_group_debt_is_watched_but_never_late(shop, book):
    book("refreq:1", (account("1060", "7"), shop.refunds, 200), at=day(1))
    book("refbank:1", (shop.refunds, shop.bank, 200), at=day(1))
    (aged,) = aging(now=day(300))
    assert (aged.account.code, aged.oldest_vnd, aged.limit_days, aged.is_late) == ("1060.g7", 200, None, False)
