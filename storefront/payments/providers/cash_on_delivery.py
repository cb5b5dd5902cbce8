"""Cash on delivery: the carrier collects, and the money is certain when the parcel is delivered."""

from __future__ import annotations

from storefront.orders.models import Order

from .base import PaymentAdvice


class CashOnDelivery:
    """Needs no setting and no waiting."""

    code = "cod"
    waits_for_money = False

    def check_ready(self) -> None:
        """Always ready."""

    def advise(self, order: Order, amount_vnd: int) -> PaymentAdvice:
        """The cash to have at hand, over all parcels."""
        return PaymentAdvice(method=self.code, amount_vnd=amount_vnd)
