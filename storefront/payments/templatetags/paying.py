"""``{% payment_block order %}``: how an order is paid and whether the money has come, for pages of rooms below this one."""

from __future__ import annotations

from typing import Any

from django import template

from storefront.orders.models import Order
from storefront.payments.asked import asked_context
from storefront.payments.block import payment_context

register = template.Library()


@register.inclusion_tag("payments/block.html", takes_context=True)
def payment_block(context: dict[str, Any], order: Order) -> dict[str, Any]:
    """The block of the order page; it polls while money is awaited."""
    return payment_context(order) | {"csrf_token": context.get("csrf_token"), "shop": context.get("shop")}


@register.inclusion_tag("payments/asked.html")
def asked_block(order: Order) -> dict[str, Any]:
    """What she asked to give back and what was answered; where she may still ask."""
    return asked_context(order)
