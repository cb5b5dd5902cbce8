"""Take in lines of a bank statement, each once, whatever file or feed they come in.

Money that comes in is booked at once, ``1010.<account>`` to ``2090`` (receipts of no known order), even when nobody knows whose it is;
finding its order is the next step, in a transaction of its own (:mod:`.matching`). A process that dies in between loses nothing: the
line is there, and the sweep matches it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account as ledger_account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import fold
from storefront.payments.errors import BankLineZero
from storefront.payments.models import BankLine, BankStatement
from storefront.payments.statement_files import read_statement
from storefront.payments.statement_rows import BadRow, Closing, StatementRow, is_own_reference

from .balances import record_balance
from .matching import match_automatically

if TYPE_CHECKING:
    from storefront.accounts.models import User


logger = logging.getLogger(__name__)


class Readable(Protocol):
    """An uploaded or opened file."""

    def read(self) -> bytes:
        """All bytes of it."""


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """The line as it stands, and whether this call brought it."""

    line: BankLine
    is_new: bool


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One good row of a file. ``line`` is empty in a preview of a new row."""

    row: StatementRow
    is_new: bool
    line: BankLine | None = None


@dataclass(frozen=True, slots=True)
class StatementImport:
    """What a file brought, or would bring (``statement`` is None in a preview). ``is_known_file``: these very bytes came before."""

    statement: BankStatement | None
    is_known_file: bool
    rows: Sequence[ImportedRow]
    bad: Sequence[BadRow]

    @property
    def new_count(self) -> int:
        """Rows that were not known."""
        return sum(row.is_new for row in self.rows)

    @property
    def repeated_count(self) -> int:
        """Rows that another file or feed brought before."""
        return len(self.rows) - self.new_count

    @property
    def in_vnd(self) -> int:
        """New money in."""
        return sum(one.row.amount_vnd for one in self.rows if one.is_new and one.row.amount_vnd > 0)

    @property
    def out_vnd(self) -> int:
        """New money out, as a positive amount."""
        return -sum(one.row.amount_vnd for one in self.rows if one.is_new and one.row.amount_vnd < 0)


