"""``{% delivery_estimate product variant province %}``: fee and days to the shopper's province, for pages of rooms below this one."""

from __future__ import annotations

from typing import Any

from django import template

from catalog.models import Product, Variant
from storefront.shipping.errors import CannotDeliver
from storefront.shipping.quotes import estimate_delivery, quote_parcel
from storefront.shipping.table import remembered_table

register = template.Library()


@register.inclusion_tag("shipping/estimate.html")
def delivery_estimate(product: Product, variant: Variant | None, province_code: str) -> dict[str, Any]:
    """Fee of one pack sent alone and the days it takes; without a province, only where it is sent from."""
    code = product.group.public_province_code
    context: dict[str, Any] = {"from_code": code if product.group.ships_from_province == code else "", "to_code": province_code}
    if not province_code or variant is None:
        return context
    table = remembered_table()
    try:
        context["estimate"] = estimate_delivery(product=product, to_province=province_code, table=table)
        context["quote"] = quote_parcel(
            from_province=product.group.ships_from_province,
            to_province=province_code,
            weight_g=variant.weight_g,
            goods_vnd=variant.price_vnd,
            lead_days=product.lead_days,
            is_fresh=product.is_fresh,
            hides_place=product.group.hides_place,
            table=table,
        )
    except CannotDeliver:
        context["too_far"] = True
    return context
