"""Read the books: a statement with a running balance, and how old the money on a clearing account is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from .chart import rule_of
from .models import DEBIT_KINDS, Account, AccountQuerySet, Posting


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One posting seen from the accounts of the statement. Exactly one of ``in_vnd`` and ``out_vnd`` is more than zero, or neither when the
    money only moved between those accounts. ``ref`` says which order, parcel, payout … it belongs to."""

    at: datetime
    key: str
    kind: str
    memo: str
    ref: dict[str, Any]
    from_code: str
    to_code: str
    in_vnd: int
    out_vnd: int
    running_vnd: int


@dataclass(frozen=True, slots=True)
class Statement:
    """``closing_vnd`` = ``opening_vnd`` + everything in - everything out."""

    accounts: tuple[Account, ...]
    since: datetime | None
    until: datetime | None
    opening_vnd: int
    rows: tuple[StatementRow, ...]
    closing_vnd: int

    @property
    def in_vnd(self) -> int:
        """All that came in."""
        return sum(row.in_vnd for row in self.rows)

    @property
    def out_vnd(self) -> int:
        """All that went out."""
        return sum(row.out_vnd for row in self.rows)


def statement(
    *,
    owner: str = "",
    codes: Iterable[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    with_moves: bool = False,
    using: str = DEFAULT_DB_ALIAS,
) -> Statement:
    """Return the statement of all accounts of ``owner``, or of the accounts with ``codes``, over ``since <= at < until``.

    Rows stand in the order in which they happened. Accounts that we owe (a group's) grow by credits; when all accounts are assets or
    expenses (a bank, a carrier) they grow by debits. So a group's statement over 2110, 2120, 2130, 2140 and 1060 ends with what it will
    still be paid, its debt taken off. Moves between the accounts themselves change nothing and are left out unless ``with_moves``.
    Raises ValueError when neither or both of ``owner`` and ``codes`` are given.
    """
    wanted = list(codes)
    if bool(owner) == bool(wanted):
        raise ValueError("A statement needs an owner or account codes, one of the two.")
    chosen = Account.objects.using(using).filter(Q(code__in=wanted) if wanted else Q(owner=owner)).order_by("code")
    accounts = tuple(chosen)
    ids = {account.pk for account in accounts}
    by_debit = bool(accounts) and all(account.kind in DEBIT_KINDS for account in accounts)
    opening = _signed_total(ids, by_debit, Q(at__lt=since), using) if since is not None else 0
    rows = _rows(_postings(ids, since, until, using), ids, by_debit=by_debit, running=opening, with_moves=with_moves)
    return Statement(accounts, since, until, opening, rows, rows[-1].running_vnd if rows else opening)


def _postings(ids: set[int], since: datetime | None, until: datetime | None, using: str) -> QuerySet[Posting]:
    found = Posting.objects.using(using).filter(Q(debit__in=ids) | Q(credit__in=ids))
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    return found.select_related("entry", "debit", "credit").order_by("at", "entry_id", "seq")


def _rows(postings: QuerySet[Posting], ids: set[int], *, by_debit: bool, running: int, with_moves: bool) -> tuple[StatementRow, ...]:
    rows: list[StatementRow] = []
    for posting in postings:
        inside = posting.debit_id in ids and posting.credit_id in ids
        if inside and not with_moves:
            continue
        gained = (posting.debit_id in ids) == by_debit
        in_vnd = posting.amount_vnd if gained and not inside else 0
        out_vnd = posting.amount_vnd if not gained and not inside else 0
        running += in_vnd - out_vnd
        rows.append(
            StatementRow(
                at=posting.at,
                key=posting.entry.key,
                kind=posting.entry.kind,
                memo=posting.memo or posting.entry.memo,
                ref=posting.entry.ref,
                from_code=posting.credit.code,
                to_code=posting.debit.code,
                in_vnd=in_vnd,
                out_vnd=out_vnd,
                running_vnd=running,
            )
        )
    return tuple(rows)


def _signed_total(ids: set[int], by_debit: bool, when: Q, using: str) -> int:
    found = Posting.objects.using(using).filter(when)
    debits = found.filter(debit__in=ids).aggregate(total=Sum("amount_vnd"))["total"] or 0
    credits = found.filter(credit__in=ids).aggregate(total=Sum("amount_vnd"))["total"] or 0
    return int(debits - credits if by_debit else credits - debits)


@dataclass(frozen=True, slots=True)
class Aged:
    """How old the money on one account is. First in, first out: ``oldest_vnd`` of it has been there since ``oldest_at``."""

    account: Account
    balance_vnd: int
    oldest_at: datetime
    oldest_vnd: int
    oldest_key: str
    age: timedelta
    limit_days: int | None

    @property
    def is_late(self) -> bool:
        """True when the account should have drained before."""
        return self.limit_days is not None and self.age > timedelta(days=self.limit_days)


def aging(*, now: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> list[Aged]:
    """Return every must-drain (or watched) account that is not at zero, the oldest money first.

    A balance on the wrong side (a carrier remitted more than it collected) counts too; it ages from the entries on that side.
    """
    moment = now or timezone.now()
    aged: list[Aged] = []
    for account in _must_drain(using).with_balances():
        if account.balance_vnd:
            aged.append(_oldest(account, moment, using))
    return sorted(aged, key=lambda one: (one.oldest_at, one.account.code))


def _must_drain(using: str) -> AccountQuerySet:
    accounts = Account.objects.using(using)
    watched = [pk for pk, code in accounts.values_list("pk", "code") if _is_watched(code)]
    return accounts.filter(pk__in=watched)


def _is_watched(code: str) -> bool:
    try:
        rule = rule_of(code)
    except KeyError:
        return False
    return rule.must_drain_days is not None or rule.watch_age


def _oldest(account: Account, now: datetime, using: str) -> Aged:
    """Walk back over the newest entries that make the balance: what they do not cover is drained, the last one reached is the oldest."""
    grows_by_debit = (account.kind in DEBIT_KINDS) == (account.balance_vnd > 0)
    side = {"debit": account} if grows_by_debit else {"credit": account}
    left = abs(account.balance_vnd)
    incoming = Posting.objects.using(using).filter(**side).select_related("entry").order_by("-at", "-entry_id")
    entry, at = None, now
    for entry, postings in groupby(incoming.iterator(chunk_size=200), key=lambda posting: posting.entry):
        amount_vnd = sum(posting.amount_vnd for posting in postings)
        at = entry.at
        if amount_vnd >= left:
            break
        left -= amount_vnd
    return Aged(
        account=account,
        balance_vnd=account.balance_vnd,
        oldest_at=at,
        oldest_vnd=left,
        oldest_key=entry.key if entry else "",
        age=now - at,
        limit_days=rule_of(account.code).must_drain_days,
    )


def totals_by_kind(rows: Sequence[StatementRow]) -> dict[str, int]:
    """Return entry kind -> what it brought (in minus out), for the summary above a statement."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.kind] = totals.get(row.kind, 0) + row.in_vnd - row.out_vnd
    return totals
