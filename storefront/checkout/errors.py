"""Why an order cannot be placed as asked. The shopper is told, and nothing was changed."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class CartEmpty(DomainError):
    """Nothing in the cart can be ordered now."""


class PriceChanged(DomainError):
    """The total is not the one that she was shown. Facts: ``old_vnd`` (shown), ``new_vnd`` (now)."""


class CardAmountOutside(DomainError):
    """Too little or too much for a card. Facts: ``total_vnd``, ``least_vnd``, ``most_vnd``."""


class CodOrderTooLarge(DomainError):
    """Too much cash for one order. Facts: ``total_vnd``, ``most_vnd``."""


class CodLimitReached(DomainError):
    """This phone number has as many open cash orders as it may. Facts: ``open_orders``, ``most``."""
