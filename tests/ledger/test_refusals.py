"""What the database itself refuses, by raw SQL and by the ORM, with nothing changed afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cooperatives.ledger import trigger_sql
from cooperatives.ledger.models import Account, Entry, Posting, Seal
from cooperatives.ledger.txn import write_txn

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(shop, book) -> Entry:
    return book("sale:1", (shop.bank, shop.held, 1000), (shop.held, shop.fee, 50))


def snapshot() -> tuple:
    return tuple(list(model.objects.order_by("pk").values()) for model in (Account, Entry, Posting, Seal))


@pytest.fixture
def refused():
    """``refused(message, action)``: the action fails with that message and leaves every table as it was."""

    def _refused(message: str, action) -> None:
        before = snapshot()
        with pytest.raises(IntegrityError, match=message), transaction.atomic():
            action()
        assert snapshot() == before

    return _refused


def open_entry(key: str = "open") -> Entry:
    return Entry.objects.create(key=key, kind="test", seal_id=key)


def add(entry: Entry, debit: Account, credit: Account, amount: int, seq: int = 1) -> Posting:
    return Posting.objects.create(entry=entry, seq=seq, debit=debit, credit=credit, amount_vnd=amount, at=entry.at)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting"])
def test_changing_a_row_by_sql(sale, sql, refused, table):
    refused(trigger_sql.APPEND_ONLY, lambda: sql(f"UPDATE {table} SET memo = 'x'"))


def test_changing_a_seal_by_sql(sale, sql, refused):
    refused(trigger_sql.APPEND_ONLY, lambda: sql("UPDATE ledger_seal SET sealed_at = %s", timezone.now()))


@pytest.mark.parametrize("table", trigger_sql.TABLES)
def test_deleting_a_row_by_sql(sale, sql, refused, table):
    refused(trigger_sql.APPEND_ONLY, lambda: sql(f"DELETE FROM {table}"))


@pytest.mark.parametrize("model", [Entry, Posting])
def test_changing_a_row_by_the_orm(sale, refused, model):
    refused(trigger_sql.APPEND_ONLY, lambda: model.objects.update(memo="x"))
    refused(trigger_sql.APPEND_ONLY, lambda: model.objects.first().save())


def test_changing_a_seal_by_the_orm(sale, refused):
    refused(trigger_sql.APPEND_ONLY, lambda: Seal.objects.get(key="sale:1").save())


def test_deleting_a_row_by_the_orm(sale, refused):
    refused(trigger_sql.APPEND_ONLY, lambda: Posting.objects.all().delete())
    refused(trigger_sql.APPEND_ONLY, lambda: Posting.objects.first().delete())
    refused("protected foreign keys", lambda: Entry.objects.all().delete())
    refused("protected foreign keys", lambda: Seal.objects.all().delete())
    refused("protected foreign keys", lambda: Account.objects.all().delete())


def test_emptying_a_table(sale, sql, refused):
    connection.check_constraints()  # PostgreSQL truncates nothing while foreign keys wait to be checked
    for table in trigger_sql.TABLES:
        statement = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
        refused(trigger_sql.APPEND_ONLY, lambda statement=statement: sql(statement))


def test_replacing_a_row_under_its_own_number(sale, shop, sql, refused):
    """INSERT OR REPLACE deletes without a DELETE trigger on SQLite; PostgreSQL's form of it is an update."""
    posting = sale.postings.first()
    if connection.vendor == "sqlite":
        columns = "(id, entry_id, seq, debit_id, credit_id, amount_vnd, at, memo)"

        def steal_posting() -> None:
            new = open_entry()
            values = (posting.pk, new.pk, 1, shop.bank.pk, shop.held.pk, 9, str(new.at.replace(tzinfo=None)), "")
            sql(f"INSERT OR REPLACE INTO ledger_posting {columns} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", *values)

        refused(trigger_sql.APPEND_ONLY, steal_posting)
        refused(
            trigger_sql.APPEND_ONLY,
            lambda: sql("INSERT OR REPLACE INTO ledger_seal (key, sealed_at, digest) VALUES ('sale:1', %s, '')", timezone.now()),
        )
        refused(
            trigger_sql.APPEND_ONLY,
            lambda: sql(
                "INSERT OR REPLACE INTO ledger_entry (id, key, kind, at, created_at, ref, memo, seal_id) "
                "SELECT id, key, 'x', at, created_at, ref, memo, seal_id FROM ledger_entry WHERE key = 'sale:1'"
            ),
        )
        refused(
            trigger_sql.APPEND_ONLY,
            lambda: sql(
                "INSERT OR REPLACE INTO ledger_account (code, name, kind, currency, owner, floor_zero, bal) "
                "SELECT code, name, kind, currency, owner, 0, 0 FROM ledger_account WHERE code = '2110.g7'"
            ),
        )
    else:
        refused(
            trigger_sql.APPEND_ONLY,
            lambda: sql(
                "INSERT INTO ledger_seal (key, sealed_at, digest) VALUES ('sale:1', now(), '') "
                "ON CONFLICT (key) DO UPDATE SET sealed_at = now()"
            ),
        )


