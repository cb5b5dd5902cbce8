"""Our balance at Stripe: how much it is, and every movement of it, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .stripe import SeenMovement, asking, client, seen_movement

PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class SeenPageOfMovements:
    """Some movements, the newest first, and whether older ones follow."""

    movements: tuple[SeenMovement, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class SeenCharge:
    """Which payment a charge belongs to: the gateway's name of the payment, and the key of our page, empty when it carries none."""

    intent: str
    page_key: str


def read_movements(*, since: datetime | None, until: datetime, after: str = "") -> SeenPageOfMovements:
    """Movements of ``since <= time <= until``, those older than ``after`` if given. Raises GatewayUnreachable and GatewayRefused."""
    created = {"lte": int(until.timestamp()), **({"gte": int(since.timestamp())} if since else {})}
    asked: Any = {"created": created, "limit": PAGE, **({"starting_after": after} if after else {})}
    with asking("read movements"):
        found = client().v1.balance_transactions.list(asked)
    return SeenPageOfMovements(tuple(seen_movement(row.to_dict()) for row in found.data), found.has_more)


def read_balance() -> dict[str, int]:
    """Currency -> what is there, available or pending, in its smallest unit. Raises GatewayUnreachable and GatewayRefused."""
    with asking("read balance"):
        row = client().v1.balance.retrieve().to_dict()
    told: dict[str, int] = {}
    for part in (*row["available"], *row["pending"]):
        told[part["currency"]] = told.get(part["currency"], 0) + part["amount"]
    return told


def read_charge(name: str) -> SeenCharge:
    """Read which payment a charge belongs to. Raises GatewayUnreachable and GatewayRefused."""
    with asking("read charge"):
        row = client().v1.charges.retrieve(name).to_dict()
    intent = row.get("payment_intent") or ""
    return SeenCharge(intent if isinstance(intent, str) else intent["id"], str((row.get("metadata") or {}).get("page") or ""))
