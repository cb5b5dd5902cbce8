"""The center's bank account: what moves on it, handed in as a statement file at the end of each day."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone

from storefront.accounts.models import User
from storefront.payments.services.bank_lines import import_statement

HEADINGS = ("Ngày giao dịch", "Số bút toán", "Ghi nợ", "Ghi có", "Số dư", "Nội dung")
OPENING_VND: Final = 25_000_000
"""What is on the account before the first day."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One line: positive comes in, negative goes out."""

    at: datetime.datetime
    amount_vnd: int
    text: str


@dataclass(slots=True)
class Bank:
    """Movements that no statement shows yet."""

    waiting: list[Movement] = field(default_factory=list)
    count: int = 0
    balance_vnd: int = OPENING_VND

    def move(self, *, at: datetime.datetime, amount_vnd: int, text: str) -> None:
        """Note a movement for the next statement."""
        self.waiting.append(Movement(at, amount_vnd, text))

    def hand_in(self, *, now: datetime.datetime, actor: User) -> None:
        """Upload what moved until ``now`` as the bank's CSV file; nothing on a day without movements."""
        shown = sorted((one for one in self.waiting if one.at <= now), key=lambda one: one.at)
        if shown:
            self.waiting = [one for one in self.waiting if one.at > now]
            day = timezone.localdate(now).strftime("%Y%m%d")
            import_statement(file=io.BytesIO(self._file(shown)), file_name=f"sao-ke-{day}.csv", actor=actor)

    def _file(self, movements: list[Movement]) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for one in movements:
            self.count += 1
            self.balance_vnd += one.amount_vnd
            day = timezone.localtime(one.at).strftime("%d/%m/%Y %H:%M:%S")
            amounts = ("", one.amount_vnd) if one.amount_vnd > 0 else (-one.amount_vnd, "")
            writer.writerow([day, f"FT{self.count:08d}", *amounts, self.balance_vnd, one.text])
        return out.getvalue().encode("utf-8-sig")
