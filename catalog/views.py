"""Public pages of the catalogue: a product, the groups, one group, and the check of a certificate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from catalog.cards import product_cards
from catalog.models import Certificate, GroupProfile, Product
from catalog.product_page import product_context, products_for_page
from catalog.qr import qr_svg
from cooperatives.groups.models import Group
from cooperatives.vietnam.places import PlaceUnknown, province, provinces

PLACE_COOKIE = "tinh"
PLACE_COOKIE_SECONDS = 180 * 24 * 3600
GROUPS_PER_PAGE = 24
GOODS_PER_PAGE = 24


def product(request: HttpRequest, slug: str) -> HttpResponse:
    """A product's page. ``?tinh=`` remembers where to deliver, ``?co=`` chooses a pack; both work without JavaScript."""
    found = get_object_or_404(products_for_page(), slug=slug)
    place = _delivery_province(request)
    context = product_context(found, chosen=request.GET.get("co", ""))
    context |= {"delivery_province": place, "provinces": provinces(), "page_description": found.summary}
    response = render(request, "catalog/product.html", context)
    if place and request.GET.get("tinh"):
        response.set_cookie(PLACE_COOKIE, place, max_age=PLACE_COOKIE_SECONDS, samesite="Lax", httponly=True)
    return response


def _delivery_province(request: HttpRequest) -> str:
    """Province that the shopper named, now or before; empty when none or unknown."""
    code = request.GET.get("tinh") or request.COOKIES.get(PLACE_COOKIE, "")
    try:
        return province(code).code if code else ""
    except PlaceUnknown:
        return ""


def groups(request: HttpRequest) -> HttpResponse:
    """All groups that sell, by province when asked."""
    profiles = GroupProfile.objects.shown().filter(group__is_active=True).select_related("group", "cover").order_by("group__name_vi", "pk")
    wanted = request.GET.get("tinh", "")
    shown = [
        profile for profile in profiles.prefetch_related("cover__renditions") if not wanted or profile.group.public_province_code == wanted
    ]
    with_place = {profile.group.public_province_code for profile in profiles} - {""}
    page = Paginator(shown, GROUPS_PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "vi"
    chips = [{"url": request.path, "label": _("Tất cả"), "current": not wanted}]
    chips += [
        {"url": f"{request.path}?tinh={place.code}", "label": place.name(language), "current": place.code == wanted}
        for place in provinces()
        if place.code in with_place
    ]
    context = {"page_obj": page, "profiles": page.object_list, "chips": chips}
    return render(request, "catalog/groups.html", context)


def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: who they are, what they have on sale, which labels hold today."""
    found = get_object_or_404(Group.objects.selling().select_related("seller_of_record"), slug=slug)
    profile = GroupProfile.objects.shown().filter(group=found).select_related("cover").prefetch_related("cover__renditions").first()
    ids = Product.objects.on_sale().filter(group=found).order_by("-pk").values_list("pk", flat=True)
    page = Paginator(ids, GOODS_PER_PAGE).get_page(request.GET.get("page"))
    certificates = Certificate.objects.valid_on().filter(group=found).select_related("scheme", "group").order_by("scheme__rank", "pk")
    context: dict[str, Any] = {
        "group": found,
        "profile": profile,
        "page_obj": page,
        "cards": product_cards(list(page.object_list)),
        "certificates": certificates,
        "closed_until": found.closed_until if found.closed_until and found.closed_until >= timezone.localdate() else None,
        "page_description": profile.intro if profile else "",
    }
    return render(request, "catalog/group.html", context)


def certificate(request: HttpRequest, check_code: str) -> HttpResponse:
    """What the public may know about one certificate, and whether it holds today. Never the scan, nor who verified it or noted what."""
    rows = Certificate.objects.filter(verified_at__isnull=False).select_related("scheme", "group", "product")
    found = get_object_or_404(rows, check_code=check_code)
    with override("vi"):
        address = f"{settings.BASE_URL.rstrip('/')}{found.get_absolute_url()}"
    context = {
        "certificate": found,
        "is_valid": found.is_valid(),
        "is_on_sale": found.product_id is not None and Product.objects.on_sale().filter(pk=found.product_id).exists(),
        "today": timezone.localdate(),
        "qr": qr_svg(address),
    }
    response = render(request, "catalog/certificate.html", context)
    add_never_cache_headers(response)  # a kept copy would say "valid" after midnight
    return response
