"""How much has really arrived at the groups, out of the books: for everybody to read, so sums only."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from cooperatives.ledger.models import Posting

from .models import Payout


@dataclass(frozen=True, slots=True)
class Paid:
    """Whole đồng on the groups' own bank accounts, in how many transfers, to how many groups."""

    amount_vnd: int
    transfers: int
    groups: int


def paid_to_groups() -> Paid:
    """Transfers that stand on the bank's statement, less those that the bank sent back later. Two queries."""
    arrived = Q(entry__kind="payout_settled", debit__code="1050")
    came_back = Q(entry__kind="payout_returned", debit__code__startswith="1010.")
    sums = Posting.objects.filter(arrived | came_back).aggregate(
        arrived=Sum("amount_vnd", filter=arrived, default=0), came_back=Sum("amount_vnd", filter=came_back, default=0)
    )
    settled = Payout.objects.filter(status=Payout.Status.SETTLED).aggregate(transfers=Count("pk"), groups=Count("group", distinct=True))
    return Paid(sums["arrived"] - sums["came_back"], settled["transfers"], settled["groups"])