def test_adding_to_a_sealed_entry(sale, shop, sql, refused):
    refused(trigger_sql.SEALED, lambda: add(sale, shop.bank, shop.held, 5, seq=3))
    refused(
        trigger_sql.SEALED,
        lambda: sql(
            "INSERT INTO ledger_posting (entry_id, seq, debit_id, credit_id, amount_vnd, at, memo) "
            "SELECT entry_id, 3, debit_id, credit_id, 5, at, '' FROM ledger_posting WHERE seq = 1"
        ),
    )


def test_sealing_an_entry_without_postings(shop, refused):
    def seal_empty() -> None:
        open_entry()
        Seal.objects.create(key="open")

    refused(trigger_sql.EMPTY, seal_empty)


def test_a_seal_for_no_entry(shop, refused):
    refused(trigger_sql.EMPTY, lambda: Seal.objects.create(key="nobody"))


def test_an_entry_under_a_strange_seal(sale, refused):
    refused("ledger_entry_own_seal", lambda: Entry.objects.create(key="other", kind="test", seal_id="sale:1"))


@pytest.mark.django_db(transaction=True)
def test_committing_an_entry_without_its_seal(shop):
    with pytest.raises(IntegrityError), write_txn():
        add(open_entry(), shop.bank, shop.held, 5)
    assert (Entry.objects.count(), Posting.objects.count(), Seal.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("amount", [0, -5])
def test_an_amount_that_is_not_positive(shop, refused, amount):
    refused("ledger_posting_amount", lambda: add(open_entry(), shop.bank, shop.held, amount))


def test_one_account_on_both_sides(shop, refused):
    refused("ledger_posting_sides", lambda: add(open_entry(), shop.bank, shop.bank, 5))


def test_two_lines_with_one_number(shop, refused):
    def twice() -> None:
        entry = open_entry()
        add(entry, shop.bank, shop.held, 5)
        add(entry, shop.bank, shop.held, 6)

    refused("ledger_posting|append-only", twice)


def test_one_key_twice(sale, refused):
    refused("ledger_entry|append-only", lambda: Entry.objects.create(key="sale:1", kind="test", seal_id="sale:1"))


def test_a_second_reversal(sale, book, shop, refused):
    book("rev:1", (shop.held, shop.bank, 1000), (shop.fee, shop.held, 50), reverses=sale)
    refused("reverses|append-only", lambda: Entry.objects.create(key="rev:2", kind="test", seal_id="rev:2", reverses=sale))


def test_two_currencies_in_one_posting(shop, refused):
    foreign = Account.objects.create(code="1020.usd", name="USD", kind="A", currency="USD")
    refused(trigger_sql.CURRENCY, lambda: add(open_entry(), foreign, shop.held, 5))


def test_a_posting_at_another_time_than_its_entry(shop, refused):
    def elsewhen() -> None:
        entry = open_entry()
        Posting.objects.create(entry=entry, seq=1, debit=shop.bank, credit=shop.held, amount_vnd=5, at=entry.at - timedelta(days=1))

    refused(trigger_sql.TIME, elsewhen)


def test_drawing_more_than_there_is(sale, shop, refused):
    def overdraw() -> None:
        add(open_entry("draw"), shop.held, shop.bank, 951)
        Seal.objects.create(key="draw")

    refused("ledger_account_floor", overdraw)


def test_writing_a_kept_balance_by_hand(sale, shop, sql, refused):
    refused(trigger_sql.KEPT_BALANCE, lambda: sql("UPDATE ledger_account SET bal = bal + 1 WHERE code = '2110.g7'"))
    refused(trigger_sql.KEPT_BALANCE, lambda: Account.objects.filter(code="2110.g7").update(bal=0))
    refused(trigger_sql.KEPT_BALANCE, lambda: Account.objects.create(code="2120.g9", name="x", kind="L", floor_zero=True, bal=7))


@pytest.mark.parametrize("change", [{"code": "9"}, {"kind": "R"}, {"currency": "USD"}, {"owner": "8"}, {"floor_zero": False}])
def test_changing_what_an_account_is(sale, refused, change):
    refused(trigger_sql.IDENTITY, lambda: Account.objects.filter(code="2110.g7").update(**change))


def test_a_kind_outside_the_four(shop, refused):
    refused("ledger_account_kind", lambda: Account.objects.create(code="9", name="x", kind="X"))


def test_renaming_an_account_keeps_its_balance(sale, shop):
    shop.held.name = "Tiền giữ"  # read before the sale: its bal is stale
    assert shop.held.bal == 0
    shop.held.save()
    assert Account.objects.values_list("name", "bal").get(code="2110.g7") == ("Tiền giữ", 950)
