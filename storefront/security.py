"""Who is asking, and the content security policy: strict for the shop, wide enough for Wagtail's editors at ``/admin/``.

Nothing is loaded from another server anywhere. Styles allow attributes because components pass numbers to CSS as custom properties.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

SHOP_POLICY: dict[str, list[str]] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
# Wagtail 8 still writes inline scripts for date and image choosers in its editors.
ADMIN_POLICY = SHOP_POLICY | {"script-src": [SELF, UNSAFE_INLINE]}


def shop_policy(pay_origin: str = "") -> dict[str, list[str]]:
    """The shop's policy; forms may also lead to the origin where cards are paid, when there is one."""
    return SHOP_POLICY | {"form-action": [SELF, pay_origin]} if pay_origin else SHOP_POLICY


class VisitorAddressMiddleware:
    """Puts the visitor's own address into ``REMOTE_ADDR`` when ``TRUSTED_PROXIES`` servers of ours stand before the shop.

    Each of them appends the address that it saw to ``X-Forwarded-For``; what stands further left may be invented by the visitor. Without
    this, every limit that counts by address counts all visitors together.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Read the header, then go on."""
        proxies = settings.TRUSTED_PROXIES
        said = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if proxies and len(said) >= proxies and said[-proxies]:
            request.META["REMOTE_ADDR"] = said[-proxies]
        return self.get_response(request)


class PolicyMiddleware(CSPMiddleware):
    """Adds the policy that fits the path."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Choose the wider policy for the admin, then let django-csp write the header."""
        if request.path.startswith("/admin/"):
            setattr(response, "_csp_config", ADMIN_POLICY)  # noqa: B010 - django-csp reads this attribute
        return super().process_response(request, response)
