"""Money back to cards at Stripe: asked for under a key of ours, read, and found again when an answer was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from .base import GatewayRefused
from .stripe import SeenMovement, asking, client, seen_movement

_MOVEMENTS: Final = ["balance_transaction", "failure_balance_transaction"]
_STATUSES: Final = {"pending": "pending", "requires_action": "pending", "succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


@dataclass(frozen=True, slots=True)
class SeenRefund:
    """A refund as the gateway has it now. ``status``: pending, succeeded, failed.

    ``taken`` is what it took off our balance, ``given_back`` what came back when it failed.
    """

    name: str
    key: str
    status: str
    amount_vnd: int
    intent: str
    failure: str
    taken: SeenMovement | None
    given_back: SeenMovement | None


def ask_refund(*, key: str, intent: str, amount_vnd: int, number: str) -> SeenRefund:
    """Ask for money back to the card that paid ``intent``; the same key has one effect. Raises GatewayUnreachable and GatewayRefused."""
    if type(amount_vnd) is not int:
        raise TypeError(f"Amounts are whole đồng as int, got {amount_vnd!r}.")
    asked: Any = {"payment_intent": intent, "amount": amount_vnd, "metadata": {"refund": key, "order": number}, "expand": _MOVEMENTS}
    with asking("refund"):
        return _refund(client().v1.refunds.create(asked, {"idempotency_key": key}))


def read_refund(name: str) -> SeenRefund:
    """Read a refund as it is now. Raises GatewayUnreachable and GatewayRefused."""
    with asking("read refund"):
        return _refund(client().v1.refunds.retrieve(name, {"expand": _MOVEMENTS}))


def find_refund(*, key: str, intent: str) -> SeenRefund | None:
    """The refund that was made under a key, however long ago; None when there is none. Raises GatewayUnreachable and GatewayRefused."""
    with asking("find refund"):
        found = client().v1.refunds.list({"payment_intent": intent, "limit": 100})
        names = [row.id for row in found.auto_paging_iter() if (row.metadata or {}) and row.to_dict()["metadata"].get("refund") == key]
    return read_refund(names[0]) if names else None


def _refund(found: Any) -> SeenRefund:
    row = found.to_dict()
    if row["currency"] != "vnd":
        raise GatewayRefused(what="read refund", reason="currency", said=row["currency"])
    intent = row.get("payment_intent") or ""
    taken, given_back = (row.get(name) for name in _MOVEMENTS)
    return SeenRefund(
        name=row["id"],
        key=(row.get("metadata") or {}).get("refund", ""),
        status=_STATUSES[row["status"]],
        amount_vnd=row["amount"],
        intent=intent if isinstance(intent, str) else intent["id"],
        failure=str(row.get("failure_reason") or ("canceled" if row["status"] == "canceled" else ""))[:60],
        taken=seen_movement(taken) if isinstance(taken, dict) else None,
        given_back=seen_movement(given_back) if isinstance(given_back, dict) else None,
    )
