"""The journal of a period for an accountant: as a table, and as Beancount text that ``bean-check`` accepts.

Nobody is named in it: accounts carry codes (``2120.g7``), entries carry the keys of orders and payouts, free text stays here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import DEBIT_KINDS, Account, AccountKind, Entry, Posting

REFERENCES: Final = ("order", "payout", "run", "refund", "parcel", "remittance", "bank_line")
"""What an entry may point at, the most telling first."""
OPENING: Final = "Equity:Opening-Balances"
_ROOTS: Final = {
    AccountKind.ASSET.value: "Assets",
    AccountKind.LIABILITY.value: "Liabilities",
    AccountKind.REVENUE.value: "Income",
    AccountKind.EXPENSE.value: "Expenses",
}
_BALANCE_KINDS: Final = (AccountKind.ASSET, AccountKind.LIABILITY)


class JournalRow(NamedTuple):
    """One side of a posting; exactly one of the two amounts is not zero. Amounts in the smallest unit of ``currency``."""

    key: str
    on: date
    account: str
    name: str
    debit: int
    credit: int
    currency: str
    reference: str


def reference_of(ref: Mapping[str, Any]) -> str:
    """What an entry belongs to: ``order HTX1234567`` or ``payout 12``; empty when it is about nothing of that kind."""
    return next((f"{name} {ref[name]}" for name in REFERENCES if ref.get(name)), "")


def journal(*, since: datetime, until: datetime, using: str = DEFAULT_DB_ALIAS) -> Iterator[JournalRow]:
    """Every posting with ``since <= at < until`` as its debit row and its credit row, in the order of the books."""
    postings = Posting.objects.using(using).filter(at__gte=since, at__lt=until).select_related("entry", "debit", "credit")
    for posting in postings.order_by("at", "entry_id", "seq").iterator(chunk_size=2000):
        on, reference = timezone.localdate(posting.at), reference_of(posting.entry.ref)
        for account, debit, credit in ((posting.debit, posting.amount_vnd, 0), (posting.credit, 0, posting.amount_vnd)):
            yield JournalRow(posting.entry.key, on, account.code, _(account.name), debit, credit, account.currency, reference)


def beancount(*, since: datetime, until: datetime, using: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """The same period as Beancount text, line by line.

    Assets and debts start with what they held before (against ``Equity:Opening-Balances``) and end with a ``balance`` directive that holds
    our ledger's own figure, so that ``bean-check`` proves the export and not only its form. ``until`` must be the start of a day.
    """
    first, end = timezone.localdate(since), timezone.localdate(until)
    accounts = list(Account.objects.using(using).order_by("code"))
    before = {one.pk: one.balance_vnd for one in _balances(since, using)}
    after = {one.pk: one.balance_vnd for one in _balances(until, using)}
    yield 'option "title" "Sinh Kế"'
    for currency in sorted({"VND", *(account.currency for account in accounts)}):
        yield f'option "operating_currency" "{currency}"'
    yield ""
    yield f"{first} open {OPENING}"
    for account in accounts:
        yield f"{first} open {bean_account(account)} {account.currency}"
        yield f'  name: "{_(account.name)}"'
    yield from _opening(first, [(account, before[account.pk]) for account in accounts if account.kind in _BALANCE_KINDS])
    yield from _transactions(since, until, using)
    yield ""
    for account in accounts:
        if account.kind in _BALANCE_KINDS:
            yield f"{end} balance {bean_account(account)}  {_amount(account, _as_debit(account, after[account.pk]))}"


def bean_account(account: Account) -> str:
    """``2120.g7`` as Beancount names accounts: ``Liabilities:2120-g7``. It knows no underscore, so that is two dashes."""
    return f"{_ROOTS[account.kind]}:{account.code.replace('_', '--').replace('.', '-')}"


def _balances(before: datetime, using: str) -> Iterator[Account]:
    """Accounts with what lay on them just before a moment, which belongs to the period that it starts."""
    yield from Account.objects.using(using).with_balances(as_of=before - datetime.resolution)


def _opening(first: date, held: list[tuple[Account, int]]) -> Iterator[str]:
    carried = [(account, _as_debit(account, balance)) for account, balance in held if balance]
    if not carried:
        return
    yield ""
    yield f'{first} * "opening"'
    for account, amount in carried:
        yield f"  {bean_account(account)}  {_amount(account, amount)}"
    for currency in sorted({account.currency for account, _amount_of in carried}):
        whole = [(account, amount) for account, amount in carried if account.currency == currency]
        rest = -sum(amount for _account, amount in whole)
        if rest:
            yield f"  {OPENING}  {_amount(whole[0][0], rest)}"


def _transactions(since: datetime, until: datetime, using: str) -> Iterator[str]:
    entries = Entry.objects.using(using).filter(Q(at__gte=since) & Q(at__lt=until)).order_by("at", "pk")
    for entry in entries.prefetch_related("postings__debit", "postings__credit").iterator(chunk_size=500):
        yield ""
        yield f'{timezone.localdate(entry.at)} * "{entry.kind}" "{_plain(entry.key)}"'
        reference = reference_of(entry.ref)
        if reference:
            yield f'  ref: "{_plain(reference)}"'
        for posting in entry.postings.all():
            yield f"  {bean_account(posting.debit)}  {_amount(posting.debit, posting.amount_vnd)}"
            yield f"  {bean_account(posting.credit)}  {_amount(posting.credit, -posting.amount_vnd)}"


def _as_debit(account: Account, balance: int) -> int:
    """Beancount counts debits up and credits down, whatever the account."""
    return balance if account.kind in DEBIT_KINDS else -balance


def _amount(account: Account, amount: int) -> str:
    if account.currency == "VND":
        return f"{amount} VND"
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d} {account.currency}"


def _plain(text: str) -> str:
    return text.replace("\\", "").replace('"', "").replace("\n", " ")
