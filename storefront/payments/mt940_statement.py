"""MT940, the statement of SWIFT, read with the package mt-940.

A file may hold several statements. Each one's balances must add up with its movements, else the file was cut or changed and is refused
whole: a missing line would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

import mt940
from django.utils import timezone

from .sheets import MAX_ROWS, FileNotReadable, StatementCut
from .statement_rows import Closing, Movement, StatementRows, collect, is_account

_START: Final = re.compile(r"^:20:", re.MULTILINE)
_ACCOUNT_FIELD: Final = re.compile(r"^:25P?:(?P<told>.+)$", re.MULTILINE)
_SUBFIELD: Final = re.compile(r"\?\d\d")
_OUT: Final = frozenset({"D", "RC"})
"""A debit, and a credit taken back."""


def is_mt940(content: bytes) -> bool:
    """Whether it looks like one: a reference, an account and an opening balance."""
    head = content[:20_000]
    return b":20:" in head and b":60" in head and (b":25:" in head or b":25P:" in head)


def read_mt940(content: bytes, *, account: str, now: datetime | None = None) -> StatementRows:
    """Read all statements of a file. Raises FileNotReadable (``mt940``, ``encoding``, ``too_many_rows``) and StatementCut."""
    text = _text(content)
    starts = [match.start() for match in _START.finditer(text)]
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    movements: list[Movement] = []
    closings: list[Closing] = []
    for part in parts:
        told, of_account = _parse(part), _account(part)
        rows = list(_movements(told, of_account, first=len(movements) + 1))
        _check_totals(told, rows)
        movements += rows
        if len(movements) > MAX_ROWS:
            raise FileNotReadable(reason="too_many_rows")
        if is_account(of_account, account):
            closings += _closing(told)
    return collect(movements, account=account, now=now, closings=closings)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise FileNotReadable(reason="encoding")


def _parse(part: str) -> Any:
    try:
        told = mt940.parse(part.partition("\n-}")[0])
        lost = len(re.findall(r"^:61:", part, re.MULTILINE)) != len(told.transactions)
    except Exception as broken:  # the package raises many kinds on what is no MT940; all of them mean the same
        raise FileNotReadable(reason="mt940") from broken
    if lost:
        raise FileNotReadable(reason="mt940")
    return told


def _account(part: str) -> str:
    """``:25:`` holds the number alone, or with the bank before it and the currency behind."""
    match = _ACCOUNT_FIELD.search(part)
    told = match["told"].strip() if match else ""
    return re.sub(r"[A-Z]{3}$", "", told.rpartition("/")[2].strip())


def _movements(told: Any, account: str, *, first: int) -> Iterator[Movement]:
    for number, one in enumerate(told.transactions, start=first):
        data = one.data
        amount = data["amount"]
        day = data.get("entry_date") or data.get("date")
        text = " ".join(part for part in (data.get("transaction_details"), data.get("extra_details")) if part)
        reference = data.get("bank_reference") or data.get("customer_reference") or ""
        whole = abs(Decimal(amount.amount))
        refused = "currency" if amount.currency != "VND" else "amount" if whole != int(whole) else ""
        yield Movement(
            number=number,
            booked_at=datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone()) if day else None,
            amount_vnd=int(whole) * (-1 if data["status"] in _OUT else 1),
            text=_SUBFIELD.sub(" ", text),
            bank_ref="" if reference == "NONREF" else reference,
            account=account,
            shown=f"{day} {whole} {text}",
            refused=refused,
        )


def _check_totals(told: Any, rows: Iterable[Movement]) -> None:
    opening, closing = _balance(told, "opening"), _balance(told, "closing")
    if opening is None or closing is None or any(row.refused for row in rows):
        return
    if opening.amount.amount + sum(row.amount_vnd for row in rows) != closing.amount.amount:
        raise StatementCut()


def _balance(told: Any, which: str) -> Any:
    """The final balance, or that of one page of a statement."""
    return told.data.get(f"final_{which}_balance") or told.data.get(f"intermediate_{which}_balance")


def _closing(told: Any) -> Iterator[Closing]:
    """Only of the last page: a statement's balance at the end of its day."""
    balance = told.data.get("final_closing_balance")
    if balance is None or balance.amount.currency != "VND" or balance.amount.amount != int(balance.amount.amount):
        return
    day = balance.date
    end = datetime.combine(datetime(day.year, day.month, day.day), time.max.replace(microsecond=0), timezone.get_default_timezone())
    yield Closing(end, int(balance.amount.amount))
