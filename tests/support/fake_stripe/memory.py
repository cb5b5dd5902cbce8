"""What the fake remembers: objects by kind, a clock, its balance, and every movement of it."""

from __future__ import annotations

import itertools
import time
from typing import Final

from .answers import Object, bad, missing
from .webhooks import Webhooks

EXCHANGE_RATE: Final = "0.0000526"
"""đồng -> Singapore dollars when the fake settles abroad; amounts there are cents."""


class Memory:
    """All state. ``settle`` is the currency of the balance: ``vnd``, or ``sgd`` as for an account outside Vietnam."""

    def __init__(self, webhooks: Webhooks, settle: str = "vnd") -> None:
        self.webhooks, self.settle = webhooks, settle
        self.objects: dict[str, dict[str, Object]] = {}
        self.ahead_seconds = 0
        self.refund_mode = "succeeded"
        self._numbers = itertools.count(1)

    def now(self) -> int:
        """Seconds of the fake's clock; ``ahead_seconds`` moves it."""
        return int(time.time()) + self.ahead_seconds

    def new(self, kind: str, prefix: str, **fields: object) -> Object:
        """Make and keep an object."""
        name = f"{prefix}_{next(self._numbers):06d}{kind[:3].replace('.', '')}"
        made: Object = {"id": name, "object": kind, "created": self.now(), "livemode": False, **fields}
        self.objects.setdefault(kind, {})[name] = made
        return made

    def get(self, kind: str, name: str) -> Object:
        """The object of this id, or Stripe's 404."""
        try:
            return self.objects[kind][name]
        except KeyError:
            raise missing(kind, name) from None

    def all(self, kind: str) -> list[Object]:
        """Every object of a kind, oldest first."""
        return list(self.objects.get(kind, {}).values())

    def tell(self, kind: str, about: Object, account: str = "") -> None:
        """Make an event and hand it to the webhooks."""
        event = self.new("event", "evt", type=kind, api_version="2026-10-28.endive", data={"object": dict(about)}, pending_webhooks=1)
        if account:
            event["account"] = account
        self.webhooks.queue(event)

    def settled(self, amount: int) -> int:
        """An amount of đồng in the currency of the balance."""
        return amount if self.settle == "vnd" else round(amount * float(EXCHANGE_RATE) * 100)

    def fee_of(self, settled: int) -> int:
        """Stripe's fee on a charge: 3.4 % and a fixed part."""
        return (settled * 34 + 500) // 1000 + (8_500 if self.settle == "vnd" else 50)

    def move(self, kind: str, source: Object, amount: int, *, fee: int = 0, category: str = "", rate: bool = True) -> Object:
        """Book a movement of the balance; ``amount`` in the balance's currency, negative out. Returns the balance transaction."""
        return self.new(
            "balance_transaction",
            "txn",
            type=kind,
            source=source["id"],
            amount=amount,
            fee=fee,
            net=amount - fee,
            currency=self.settle,
            exchange_rate=float(EXCHANGE_RATE) if self.settle != "vnd" and rate else None,
            available_on=self.now(),
            reporting_category=category or kind,
            status="available",
            description="",
        )

    @property
    def balance(self) -> int:
        """The sum of every movement."""
        return sum(row["net"] for row in self.all("balance_transaction"))


def currency_of(params: Object) -> str:
    """The one currency in which the shop charges."""
    currency: str = params.get("currency", "")
    if currency != "vnd":
        raise bad(f"Invalid currency: {currency}", "parameter_invalid", "currency")
    return currency
