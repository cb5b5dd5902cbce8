"""Close a day: is everything drained that must drain, and what is not, how much, and since when.

The books know their own accounts. What only a higher room can see (a bank balance that differs from ours) it adds with
:func:`register_look`. Whoever pays groups asks :func:`late_items` first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from wagtail.log_actions import log

from .models import DailyClose
from .statements import aging
from .txn import write_txn

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that must be zero and is not. ``amount`` is in the smallest unit of ``currency``; ``code`` says where to look."""

    code: str
    name: str
    amount: int
    since: datetime
    limit_days: int
    now: datetime
    currency: str = "VND"

    @property
    def age_days(self) -> int:
        """Whole days."""
        return (self.now - self.since).days

    @property
    def is_late(self) -> bool:
        """True when it is older than it may be."""
        return self.now - self.since > timedelta(days=self.limit_days)


Look = Callable[[datetime], Iterable[OpenItem]]
LOOKS: Final[list[Look]] = []


def register_look(look: Look) -> None:
    """Add what a higher room sees."""
    LOOKS.append(look)


def open_items(now: datetime | None = None) -> list[OpenItem]:
    """Everything that must drain and has not, oldest first."""
    moment = now or timezone.now()
    found = [*_accounts(moment), *(item for look in LOOKS for item in look(moment))]
    return sorted(found, key=lambda item: (item.since, item.code))


def late_items(now: datetime | None = None) -> list[OpenItem]:
    """What is not zero and older than it may be, oldest first."""
    return [item for item in open_items(now) if item.is_late]


def close_day(now: datetime | None = None, *, actor: AbstractUser | None = None) -> DailyClose:
    """Look, and write down how the day of ``now`` stands. Safe to repeat: a day has one row, with the last look of the day."""
    moment = now or timezone.now()
    items = open_items(moment)
    columns = {
        "closed_at": moment,
        "open_count": len(items),
        "late_count": sum(item.is_late for item in items),
        "items": [_told(item) for item in items],
        **({"closed_by_id": actor.pk} if actor else {}),
    }
    with write_txn():
        row, _ = DailyClose.objects.update_or_create(closed_on=timezone.localdate(moment), defaults=columns)
        if actor is not None:
            log(row, "ledger.day_closed", user=actor, title=str(row), data={"open": row.open_count, "late": row.late_count})
    return row


def _accounts(now: datetime) -> Iterator[OpenItem]:
    for aged in aging(now=now):
        if aged.limit_days is not None:
            account = aged.account
            yield OpenItem(account.code, account.name, aged.balance_vnd, aged.oldest_at, aged.limit_days, now, account.currency)


def _told(item: OpenItem) -> dict[str, object]:
    columns = {name: value for name, value in asdict(item).items() if name != "now"}
    return {**columns, "since": item.since.isoformat(), "age_days": item.age_days, "is_late": item.is_late}
