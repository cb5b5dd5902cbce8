"""Pay taxes on to the state: proposed, approved by another person, booked from the line of the statement (2300, 2400 → 1010)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, balance, lines, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.payments.errors import (
    LineNotWaiting,
    TaxMoreThanHeld,
    TaxPaymentNeedsAnother,
    TaxPaymentNotOpen,
    TaxPaymentOpen,
    TransferDiffers,
)
from storefront.payments.locks import lock_line
from storefront.payments.models import BankLine, TaxPayment

from .outgoing import close_line

if TYPE_CHECKING:
    from storefront.accounts.models import User

Status = TaxPayment.Status


def propose_tax_payment(*, period_on: date, vat_vnd: int, pit_vnd: int, own_vat_vnd: int, actor: User) -> TaxPayment:
    """Propose to pay taxes of the month of ``period_on``. Raises TaxMoreThanHeld and TaxPaymentOpen (one for the month is under way)."""
    wanted = {"2300.vat": vat_vnd, "2300.pit": pit_vnd, "2400": own_vat_vnd}
    if min(wanted.values()) < 0 or not any(wanted.values()):
        raise TaxMoreThanHeld(account="2300", wanted_vnd=sum(wanted.values()), held_vnd=0)
    for code, amount_vnd in wanted.items():
        held_vnd = balance(code)
        if amount_vnd > held_vnd:
            raise TaxMoreThanHeld(account=code, wanted_vnd=amount_vnd, held_vnd=held_vnd)
    try:
        with write_txn():
            row = TaxPayment.objects.create(
                period_on=period_on.replace(day=1), vat_vnd=vat_vnd, pit_vnd=pit_vnd, own_vat_vnd=own_vat_vnd, proposed_by=actor
            )
            log(row, "payments.tax_proposed", user=actor, title=str(row), data={"total_vnd": row.total_vnd})
    except IntegrityError as refused:
        raise TaxPaymentOpen(period=f"{period_on:%m/%Y}") from refused
    return row


def approve_tax_payment(*, payment_id: int, actor: User) -> TaxPayment:
    """Approve as another person; the transfer may be ordered then. Raises TaxPaymentNeedsAnother and TaxPaymentNotOpen."""
    with write_txn():
        row = TaxPayment.objects.get(pk=payment_id)
        if row.proposed_by_id == actor.pk:
            raise TaxPaymentNeedsAnother(payment_id=row.pk)
        _move(row, {Status.PROPOSED}, Status.APPROVED, approved_by=actor, approved_at=timezone.now())
        log(row, "payments.tax_approved", user=actor, title=str(row), data={"total_vnd": row.total_vnd})
    return row


def drop_tax_payment(*, payment_id: int, actor: User) -> TaxPayment:
    """Drop one that the bank has not paid. Raises TaxPaymentNotOpen."""
    with write_txn():
        row = TaxPayment.objects.get(pk=payment_id)
        _move(row, {Status.PROPOSED, Status.APPROVED}, Status.DROPPED)
        log(row, "payments.tax_dropped", user=actor, title=str(row))
    return row


def settle_tax_payment(*, payment_id: int, line_id: int, actor: User) -> TaxPayment:
    """Say that an outgoing line is an approved payment: ``taxpay:<payment>``, 2300 and 2400 → 1010.

    Raises LineNotWaiting, TransferDiffers, TaxPaymentNotOpen, and InsufficientBalance when so much is not held any more.
    """
    with write_txn():
        line, _ = lock_line(line_id)
        row = TaxPayment.objects.get(pk=payment_id)
        if line.state != BankLine.State.OUTGOING:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        if -line.amount_vnd != row.total_vnd:
            raise TransferDiffers(line_id=line.pk, line_vnd=-line.amount_vnd, wanted_vnd=row.total_vnd)
        _move(row, {Status.APPROVED}, Status.SETTLED, bank_line=line, settled_at=timezone.now())
        bank, memo = account("1010", line.account), f"{row.period_on:%Y-%m}"
        postings = lines(
            Line(account("2300.vat"), bank, row.vat_vnd, memo),
            Line(account("2300.pit"), bank, row.pit_vnd, memo),
            Line(account("2400"), bank, row.own_vat_vnd, memo),
        )
        ref = {"bank_line": line.pk, "tax_payment": row.pk, "period": memo}
        post_entry(key=f"taxpay:{row.pk}", kind="tax_paid", postings=postings, at=line.booked_at, ref=ref)
        close_line(line, actor, decision=f"{row.period_on:%m/%Y}", at=timezone.now())
        log(row, "payments.tax_settled", user=actor, title=str(row), data={"bank_line": line.pk, "total_vnd": row.total_vnd})
    return row


def tax_payments_for(line: BankLine) -> list[TaxPayment]:
    """Approved payments of exactly the amount of an outgoing line."""
    return [row for row in TaxPayment.objects.filter(status=Status.APPROVED) if row.total_vnd == -line.amount_vnd]


def _move(row: TaxPayment, before: set[TaxPayment.Status], to: TaxPayment.Status, **columns: object) -> None:
    if not TaxPayment.objects.filter(pk=row.pk, status__in=before).update(status=to, **columns):
        raise TaxPaymentNotOpen(payment_id=row.pk, status=row.status)
    row.refresh_from_db()
