"""``check_ledger`` finds planted damage and says nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cooperatives.ledger.checks import CHECKS, check_books
from cooperatives.ledger.models import Account, Entry, Posting, Seal
from cooperatives.ledger.services import reverse_entry
from cooperatives.ledger.txn import write_txn
from tests.ledger_flush import triggers_suspended

pytestmark = pytest.mark.django_db


@pytest.fixture
def books(shop, book) -> None:
    sale = book("sale:1", (shop.bank, shop.held, 1000), (shop.held, shop.fee, 50))
    book("sale:2", (shop.bank, shop.held, 500))
    with write_txn():
        reverse_entry(entry=sale, key="sale:1:rev", memo="Ghi nhầm")


def found() -> dict[str, list[str]]:
    return {result.name: result.differences for result in check_books().results if not result.is_ok}


def run(*options: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("check_ledger", *options, stdout=out)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_sound_books_pass(books):
    code, text = run()
    assert code == 0
    assert text.count("  ok") == len(CHECKS) == 9
    assert "DIFFERS" not in text
    counted = {result.name: result.counted for result in check_books().results}
    assert counted["sealed"] == 3
    assert counted["postings"] == 5
    assert counted["floors"] == 5
    assert counted["reversals"] == 1


def test_empty_books_pass(db):
    assert run()[0] == 0


@pytest.mark.parametrize(
    ("plant", "check", "difference"),
    [
        (lambda: Posting.objects.filter(entry__key="sale:2").update(amount_vnd=499), "floors", "2110.g7: kept 500, recounted 499"),
        (lambda: Account.objects.filter(code="2110.g7").update(bal=501), "floors", "2110.g7: kept 501, recounted 500"),
        (lambda: Account.objects.filter(code="4010").update(bal=1), "floors", "4010: kept 1, recounted 0"),
        (lambda: Posting.objects.filter(entry__key="sale:1", seq=1).delete(), "postings", "sale:1: 1 lines, gap in their numbers"),
        (lambda: Posting.objects.filter(entry__key="sale:2").delete(), "postings", "sale:2: 0 lines, gap in their numbers"),
        (lambda: Seal.objects.create(key="stray"), "sealed", "seal without entry: stray"),
        (lambda: Posting.objects.filter(entry__key="sale:2").update(at=timezone.now() + timedelta(days=9)), "lines", "sale:2 line 1"),
        (lambda: Account.objects.filter(code="4010").update(currency="USD"), "lines", "sale:1 line 2"),
        (lambda: Account.objects.filter(code="4010").update(kind="E"), "chart", "4010: kind E, floor False; the chart says otherwise"),
        (lambda: Account.objects.filter(code="4010").update(code="7777"), "chart", "7777: not in the chart"),
        (
            lambda: Posting.objects.filter(entry__key="sale:1:rev").update(amount_vnd=7),
            "reversals",
            "sale:1:rev does not mirror what it reverses",
        ),
    ],
    ids=["amount", "kept", "kept-without-floor", "line", "all-lines", "stray-seal", "time", "currency", "kind", "code", "mirror"],
)
def test_planted_damage_is_found(books, plant, check, difference):
    with triggers_suspended(connection):
        plant()
    assert difference in found()[check]
    code, text = run()
    assert code == 1
    assert difference in text


@pytest.mark.parametrize("plant", ["amount", "side", "last line", "kind", "time"])
def test_damage_between_accounts_that_keep_no_balance_is_found(shop, book, plant):
    book("sale:9", (shop.bank, shop.fee, 100), (shop.carrier_fee, shop.bank, 5))
    with triggers_suspended(connection):
        match plant:
            case "amount":
                Posting.objects.filter(seq=1).update(amount_vnd=99)
            case "side":
                Posting.objects.filter(seq=1).update(debit=shop.carrier_fee, credit=shop.bank)
            case "last line":
                Posting.objects.filter(seq=2).delete()
            case "kind":
                Entry.objects.update(kind="other")
            case "time":
                later = timezone.now() + timedelta(days=1)
                Entry.objects.update(at=later)
                Posting.objects.update(at=later)
    assert found() == {"digests": ["sale:9: not what was sealed"]}
    assert run()[0] == 1


def test_money_in_two_currencies_breaks_the_equation(books, shop, book):
    book("sale:3", (shop.bank, shop.fee, 70))
    with triggers_suspended(connection):
        Account.objects.filter(code="4010").update(currency="USD")
    assert sorted(found()["equation"]) == ["USD: A 0 + E 0 <> L 0 + R 70", "VND: A 570 + E 0 <> L 500 + R 0"]


def test_a_missing_trigger_is_a_difference(books, sql):
    sql("DROP TRIGGER ledger_seal_moves_floors" + (" ON ledger_seal" if connection.vendor == "postgresql" else ""))
    assert found() == {"triggers": ["missing: ledger_seal_moves_floors"]}
    assert run()[0] == 1


def test_an_entry_whose_seal_is_gone_is_found(books, sql):
    """PostgreSQL's foreign key lets no seal go, so there the damage cannot be planted; SQLite checks it at COMMIT only."""
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic(), triggers_suspended(connection):
            sql("DELETE FROM ledger_seal WHERE key = 'sale:2'")
        assert found() == {}
        return
    with triggers_suspended(connection):
        sql("DELETE FROM ledger_seal WHERE key = 'sale:2'")
    assert found()["sealed"] == ["not sealed: sale:2", "3 entries, 2 seals"]
    with triggers_suspended(connection):  # put back, or the end of this test would rightly complain
        sql("INSERT INTO ledger_seal (key, sealed_at, digest) VALUES ('sale:2', %s, '')", timezone.now())


def test_late_money_is_told_and_fails_only_when_asked(books, shop, book):
    old = timezone.now() - timedelta(days=20)
    book("cod:1", (shop.carrier, shop.held, 100), at=old)
    code, text = run()
    assert (code, "LATE" in text) == (0, True)
    assert run("--fail-late")[0] == 1


def test_json_says_the_same(books, shop, book):
    book("cod:1", (shop.carrier, shop.held, 100), at=timezone.now() - timedelta(days=3))
    code, text = run("--json")
    told = json.loads(text)
    assert (code, told["ok"], len(told["checks"])) == (0, True, 9)
    (drain,) = told["must_drain"]
    assert (drain["account"], drain["balance_vnd"], drain["age_days"], drain["limit_days"], drain["late"]) == (
        "1030.ghn",
        100,
        3,
        14,
        False,
    )
    with triggers_suspended(connection):
        Account.objects.filter(code="2110.g7").update(bal=1)
    code, text = run("--json")
    assert (code, json.loads(text)["ok"]) == (1, False)
    assert Entry.objects.count() == 4
