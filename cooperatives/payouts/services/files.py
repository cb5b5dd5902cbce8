"""The bank's batch file of an approved run: CSV or XLSX, columns from a profile, account numbers as text, a checksum sheet to compare.

A file is written once and kept: asking again returns the same bytes, and a run is never written for a second profile.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib.auth.models import AbstractUser
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from wagtail.log_actions import log

from cooperatives.ledger.txn import write_txn
from cooperatives.payouts.errors import OtherFileWritten, RunChanged, RunMoveRefused
from cooperatives.payouts.gate import OWN_CODE, check_drained
from cooperatives.payouts.models import BankAccount, BankFile, BankFileProfile, Payout, PayoutRun
from cooperatives.payouts.permissions import PROPOSE, require
from cooperatives.payouts.services.runs import content_hash
from cooperatives.vietnam.banks import bank
from cooperatives.vietnam.text import ascii_upper

FORMATS = ("csv", "xlsx")
_FIXED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)

CellValue = Callable[[int, Payout], str | int]
VALUES: dict[str, CellValue] = {
    "number": lambda number, payout: number,
    "account": lambda number, payout: payout.bank_account.account_number,
    "holder": lambda number, payout: payout.bank_account.holder,
    "bank_bin": lambda number, payout: payout.bank_account.bank_bin,
    "bank_code": lambda number, payout: bank(payout.bank_account.bank_bin).code,
    "bank_name": lambda number, payout: bank(payout.bank_account.bank_bin).short_name,
    "amount": lambda number, payout: payout.amount_vnd,
    "memo": lambda number, payout: payout.reference,
    "fee_bearer": lambda number, payout: "OUR",
}
"""What a column may hold. The memo is neutral: the run's number, never a name of a group or programme."""


def write_bank_file(*, run: PayoutRun, profile: BankFileProfile, file_format: str, actor: AbstractUser) -> BankFile:
    """Return the run's file in this format, writing it on first use.

    Raises NotAllowed, RunMoveRefused (not approved), RunChanged (content differs from what was approved, or an account was blocked since),
    OtherFileWritten, NotDrained. A file that is there already is given whatever came since.
    """
    require(actor, PROPOSE)
    if file_format not in FORMATS:
        raise ValueError(f"file_format must be one of {FORMATS}, not {file_format!r}")
    with write_txn():
        # Locked and looked at again: it may have been dropped, or an account blocked, since the page was opened.
        run = PayoutRun.objects.select_for_update().get(pk=run.pk)
        return _file_of(run, profile, file_format, actor)


def _file_of(run: PayoutRun, profile: BankFileProfile, file_format: str, actor: AbstractUser) -> BankFile:
    if run.status not in {"approved", "sent", "settled"}:
        raise RunMoveRefused(number=run.number, status=run.status, to="file")
    to_pay = run.payouts.filter(status=Payout.Status.APPROVED, bank_account__status=BankAccount.Status.BLOCKED)
    if to_pay.exists():
        raise RunChanged(number=run.number)
    written = BankFile.objects.filter(run=run, profile=profile.code, file_format=file_format).first()
    if written is not None:
        return written
    other = BankFile.objects.filter(run=run).exclude(profile=profile.code).first()
    if other is not None:
        raise OtherFileWritten(profile=other.profile)
    if content_hash(run) != run.content_hash:
        raise RunChanged(number=run.number)
    check_drained(but=OWN_CODE)
    return _write(run, profile, file_format, actor)


def _write(run: PayoutRun, profile: BankFileProfile, file_format: str, actor: AbstractUser) -> BankFile:
    payouts = list(run.payouts.exclude(status=Payout.Status.CANCELLED).select_related("bank_account").order_by("group_id"))
    rows = [[_value(column["value"], number, payout, profile) for column in profile.columns] for number, payout in enumerate(payouts, 1)]
    headings = [str(column["heading"]) for column in profile.columns]
    total_vnd = sum(payout.amount_vnd for payout in payouts)
    content = _csv(headings, rows) if file_format == "csv" else _xlsx(headings, rows, profile, run, total_vnd)
    written = BankFile.objects.create(
        run=run,
        profile=profile.code,
        file_format=file_format,
        sha256=hashlib.sha256(content).hexdigest(),
        total_vnd=total_vnd,
        line_count=len(rows),
        content=content,
        written_by_id=actor.pk,
    )
    log(run, "payouts.file_written", user=actor, title=run.number, data={"profile": profile.code, "sha256": written.sha256})
    return written


def _value(name: str, number: int, payout: Payout, profile: BankFileProfile) -> str | int:
    value = VALUES[name](number, payout)
    if name == "memo":
        return ascii_upper(str(value), profile.memo_max)
    if isinstance(value, str) and profile.upper_ascii and name in {"holder", "bank_name"}:
        return ascii_upper(value, 120)
    return value


def _csv(headings: list[str], rows: list[list[str | int]]) -> bytes:
    """UTF-8 with a mark, so that spreadsheet programs read the headings right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(headings: list[str], rows: list[list[str | int]], profile: BankFileProfile, run: PayoutRun, total_vnd: int) -> bytes:
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _FIXED
    book.properties.creator = "Sinh Ke"
    sheet = book.create_sheet(profile.sheet_name)
    head = []
    for heading in headings:
        cell = WriteOnlyCell(sheet, value=heading)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            # Text, or the bank's program eats the zeros at the start of an account number.
            cell.number_format = "@" if isinstance(value, str) else "0"
            cells.append(cell)
        sheet.append(cells)
    check = book.create_sheet("Kiem tra")
    for label, value in (("Dot", run.number), ("So dong", len(rows)), ("Tong tien", total_vnd), ("Ma noi dung", run.content_hash)):
        check.append([label, value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
