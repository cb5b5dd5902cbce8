"""What a checkout page sends, ready to be posted once or many times, and everything that must not change when it is refused."""

from __future__ import annotations

import uuid
from typing import Any

from catalog.models import Reservation, Stock
from storefront.cart.models import Cart, CartLine
from storefront.checkout import services
from storefront.orders.models import Order, OrderLine, Parcel
from storefront.payments.models import Payment
from tests.factories import HANOI, HANOI_COMMUNE, PHONE


def page(
    cart: Cart, *, method: str = "cod", phone: str = PHONE, place: tuple[str, str] = (HANOI, HANOI_COMMUNE), **fields: Any
) -> dict[str, Any]:
    """Arguments of ``place_order`` as the page would post them, the total it shows included."""
    province_code, commune_code = place
    shown = services.preview_order(cart=cart, method=method, province_code=province_code, commune_code=commune_code)
    return {
        "cart": cart,
        "checkout_key": uuid.uuid4(),
        "shown_total_vnd": shown.total_vnd,
        "method": method,
        "address": services.DeliveryAddress("12 ngõ 34", province_code, commune_code),
        "contact": services.Contact("Người Nhận Thử", phone, "khach@example.com"),
        **fields,
    }


def everything() -> dict[str, Any]:
    """Counts and sums that a refused order must leave as they are."""
    return {
        "orders": Order.objects.count(),
        "parcels": Parcel.objects.count(),
        "lines": OrderLine.objects.count(),
        "payments": Payment.objects.count(),
        "reservations": Reservation.objects.count(),
        "stock": sorted(Stock.objects.values_list("variant", "on_hand", "reserved")),
        "carts": sorted(CartLine.objects.values_list("cart", "variant", "quantity")),
    }
