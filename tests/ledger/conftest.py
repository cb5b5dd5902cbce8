"""Accounts of a small shop, and a short way to book."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from cooperatives.ledger.chart import account, forget_accounts
from cooperatives.ledger.models import Entry
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from tests import ledger_flush

ledger_flush.install()


@pytest.fixture(autouse=True)
def _forgotten_accounts():
    forget_accounts()
    yield
    forget_accounts()


@pytest.fixture
def shop(db) -> SimpleNamespace:
    """Bank, carrier, commission and the accounts of group 7."""
    return SimpleNamespace(
        bank=account("1010", "vcb"),
        carrier=account("1030", "ghn"),
        unclear=account("2090"),
        held=account("2110", "7"),
        free=account("2120", "7"),
        paying=account("2130", "7"),
        refunds=account("2200"),
        fee=account("4010"),
        carrier_fee=account("5040"),
        batch=account("1050"),
    )


@pytest.fixture
def book() -> Callable[..., Entry]:
    """``book("key", (debit, credit, amount), …)`` books one entry in its own transaction."""

    def _book(key: str, *moves, kind: str = "test", **more) -> Entry:
        with write_txn():
            return post_entry(key=key, kind=kind, postings=[Line(*move) for move in moves], **more)

    return _book


@pytest.fixture
def sql() -> Callable[..., None]:
    """Run one raw statement."""

    def _sql(statement: str, *values) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return _sql
