"""Content security policy: strict for the shop, wide enough for Wagtail's editors at ``/admin/``.

Nothing is loaded from another server anywhere. Styles allow attributes because components pass numbers to CSS as custom properties.
"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
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


class PolicyMiddleware(CSPMiddleware):
    """Adds the policy that fits the path."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Choose the wider policy for the admin, then let django-csp write the header."""
        if request.path.startswith("/admin/"):
            setattr(response, "_csp_config", ADMIN_POLICY)  # noqa: B010 - django-csp reads this attribute
        return super().process_response(request, response)
