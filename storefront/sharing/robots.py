"""Tells search engines what is nobody's business but the shopper's and the staff's, and where the list of the rest is."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from storefront.sharing.addresses import absolute

PRIVATE: Final = ("/admin/", "/documents/", "/don/", "/tien/", "/gio-hang/", "/dat-hang/", "/tai-khoan/", "/nhom/", "/tim/")


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: goods, groups and stories may be found; orders, carts, accounts and the portal may not."""
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in PRIVATE)]
    lines.append(f"Sitemap: {absolute(reverse('sharing:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
