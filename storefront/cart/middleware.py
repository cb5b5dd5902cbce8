"""Sets the cart's cookie when a cart was made or joined during the request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from storefront.cart.cookie import write_cookie


class CartMiddleware:
    """Asks nothing of the database; a visitor who puts nothing in a cart gets no cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and dress the response."""
        response = self.get_response(request)
        write_cookie(request, response)
        return response
