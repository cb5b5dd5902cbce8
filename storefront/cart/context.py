"""The number on the cart in the header."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from storefront.cart.services import count_packs


def cart_count(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``cart_count``: one query when a template shows it, none for a visitor without a cookie."""
    return {"cart_count": SimpleLazyObject(lambda: count_packs(request))}
