"""What the shop asks of a way to be paid, and how it finds one.

A provider answers questions about an order; it writes nothing. What happened to the money is told by events, whoever saw them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from django.utils.module_loading import import_string

from cooperatives.vietnam.errors import DomainError
from storefront.orders.models import Order

PROVIDERS: Final = {
    Order.Method.COD.value: "storefront.payments.providers.cash_on_delivery.CashOnDelivery",
    Order.Method.VIETQR.value: "storefront.payments.providers.vietqr.VietQR",
    Order.Method.CARD.value: "storefront.payments.providers.stripe.Stripe",
}
"""Order method -> dotted path of its provider. A gateway is added by a line here and a module beside this one."""


class ProviderUnknown(DomainError):
    """No provider serves this way of paying. Facts: ``method``."""


class ProviderNotReady(DomainError):
    """The provider lacks a setting that somebody must fill in first. Facts: ``method``, ``setting``."""


class GatewayUnreachable(DomainError):
    """The gateway did not answer, or not with a result: what was asked may have happened or not. Facts: ``what``, ``said``."""


class GatewayRefused(DomainError):
    """The gateway answered that it does not do this; nothing happened. Facts: ``what``, ``reason`` (its code), ``said``."""


class NewsRefused(DomainError):
    """A message that claims to be the gateway's is not, or is too old or from the future. Facts: ``reason``."""


@dataclass(frozen=True, slots=True)
class PaymentAdvice:
    """What the shopper is told: how much, to whom, with which words. Texts are empty where they mean nothing for a provider."""

    method: str
    amount_vnd: int
    memo: str = ""
    bank_name: str = ""
    account: str = ""
    holder: str = ""
    payload: str = ""


class Provider(Protocol):
    """One way to be paid."""

    code: str
    waits_for_money: bool
    """True when goods leave only after the money came."""

    def check_ready(self) -> None:
        """Raise ProviderNotReady when it cannot be offered."""

    def advise(self, order: Order, amount_vnd: int) -> PaymentAdvice:
        """Say how to pay ``amount_vnd`` for ``order``. Raises ProviderNotReady."""


@cache
def _load(path: str) -> Provider:
    provider: Provider = import_string(path)()
    return provider


def provider_for(method: str) -> Provider:
    """Return the provider of an order's method. Raises ProviderUnknown."""
    if method not in PROVIDERS:
        raise ProviderUnknown(method=method)
    return _load(PROVIDERS[method])


def ready_methods() -> list[str]:
    """Methods that can be offered now, in the order of the table."""
    found = []
    for method in PROVIDERS:
        try:
            provider_for(method).check_ready()
        except ProviderNotReady:
            continue
        found.append(method)
    return found
