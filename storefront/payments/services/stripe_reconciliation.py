"""How our books and Stripe's balance stand to each other, for the page of reconciliation and for people on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from storefront.payments.models import GatewayBalance

from .movement_decisions import unknown_movements


@dataclass(frozen=True, slots=True)
class StripeState:
    """One currency, in its smallest unit: what our books expected (1020) and what Stripe said at ``seen_at``.

    ``age`` is how long they have differed, nothing when they agree. ``unknown`` movements lie in 1021 until a person explains them.
    """

    currency: str
    expected: int
    seen: int
    seen_at: datetime
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
            age=moment - row.differs_since_at if row.differs_since_at else None,
            unknown=unknown_movements().filter(currency=row.currency).count(),
        )
        for row in GatewayBalance.objects.order_by("currency")
    ]
