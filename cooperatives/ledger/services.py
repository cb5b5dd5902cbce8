"""Book entries, reverse them, read balances. Every write needs an open :func:`.txn.write_txn` of the caller's, with its business rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils import timezone

from .errors import EntryConflict, InsufficientBalance, UnbalancedEntry
from .models import Account, Entry, Posting, Seal


@dataclass(frozen=True, slots=True)
class Line:
    """Move ``amount_vnd`` (whole đồng, more than zero) from ``credit`` to ``debit``."""

    debit: Account
    credit: Account
    amount_vnd: int
    memo: str = ""


def lines(*wanted: Line) -> list[Line]:
    """Drop the lines whose amount is zero: a free delivery, a commission of 0 %. Negative amounts stay, and ``post_entry`` refuses them."""
    return [line for line in wanted if line.amount_vnd != 0]


def post_entry(
    *,
    key: str,
    kind: str,
    postings: Sequence[Line],
    at: datetime | None = None,
    ref: Mapping[str, Any] | None = None,
    memo: str = "",
    reverses: Entry | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> Entry:
    """Book one business event and return its entry; the same key with the same kind and lines returns the entry that is there.

    ``key`` names the event (``sale:cod:12``), ``at`` is when it happened (now), ``ref`` what caused it. Only the net amount of the whole
    entry counts for floor accounts, so the order of the lines is free.

    Raises UnbalancedEntry, EntryConflict (same key, other lines; or already reversed) and InsufficientBalance; after each of them the
    caller's transaction is usable and nothing was written. ``TransactionManagementError`` outside a transaction.
    """
    if not transaction.get_connection(using).in_atomic_block:
        raise transaction.TransactionManagementError("post_entry() needs an open write_txn(), together with the rows that it is about.")
    _check_lines(key, postings)
    booked = _booked(key, using)
    if booked is not None:
        return _same_or_conflict(booked, kind, postings, reverses)
    # By id: setting the object would also set ``reversed_by`` on it, even when this entry is refused.
    reverses_id = reverses.pk if reverses else None
    entry = Entry(key=key, kind=kind, at=at or timezone.now(), ref=dict(ref or {}), memo=memo, reverses_id=reverses_id, seal_id=key)
    try:
        with transaction.atomic(using=using):
            _write(entry, postings, using)
    except IntegrityError as refused:
        # PostgreSQL lets two writers race to one key; the second waits for the first and then finds its entry.
        booked = _booked(key, using)
        if booked is not None:
            return _same_or_conflict(booked, kind, postings, reverses)
        if reverses is not None and Entry.objects.using(using).filter(reverses=reverses).exists():
            raise EntryConflict(key=key, reason="already_reversed") from refused
        if "ledger_account_floor" in str(refused):
            raise _insufficient(key, postings, using) from refused
        raise
    return entry


def reverse_entry(*, entry: Entry, key: str, memo: str, at: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> Entry:
    """Book the same lines with the sides swapped. Idempotent by ``key``; raises EntryConflict when reversed before under another key.

    Raises InsufficientBalance when the money has moved on (a group was paid already): then book what is due, do not reverse.
    """
    swapped = [
        Line(posting.credit, posting.debit, posting.amount_vnd, posting.memo)
        for posting in entry.postings.using(using).select_related("debit", "credit").order_by("seq")
    ]
    return post_entry(
        key=key, kind=f"{entry.kind}.reversed", postings=swapped, at=at, ref=entry.ref, memo=memo, reverses=entry, using=using
    )


def balance(code: str, *, as_of: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> int:
    """Return an account's balance in the sign of its normal side, 0 for an account that was never opened."""
    return balances([code], as_of=as_of, using=using)[code]


def balances(codes: Iterable[str], *, as_of: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Return code -> balance in one query; an account that was never opened has 0."""
    wanted = list(codes)
    found = Account.objects.using(using).filter(code__in=wanted).with_balances(as_of)
    return {**dict.fromkeys(wanted, 0), **{account.code: account.balance_vnd for account in found}}


def digest_of(entry: Entry, postings: Iterable[Posting]) -> str:
    """Return the SHA-256 (hex) of an entry's key, kind, time and lines in their order; account codes never change."""
    lines_told = [f"{row.seq} {row.debit.code} {row.credit.code} {row.amount_vnd}" for row in postings]
    told = "\n".join([entry.key, entry.kind, entry.at.astimezone(UTC).isoformat(timespec="microseconds"), *lines_told])
    return sha256(told.encode()).hexdigest()


def _check_lines(key: str, postings: Sequence[Line]) -> None:
    if not key:
        raise ValueError("An entry needs a key.")
    if not postings:
        raise UnbalancedEntry(key=key, reason="no_lines")
    for line in postings:
        if type(line.amount_vnd) is not int:
            raise TypeError(f"Amounts are whole đồng as int, got {line.amount_vnd!r}.")
        if line.amount_vnd <= 0:
            raise UnbalancedEntry(key=key, reason="amount_not_positive", amount_vnd=line.amount_vnd)
        if line.debit.pk == line.credit.pk:
            raise UnbalancedEntry(key=key, reason="one_account_on_both_sides", account=line.debit.code)
        if line.debit.currency != line.credit.currency:
            raise UnbalancedEntry(key=key, reason="two_currencies", account=line.debit.code, other=line.credit.code)


def _booked(key: str, using: str) -> Entry | None:
    return Entry.objects.using(using).filter(key=key).first()


def _same_or_conflict(booked: Entry, kind: str, postings: Sequence[Line], reverses: Entry | None) -> Entry:
    there = sorted(booked.postings.values_list("debit_id", "credit_id", "amount_vnd"))
    wanted = sorted((line.debit.pk, line.credit.pk, line.amount_vnd) for line in postings)
    if there != wanted or booked.kind != kind or booked.reverses_id != (reverses.pk if reverses else None):
        raise EntryConflict(key=booked.key, reason="other_lines")
    return booked


def _write(entry: Entry, postings: Sequence[Line], using: str) -> None:
    ids = {side.pk for line in postings for side in (line.debit, line.credit)}
    entry.save(using=using, force_insert=True)
    # Locked in one order, so that two entries over the same accounts wait for each other instead of deadlocking (no-op on SQLite).
    list(Account.objects.using(using).filter(pk__in=ids, floor_zero=True).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    rows = [
        Posting(entry=entry, seq=seq, debit=line.debit, credit=line.credit, amount_vnd=line.amount_vnd, at=entry.at, memo=line.memo)
        for seq, line in enumerate(postings, start=1)
    ]
    Posting.objects.using(using).bulk_create(rows)
    Seal(key=entry.key, digest=digest_of(entry, rows)).save(using=using, force_insert=True)


def _insufficient(key: str, postings: Sequence[Line], using: str) -> InsufficientBalance:
    net: dict[int, int] = {}
    for line in postings:
        for side, amount in ((line.debit, line.amount_vnd), (line.credit, -line.amount_vnd)):
            net[side.pk] = net.get(side.pk, 0) + (amount if side.kind in ("A", "E") else -amount)
    short = [
        (account, net[account.pk])
        for account in Account.objects.using(using).filter(pk__in=net, floor_zero=True).order_by("code")
        if account.bal + net[account.pk] < 0
    ]
    if not short:  # refilled by another writer between the refusal and this look
        return InsufficientBalance(key=key)
    account, moved = short[0]
    return InsufficientBalance(key=key, account=account.code, balance_vnd=account.bal, needed_vnd=-moved)
