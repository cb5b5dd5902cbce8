"""The cookie ``gio``: a signed token that finds a guest's cart, and keeps finding it after she signed out."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

NAME: Final = "gio"
SALT: Final = "storefront.cart"
AGE_SECONDS: Final = 180 * 24 * 60 * 60
_PENDING: Final = "_cart_token"


def read_token(request: HttpRequest) -> str:
    """Return the token: the one this request is about to set, else the cookie's; empty when there is none or it was tampered with."""
    pending: str = getattr(request, _PENDING, "")
    if pending:
        return pending
    token = request.get_signed_cookie(NAME, default="", salt=SALT, max_age=AGE_SECONDS)
    return token or ""


def keep_token(request: HttpRequest, token: str) -> None:
    """Ask :class:`storefront.cart.middleware.CartMiddleware` to set the cookie on the response."""
    setattr(request, _PENDING, token)


def write_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Set the cookie if something on the way asked for it."""
    token: str = getattr(request, _PENDING, "")
    if token:
        response.set_signed_cookie(
            NAME, token, salt=SALT, max_age=AGE_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
