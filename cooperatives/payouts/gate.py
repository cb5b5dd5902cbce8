"""No group is paid while money lies where none may lie: what must drain, did. It stops payouts only, never the checkout."""

from __future__ import annotations

from typing import Final

from cooperatives.ledger.closing import late_items
from cooperatives.payouts.errors import NotDrained

OWN_CODE: Final = "2130"
"""Money of approved runs. Writing a run's file is what drains it, so it does not stop that."""


def check_drained(*, but: str = "") -> None:
    """Raise NotDrained, naming the oldest late item, unless everything that must drain did in time. ``but``: a code left out."""
    late = [item for item in late_items() if not but or item.code.partition(".")[0] != but]
    if late:
        first = late[0]
        raise NotDrained(
            account=first.code,
            name=first.name,
            amount=first.amount,
            currency=first.currency,
            age_days=first.age_days,
            limit_days=first.limit_days,
            others=len(late) - 1,
        )
