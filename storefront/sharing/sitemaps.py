"""The sitemap: an index, and behind it pages, groups, kinds of goods and blocks of products, each with its other languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from storefront.sharing.addresses import absolute, with_default
from storefront.sharing.listed import Listed, listed_categories, listed_groups, listed_pages, listed_products, product_blocks

KIND: Final = "application/xml; charset=utf-8"
PARTS: Final[dict[str, Callable[[], list[Listed]]]] = {"trang": listed_pages, "nhom": listed_groups, "loai": listed_categories}
PRODUCTS: Final = "hang-"


@require_safe
@cache_control(no_cache=True)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: where the parts are. One query, however many products there are."""
    parts: list[dict[str, Any]] = [{"location": absolute(reverse("sharing:sitemap_part", args=[part]))} for part in PARTS]
    for block, newest in product_blocks():
        parts.append({"location": absolute(reverse("sharing:sitemap_part", args=[f"{PRODUCTS}{block}"])), "last_mod": newest})
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=KIND)


@require_safe
@cache_control(no_cache=True)
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    """One part, 404 for one without entries. Caches ask again each time: what is taken back may not stand in it any longer."""
    block = part.removeprefix(PRODUCTS)
    found: list[Listed] = []
    if part in PARTS:
        found = PARTS[part]()
    elif part.startswith(PRODUCTS) and block.isascii() and block.isdigit() and len(block) < 10:
        found = listed_products(int(block))
    if not found:
        raise Http404
    entries = [entry for one in found for entry in _entries(one)]
    return render(request, "sitemap.xml", {"urlset": entries}, content_type=KIND)


def _entries(one: Listed) -> list[dict[str, Any]]:
    """An address in each language, each of which names all of them (sitemaps.org; hreflang of Google Search Central)."""
    alternates = [{"lang_code": code, "location": address} for code, address in with_default(one.addresses).items()]
    return [{"location": address, "lastmod": one.changed_at, "alternates": alternates} for address in one.addresses.values()]
