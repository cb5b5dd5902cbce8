"""How our books and Stripe's balance stand to each other, for the page of reconciliation and for people on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from cooperatives.ledger.closing import OpenItem
from storefront.payments.models import GatewayBalance

from .movement_decisions import unknown_movements
from .movements import HOME

DIFFERS: Final = gettext_noop("Số dư Stripe khác sổ")
LIMIT_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class StripeState:
    """One currency, in its smallest unit: what our books expected (1020) and what Stripe said at ``seen_at``.

    ``differs_since`` and ``age`` tell how long they have differed, nothing when they agree. ``unknown`` movements lie in 1021 until a
    person explains them.
    """

    currency: str
    expected: int
    seen: int
    seen_at: datetime
    differs_since: datetime | None
    age: timedelta | None
    unknown: int

    @property
    def difference(self) -> int:
        """Seen less expected; to be zero."""
        return self.seen - self.expected


def stripe_reconciliation(now: datetime | None = None) -> list[StripeState]:
    """The state of each currency that Stripe ever held for us, as of the last time it was asked; nothing before the first time."""
    moment = now or timezone.now()
    return [
        StripeState(
            currency=row.currency,
            expected=row.booked,
            seen=row.told,
            seen_at=row.told_at,
            differs_since=row.differs_since_at,
            age=moment - row.differs_since_at if row.differs_since_at else None,
            unknown=unknown_movements().filter(currency=row.currency).count(),
        )
        for row in GatewayBalance.objects.order_by("currency")
    ]


def open_stripe_items(now: datetime) -> Iterator[OpenItem]:
    """Balances that differ from our books, for the close of the day; older than a day they stop payout runs."""
    for state in stripe_reconciliation(now):
        if state.differs_since is not None:
            code = "1020" if state.currency == HOME else f"1020.{state.currency}"
            yield OpenItem(code, DIFFERS, state.difference, state.differs_since, LIMIT_DAYS, now, state.currency.upper())