def fingerprint_of(*, account: str, booked_at: datetime, amount_vnd: int, text: str, bank_ref: str, ordinal: int) -> str:
    """Name a movement: by the bank's reference and the amount, or by day, amount and text; ``ordinal`` tells twins in one file apart.

    The amount stands beside the reference because banks put a transfer and its fee under one reference.
    """
    if is_own_reference(bank_ref):
        parts = ["ref", account, bank_ref.upper(), str(amount_vnd), str(ordinal)]
    else:
        parts = ["row", account, timezone.localdate(booked_at).isoformat(), str(amount_vnd), fold(text), str(ordinal)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def record_bank_line(
    *,
    account: str,
    booked_at: datetime,
    amount_vnd: int,
    text: str = "",
    bank_ref: str = "",
    ordinal: int = 0,
    statement: BankStatement | None = None,
) -> RecordedLine:
    """Record a movement on our bank account once, book it, and look for its order. Amounts: positive in, negative out.

    Raises BankLineZero. Money going out books nothing until somebody says what it was (:mod:`.outgoing`).
    """
    if amount_vnd == 0:
        raise BankLineZero(account=account, text=text)
    known_by = fingerprint_of(account=account, booked_at=booked_at, amount_vnd=amount_vnd, text=text, bank_ref=bank_ref, ordinal=ordinal)
    with write_txn():
        line, is_new = BankLine.objects.get_or_create(
            fingerprint=known_by,
            defaults={
                "account": account,
                "bank_ref": bank_ref,
                "booked_at": booked_at,
                "amount_vnd": amount_vnd,
                "text": text,
                "statement": statement,
                "state": BankLine.State.UNMATCHED if amount_vnd > 0 else BankLine.State.OUTGOING,
                "unallocated_vnd": max(amount_vnd, 0),
            },
        )
        if is_new and amount_vnd > 0:
            money = Line(ledger_account("1010", account), ledger_account("2090"), amount_vnd)
            post_entry(key=f"bank:{line.pk}", kind="bank", postings=[money], at=booked_at, ref={"bank_line": line.pk})
    if is_new:
        try:
            line = match_automatically(line_id=line.pk)
        except DomainError:  # the money is booked and the line waits: for the sweep, or for a person
            logger.exception("bank line %s could not be matched", line.pk)
    return RecordedLine(line, is_new)


def preview_statement(*, file: Readable, file_name: str, account: str = "") -> StatementImport:
    """Say what :func:`import_statement` would do with the file; nothing is written. Raises FileNotReadable and ColumnsMissing."""
    content = file.read()
    rows, bad, _ = _read(content, account)
    known = _known(rows)
    seen = BankStatement.objects.filter(sha256=_digest(content)).exists()
    return StatementImport(None, seen, [ImportedRow(row, known_by not in known, known.get(known_by)) for row, known_by in rows], bad)


def import_statement(*, file: Readable, file_name: str, actor: User, account: str = "") -> StatementImport:
    """Take in a bank's file (:mod:`storefront.payments.statement_files`) for our ``account``, the shop's own when left out.

    Bad rows are listed, the good ones kept. Each line is a transaction of its own. A file that was broken off half-way is simply
    uploaded again: what is there stays as it is. Raises FileNotReadable, ColumnsMissing and StatementCut; then nothing was written.
    """
    content = file.read()
    rows, bad, closings = _read(content, account)
    with write_txn():
        statement, is_new_file = BankStatement.objects.get_or_create(
            sha256=_digest(content), defaults={"file_name": file_name[:200], "uploaded_by": actor}
        )
    known = _known(rows)
    imported = [ImportedRow(row, False, known[known_by]) if known_by in known else _record(row, statement) for row, known_by in rows]
    result = StatementImport(statement, not is_new_file, imported, bad)
    for closing in closings:
        record_balance(account=account or settings.SHOP_BANK["account"], at=closing.at, balance_vnd=closing.balance_vnd)
    _count(result, actor)
    return result


def _count(result: StatementImport, actor: User) -> None:
    """Write down how many lines this file brought in all, over all its uploads."""
    statement = result.statement
    assert statement is not None
    with write_txn():
        statement.line_count = BankLine.objects.filter(statement=statement).count()
        statement.repeated_count = len(result.rows) - statement.line_count
        statement.save(update_fields=["line_count", "repeated_count"])
        counts = {"new": result.new_count, "repeated": result.repeated_count, "bad": len(result.bad), "file": statement.file_name}
        log(statement, "payments.statement_imported", user=actor, data=counts)


def _record(row: StatementRow, statement: BankStatement) -> ImportedRow:
    recorded = record_bank_line(
        account=row.account,
        booked_at=row.booked_at,
        amount_vnd=row.amount_vnd,
        text=row.text,
        bank_ref=row.bank_ref,
        ordinal=row.ordinal,
        statement=statement,
    )
    return ImportedRow(row, recorded.is_new, recorded.line)


def _read(content: bytes, account: str) -> tuple[list[tuple[StatementRow, str]], Sequence[BadRow], Sequence[Closing]]:
    ours = account or settings.SHOP_BANK["account"]
    found = read_statement(content, account=ours)
    return [(row, _fingerprint(replace(row, account=ours))) for row in found.good], found.bad, found.closings


def _fingerprint(row: StatementRow) -> str:
    return fingerprint_of(
        account=row.account,
        booked_at=row.booked_at,
        amount_vnd=row.amount_vnd,
        text=row.text,
        bank_ref=row.bank_ref,
        ordinal=row.ordinal,
    )


def _known(rows: Iterable[tuple[StatementRow, str]]) -> dict[str, BankLine]:
    """Lines that are there already, by fingerprint; asked in pieces because SQLite takes a limited number of values."""
    wanted = [known_by for _, known_by in rows]
    found: dict[str, BankLine] = {}
    for start in range(0, len(wanted), 500):
        found.update({line.fingerprint: line for line in BankLine.objects.filter(fingerprint__in=wanted[start : start + 500])})
    return found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
