"""A bank's statement in whatever form it comes: CSV, XLSX, MT940 (SWIFT) or CAMT.053 (ISO 20022), told apart by what it looks like."""

from __future__ import annotations

from datetime import datetime

from .camt_statement import is_camt, read_camt
from .mt940_statement import is_mt940, read_mt940
from .sheets import MAX_BYTES, FileNotReadable
from .statement_rows import StatementRows, read_table_statement


def read_statement(content: bytes, *, account: str, now: datetime | None = None) -> StatementRows:
    """Read a bank's file for our ``account``; movements of another account are bad.

    Raises FileNotReadable, ColumnsMissing and StatementCut.
    """
    if len(content) > MAX_BYTES:
        raise FileNotReadable(reason="too_large")
    if is_camt(content):
        return read_camt(content, account=account, now=now)
    if is_mt940(content):
        return read_mt940(content, account=account, now=now)
    return read_table_statement(content, account=account, now=now)
