"""Hold our bank accounts against what the bank says: its lines, its balances, and what of it is in the books.

What was on an account before its first line is not in our books. The first balance that the bank told, less all lines up to it, says how
much that was; with every later balance it must come out the same, else a line is missing or is there twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_noop

from cooperatives.ledger.closing import OpenItem
from cooperatives.ledger.models import Account, Posting
from cooperatives.ledger.services import balance
from cooperatives.ledger.txn import write_txn
from storefront.payments.models import BankBalance, BankLine

LIMIT_DAYS: Final = 2
"""As for orders that run at the bank (1050): the next statement should explain it."""
WALKED: Final = 60
BY_HAND: Final = ("payout_settled", "payout_returned")
"""Entries on a bank account that a person may write before its line is there."""
OUTGOING = gettext_noop("Tiền ra chưa rõ là gì")
GAP = gettext_noop("Số dư ngân hàng báo khác tổng các dòng")
NO_LINE = gettext_noop("Ghi sổ khi chưa có dòng sao kê")


@dataclass(frozen=True, slots=True)
class BankAccountState:
    """One of our bank accounts. ``expected_vnd``: opening and books; ``seen_vnd``: the last balance told and the lines after it.

    ``gap_vnd``: by how much the bank's balances contradict its own lines, since ``gap_at``. ``unbooked``: money out that nobody has said
    the meaning of. ``unlined_vnd``: in the books without a line, since ``unlined_at``.
    """

    account: str
    expected_vnd: int
    seen_vnd: int
    seen_at: datetime | None
    is_told: bool
    gap_vnd: int
    gap_at: datetime | None
    unbooked: tuple[BankLine, ...]
    unlined_vnd: int
    unlined_at: datetime | None

    @property
    def difference_vnd(self) -> int:
        """Seen less expected: gap + what is not booked + what has no line."""
        return self.seen_vnd - self.expected_vnd


def record_balance(*, account: str, at: datetime, balance_vnd: int) -> BankBalance:
    """Keep what the bank said; said again for the same moment, the later word counts."""
    with write_txn():
        row, _ = BankBalance.objects.update_or_create(account=account, at=at, defaults={"balance_vnd": balance_vnd})
    return row


def bank_accounts() -> list[BankAccountState]:
    """Each bank account that is ours by the settings, by its lines or by the books."""
    known = set(BankLine.objects.order_by().values_list("account", flat=True).distinct())
    known |= {code.partition(".")[2] for code in Account.objects.filter(code__startswith="1010.").values_list("code", flat=True)}
    return [_state(account) for account in sorted({*known, settings.SHOP_BANK["account"]} - {""})]


def open_bank_items(now: datetime) -> Iterator[OpenItem]:
    """What a person should look at: for the close of the day. Lines that somebody put aside with a word are not asked for again."""
    for state in bank_accounts():
        code = f"1010.{state.account}"
        for line in state.unbooked:
            if line.decided_at is None:
                yield OpenItem(code, OUTGOING, line.amount_vnd, line.booked_at, LIMIT_DAYS, now)
        if state.gap_vnd and state.gap_at is not None:
            yield OpenItem(code, GAP, state.gap_vnd, state.gap_at, LIMIT_DAYS, now)
        if state.unlined_vnd and state.unlined_at is not None:
            yield OpenItem(code, NO_LINE, state.unlined_vnd, state.unlined_at, LIMIT_DAYS, now)


def _state(account: str) -> BankAccountState:
    lines = BankLine.objects.filter(account=account)
    total_vnd, books_vnd = _sum(lines), balance(f"1010.{account}")
    told = BankBalance.objects.filter(account=account).order_by("at")
    first, last = told.first(), told.last()
    opening_vnd = _carried(first) if first else 0
    gap_vnd = _carried(last) - opening_vnd if last else 0
    unbooked = tuple(lines.filter(state=BankLine.State.OUTGOING).order_by("booked_at", "pk"))
    unlined_vnd = total_vnd - books_vnd - sum(line.amount_vnd for line in unbooked)
    newest = lines.order_by("-booked_at", "-pk").first()
    return BankAccountState(
        account=account,
        expected_vnd=opening_vnd + books_vnd,
        seen_vnd=opening_vnd + gap_vnd + total_vnd,
        seen_at=max([one for one in (last.at if last else None, newest.booked_at if newest else None) if one], default=None),
        is_told=last is not None,
        gap_vnd=gap_vnd,
        gap_at=_gap_since(account, opening_vnd) if gap_vnd else None,
        unbooked=unbooked,
        unlined_vnd=unlined_vnd,
        unlined_at=_unlined_since(account, unlined_vnd) if unlined_vnd else None,
    )


def _carried(told: BankBalance) -> int:
    """What was on the account before its first line, by this balance."""
    return told.balance_vnd - _sum(BankLine.objects.filter(account=told.account, booked_at__lte=told.at))


def _gap_since(account: str, opening_vnd: int) -> datetime | None:
    """When the bank first said something else and did not come back to it since; of a long time, at least this long ago."""
    since = None
    for told in BankBalance.objects.filter(account=account).order_by("-at")[:WALKED]:
        if _carried(told) == opening_vnd:
            break
        since = told.at
    return since


def _unlined_since(account: str, amount_vnd: int) -> datetime | None:
    """When the oldest of the newest entries by hand that make the amount was written; None when no person wrote any."""
    by_hand = Q(entry__kind__in=BY_HAND, entry__ref__line="")
    since, left = None, abs(amount_vnd)
    for posting in Posting.objects.filter(by_hand & (Q(debit__code=f"1010.{account}") | Q(credit__code=f"1010.{account}"))).order_by("-at"):
        since, left = posting.at, left - posting.amount_vnd
        if left <= 0:
            break
    return since


def _sum(lines: QuerySet[BankLine]) -> int:
    return lines.aggregate(total=Sum("amount_vnd"))["total"] or 0
