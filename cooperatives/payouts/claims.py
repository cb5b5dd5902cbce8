"""Which ledger rows a payout pays: every posting on a group's "available" account that no payout has claimed yet.

A payout claims postings one by one (``PayoutLine``, UNIQUE while not void), so the group sees the order behind each đồng, and no row can be
paid twice. What payouts themselves post on the account is left out: while a payout lives its claims stand for it, and when it is returned
or cancelled its claims are void and the money is free again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cooperatives.ledger.chart import account
from cooperatives.ledger.models import Posting
from cooperatives.payouts.models import PayoutLine

OWN_KINDS = ("payout", "payout.reversed", "payout_returned")


@dataclass(frozen=True, slots=True)
class Claim:
    """One posting and what it did to the group's available money: plus came in, minus was taken off."""

    posting: Posting
    amount_vnd: int


def free_claims(*, group_id: int, cut_off: datetime | None = None) -> list[Claim]:
    """Return the unclaimed postings of a group up to ``cut_off``, oldest first."""
    available = account("2120", str(group_id))
    taken = PayoutLine.objects.filter(posting=OuterRef("pk"), is_void=False)
    rows = Posting.objects.filter(Q(credit=available) | Q(debit=available)).exclude(entry__kind__in=OWN_KINDS).exclude(Exists(taken))
    if cut_off is not None:
        rows = rows.filter(at__lte=cut_off)
    found = rows.select_related("entry").order_by("at", "pk")
    return [Claim(row, row.amount_vnd if row.credit_id == available.pk else -row.amount_vnd) for row in found]
