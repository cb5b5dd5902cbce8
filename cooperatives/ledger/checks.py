"""Prove the books: each check recounts one thing from the postings and says where the books differ. Read-only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, F, Q, Sum

from . import triggers
from .chart import rule_of
from .models import Account, AccountKind, Entry, Posting, Seal
from .services import digest_of
from .statements import Aged, aging

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What one check counted, and every difference that it found (at most :data:`SHOWN` are spelt out)."""

    name: str
    counted: int
    differences: list[str] = field(default_factory=list)

    @property
    def is_ok(self) -> bool:
        """True without differences."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Report:
    """All results, and the ages of the accounts that must drain. Late money is a warning, not a difference."""

    results: list[Result]
    ages: list[Aged]

    @property
    def is_ok(self) -> bool:
        """True when nothing differs; payouts may run."""
        return all(result.is_ok for result in self.results)

    @property
    def late(self) -> list[Aged]:
        """Accounts that should have drained before now."""
        return [aged for aged in self.ages if aged.is_late]


def check_books(*, now: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> Report:
    """Run every check on the database ``using``."""
    return Report([check(using) for check in CHECKS], aging(now=now, using=using))


def triggers_stand(using: str) -> Result:
    """Every trigger is in place."""
    connection = connections[using]
    return Result("triggers", len(triggers.expected(connection.vendor)), [f"missing: {name}" for name in triggers.missing(connection)])


def entries_are_sealed(using: str) -> Result:
    """As many seals as entries, each entry has its own, none stands alone."""
    entries, seals = Entry.objects.using(using), Seal.objects.using(using)
    open_keys = entries.exclude(key__in=seals.values("key")).values_list("key", flat=True)[:SHOWN]
    lost_keys = seals.exclude(key__in=entries.values("key")).values_list("key", flat=True)[:SHOWN]
    differences = [f"not sealed: {key}" for key in open_keys] + [f"seal without entry: {key}" for key in lost_keys]
    counted, sealed = entries.count(), seals.count()
    if counted != sealed:
        differences.append(f"{counted} entries, {sealed} seals")
    return Result("sealed", counted, differences)


def entries_have_postings(using: str) -> Result:
    """Each entry has postings, numbered 1, 2, 3 … without a gap."""
    entries = Entry.objects.using(using).annotate(lines=Count("postings"), last=Sum("postings__seq"))
    gaps = entries.exclude(lines__gt=0, last=F("lines") * (F("lines") + 1) / 2).values_list("key", "lines")[:SHOWN]
    return Result("postings", Posting.objects.using(using).count(), [f"{key}: {count} lines, gap in their numbers" for key, count in gaps])


def seals_are_intact(using: str) -> Result:
    """Each entry's key, kind, time and lines are what was sealed: no amount or account was changed, no line taken out."""
    digests = dict(Seal.objects.using(using).values_list("key", "digest"))
    postings = Posting.objects.using(using).select_related("entry", "debit", "credit").order_by("entry_id", "seq")
    counted, differences = 0, []
    for entry, rows in groupby(postings.iterator(), key=lambda posting: posting.entry):
        counted += 1
        if digests.get(entry.key) != digest_of(entry, rows):
            differences.append(f"{entry.key}: not what was sealed")
    return Result("digests", counted, differences[:SHOWN])


def postings_are_sound(using: str) -> Result:
    """Two different accounts of one currency, an amount above zero, the time of the entry."""
    odd = Posting.objects.using(using).filter(
        Q(amount_vnd__lte=0) | Q(debit=F("credit")) | ~Q(debit__currency=F("credit__currency")) | ~Q(at=F("entry__at"))
    )
    found = odd.values_list("entry__key", "seq")[:SHOWN]
    return Result("lines", Posting.objects.using(using).count(), [f"{key} line {seq}" for key, seq in found])


def floors_are_kept(using: str) -> Result:
    """A floor account's kept balance is the sum of its postings and not below zero; other accounts keep none."""
    accounts = list(Account.objects.using(using).with_sums())
    differences = [
        f"{account.code}: kept {account.bal}, recounted {account.sum_vnd}"
        for account in accounts
        if (account.bal < 0 or account.bal != account.sum_vnd if account.floor_zero else account.bal != 0)
    ]
    return Result("floors", sum(account.floor_zero for account in accounts), differences[:SHOWN])


def equation_holds(using: str) -> Result:
    """Assets + expenses = liabilities + revenue, in each currency."""
    totals: dict[str, dict[str, int]] = {}
    for account in Account.objects.using(using).with_sums():
        totals.setdefault(account.currency, dict.fromkeys(AccountKind.values, 0))[account.kind] += account.sum_vnd
    differences = [
        f"{currency}: A {sums['A']} + E {sums['E']} <> L {sums['L']} + R {sums['R']}"
        for currency, sums in totals.items()
        if sums["A"] + sums["E"] != sums["L"] + sums["R"]
    ]
    return Result("equation", len(totals), differences)


def reversals_mirror(using: str) -> Result:
    """Each reversing entry has the lines of the entry that it reverses, with the sides swapped."""
    reversals = Entry.objects.using(using).filter(reverses__isnull=False)
    differences: list[str] = []
    for reversal in reversals.iterator():
        mirrored = sorted(reversal.postings.values_list("credit_id", "debit_id", "amount_vnd"))
        original = sorted(
            Posting.objects.using(using).filter(entry=reversal.reverses_id).values_list("debit_id", "credit_id", "amount_vnd")
        )
        if mirrored != original:
            differences.append(f"{reversal.key} does not mirror what it reverses")
    return Result("reversals", reversals.count(), differences[:SHOWN])


def accounts_follow_the_chart(using: str) -> Result:
    """Each account's code is in the chart, with that line's kind and floor."""
    differences: list[str] = []
    accounts = list(Account.objects.using(using))
    for account in accounts:
        try:
            rule = rule_of(account.code)
        except KeyError:
            differences.append(f"{account.code}: not in the chart")
            continue
        if (account.kind, account.floor_zero) != (rule.kind.value, rule.floor_zero):
            differences.append(f"{account.code}: kind {account.kind}, floor {account.floor_zero}; the chart says otherwise")
    return Result("chart", len(accounts), differences[:SHOWN])


CHECKS: tuple[Callable[[str], Result], ...] = (
    triggers_stand,
    entries_are_sealed,
    entries_have_postings,
    seals_are_intact,
    postings_are_sound,
    floors_are_kept,
    equation_holds,
    reversals_mirror,
    accounts_follow_the_chart,
)
