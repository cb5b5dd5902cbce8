"""Taxes withheld in a month, paid on to the state in the middle of the next by the two people who pay."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from cooperatives.ledger.services import balances
from storefront.payments.models import BankLine
from storefront.payments.services.tax_payments import approve_tax_payment, propose_tax_payment, settle_tax_payment, tax_payments_for

from .bank import Bank
from .shop import People, hours

PAY_DAY: Final = 15
TEXT: Final = "NOP NSNN THUE"
_HELD: Final = ("2300.vat", "2300.pit", "2400")


@dataclass(slots=True)
class Taxes:
    """The two people who pay, and the bank that moves the money."""

    people: People
    bank: Bank

    def pay(self, now: datetime.datetime) -> None:
        """Propose, approve and order what was held at the end of last month; nothing when nothing was."""
        first = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        at_end, held = balances(_HELD, as_of=first - datetime.timedelta(microseconds=1)), balances(_HELD)
        vat_vnd, pit_vnd, own_vat_vnd = (max(min(at_end[code], held[code]), 0) for code in _HELD)
        if not vat_vnd + pit_vnd + own_vat_vnd:
            return
        month = (first - datetime.timedelta(days=1)).date()
        amounts = {"vat_vnd": vat_vnd, "pit_vnd": pit_vnd, "own_vat_vnd": own_vat_vnd}
        row = propose_tax_payment(period_on=month, actor=self.people.preparer, **amounts)
        approve_tax_payment(payment_id=row.pk, actor=self.people.approver)
        self.bank.move(at=now + hours(2), amount_vnd=-row.total_vnd, text=f"{TEXT} {month:%m%Y}")

    def book(self) -> None:
        """Recognise the payment on the statement."""
        for line in BankLine.objects.filter(text__startswith=TEXT, state=BankLine.State.OUTGOING):
            for row in tax_payments_for(line)[:1]:
                settle_tax_payment(payment_id=row.pk, line_id=line.pk, actor=self.people.preparer)
