"""Paying the groups: their bank accounts, and one payout run in each state, one of them with a transfer that came back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from cooperatives.groups.models import Group
from cooperatives.payouts.models import BankAccount, BankFileProfile, Payout, PayoutRun
from cooperatives.payouts.services.accounts import approve_account, propose_account
from cooperatives.payouts.services.files import write_bank_file
from cooperatives.payouts.services.runs import approve_run, draft_run, propose_run
from cooperatives.payouts.services.transfers import mark_sent
from storefront.payments.models import BankLine
from storefront.payments.services.outgoing import return_payout_line

from .bank import Bank
from .shop import People

BINS: Final = ("970436", "970405", "970418", "970422")
NOT_APPROVED_YET: Final = "vuon-hoa-san-nang"
RETURN_TEXT: Final = "HOAN TRA LENH CHI: SAI TEN NGUOI THU HUONG"
MINIMUM_VND: Final = 20_000


@dataclass(slots=True)
class Payouts:
    """The two people who pay, and the bank that moves the money."""

    people: People
    bank: Bank

    def open_accounts(self) -> None:
        """Every group names where it is paid; one account still waits for the second person."""
        for number, group in enumerate(Group.objects.order_by("pk")):
            account = propose_account(
                group=group,
                bank_bin=BINS[number % len(BINS)],
                account_number=f"00000000{number + 1:04d}",
                holder=f"TAI KHOAN MAU {number + 1}",
                actor=self.people.preparer,
            )
            if group.slug != NOT_APPROVED_YET:
                approve_account(account=account, actor=self.people.approver)

    def run(self, *, now: datetime.datetime, back_days: float, until: str) -> PayoutRun:
        """Draft a run over what was free ``back_days`` ago and take it as far as ``until``. Raises NothingToPay."""
        people = self.people
        cut_off = now - datetime.timedelta(days=back_days)
        run = draft_run(cut_off=cut_off, actor=people.preparer, minimum_vnd=MINIMUM_VND, now=now)
        if until == PayoutRun.Status.DRAFT:
            return run
        propose_run(run=run, actor=people.preparer)
        if until == PayoutRun.Status.PROPOSED:
            return run
        run = approve_run(run=run, actor=people.approver, seen_hash=run.content_hash)
        if until == PayoutRun.Status.APPROVED:
            return run
        profile = BankFileProfile.objects.order_by("code")[0]
        write_bank_file(run=run, profile=profile, file_format="xlsx", actor=people.preparer)
        mark_sent(run=run, actor=people.preparer)
        if until == PayoutRun.Status.SETTLED:
            self._transfer(run, now)
        return run

    def send_back(self, *, run: PayoutRun, now: datetime.datetime) -> None:
        """The bank returns the smallest transfer of a run."""
        payout = run.payouts.filter(status=Payout.Status.SETTLED).order_by("amount_vnd")[0]
        self.bank.move(at=now, amount_vnd=payout.amount_vnd, text=f"{RETURN_TEXT} {payout.pk}")

    def book_returns(self) -> None:
        """Recognise returned transfers on the statement; the account that failed is blocked."""
        for line in BankLine.objects.filter(text__startswith=RETURN_TEXT, state=BankLine.State.UNMATCHED):
            payout_id = int(line.text.rpartition(" ")[2])
            return_payout_line(line_id=line.pk, payout_id=payout_id, actor=self.people.preparer, reason="Sai tên người thụ hưởng")

    def replace_blocked(self) -> None:
        """A group whose account failed names another; it is usable after the cooling time."""
        for number, blocked in enumerate(BankAccount.objects.filter(status=BankAccount.Status.BLOCKED).order_by("pk"), start=1):
            account = propose_account(
                group=blocked.group,
                bank_bin=blocked.bank_bin,
                account_number=f"11110000{number:04d}",
                holder=blocked.holder,
                actor=self.people.preparer,
            )
            approve_account(account=account, actor=self.people.approver)

    def _transfer(self, run: PayoutRun, now: datetime.datetime) -> None:
        for payout in run.payouts.filter(status=Payout.Status.SENT):
            self.bank.move(at=now + datetime.timedelta(minutes=30), amount_vnd=-payout.amount_vnd, text=payout.reference)
