"""Disputes at Stripe: a card's holder complains at her bank, which takes the money until somebody has decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .base import GatewayRefused
from .stripe import SeenMovement, asking, client, moment, seen_movement

_STATUSES: Final = {
    "warning_needs_response": "inquiry",
    "warning_under_review": "inquiry",
    "warning_closed": "dropped",
    "prevented": "dropped",
    "needs_response": "needs_response",
    "under_review": "under_review",
    "won": "won",
    "lost": "lost",
}


@dataclass(frozen=True, slots=True)
class SeenDispute:
    """A dispute as the gateway has it now. ``status``: inquiry (nothing taken), needs_response, under_review, won, lost, dropped.

    ``movements``: what it took off our balance and what came back, the oldest first.
    """

    name: str
    intent: str
    amount_vnd: int
    reason: str
    status: str
    opened_at: datetime
    evidence_due_at: datetime | None
    movements: tuple[SeenMovement, ...]


def read_dispute(name: str) -> SeenDispute:
    """Read a dispute as it is now. Raises GatewayUnreachable and GatewayRefused."""
    with asking("read dispute"):
        return _dispute(client().v1.disputes.retrieve(name))


def disputes_since(opened_at: datetime) -> Iterator[SeenDispute]:
    """Every dispute that was opened since. Raises GatewayUnreachable and GatewayRefused."""
    with asking("list disputes"):
        found = client().v1.disputes.list({"created": {"gte": int(opened_at.timestamp())}, "limit": 100})
        for row in found.auto_paging_iter():
            yield _dispute(row)


def _dispute(found: Any) -> SeenDispute:
    row = found.to_dict()
    if row["currency"] != "vnd":
        raise GatewayRefused(what="read dispute", reason="currency", said=row["currency"])
    intent = row.get("payment_intent") or ""
    due = (row.get("evidence_details") or {}).get("due_by")
    movements = sorted(row.get("balance_transactions") or [], key=lambda one: (one["created"], one["amount"]))
    return SeenDispute(
        name=row["id"],
        intent=intent if isinstance(intent, str) else intent["id"],
        amount_vnd=row["amount"],
        reason=str(row.get("reason") or "")[:60],
        status=_STATUSES[row["status"]],
        opened_at=moment(row["created"]),
        evidence_due_at=moment(due) if due else None,
        movements=tuple(seen_movement(one) for one in movements),
    )
