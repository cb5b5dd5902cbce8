"""Open the payment of an order when it is placed."""

from __future__ import annotations

from storefront.orders.models import Order
from storefront.payments.models import Payment
from storefront.payments.providers.base import PaymentAdvice, provider_for


def open_payment(*, order: Order) -> Payment:
    """Return the order's payment, opened on the first call with the order's total. Raises ProviderUnknown and ProviderNotReady.

    ``place_order`` calls it in its own transaction: an order without a payment cannot exist. Nothing is asked of the outside.
    """
    provider = provider_for(order.method)
    provider.check_ready()
    payment, _ = Payment.objects.get_or_create(order=order, defaults={"provider": provider.code, "amount_vnd": order.total_vnd})
    return payment


def payment_advice(order: Order) -> PaymentAdvice:
    """Say how the order is to be paid now: what is still missing, not what was due at first. Raises ProviderNotReady."""
    payment = order.payment
    missing = max(payment.amount_vnd - payment.received_vnd, 0) or payment.amount_vnd
    return provider_for(order.method).advise(order, missing)
