"""Why something cannot be put in a cart."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class NotForSale(DomainError):
    """The pack, its product or its group is not on sale. Facts: ``variant_id``."""


class QuantityOutOfRange(DomainError):
    """A quantity below 1 or above the most that one line may hold. Facts: ``wanted``, ``most``."""


class CartFull(DomainError):
    """The cart has as many lines as it may. Facts: ``most``."""
