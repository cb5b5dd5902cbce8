"""The cart: look at it, put something in, change it, accept what changed meanwhile. Each with htmx or with plain forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalog.models import Variant
from catalog.services.stock import OutOfStock
from catalog.views import PLACE_COOKIE, PLACE_COOKIE_SECONDS
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.places import PlaceUnknown, province
from storefront.cart.forms import AddForm, ProvinceForm, QuantityForm
from storefront.cart.models import Cart, CartLine
from storefront.cart.page import cart_context
from storefront.cart.services import accept_changes, add_line, count_packs, find_cart, get_cart, remove_line, set_quantity
from storefront.cart.words import full_name, only_left, refusal_sentence


@require_GET
@never_cache
def detail(request: HttpRequest) -> HttpResponse:
    """The cart page. ``?bo=<pack>&sl=<number>`` offers to put back what was just taken out."""
    cart = find_cart(request)
    context = cart_context(cart, chosen_province(request, cart)) | {"removed": _removed(request)}
    return render(request, "cart/detail.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put packs into the cart. htmx gets a toast and the new count; without it she lands on the cart (or on the product, refused)."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _answer_add(request, None, _("Chưa rõ bạn muốn món nào. Bạn mở lại trang món hàng giúp."))
    variant = Variant.objects.select_related("product").filter(pk=form.cleaned_data["variant"]).first()
    try:
        add_line(cart=get_cart(request), variant_id=form.cleaned_data["variant"], quantity=form.cleaned_data["quantity"])
    except DomainError as error:
        return _answer_add(request, variant, _refused_add(error, variant, request))
    return _answer_add(request, variant, "")


@require_POST
def update(request: HttpRequest) -> HttpResponse:
    """Set the quantity of a line; 0 takes it out."""
    form, cart = QuantityForm(request.POST), find_cart(request)
    told, removed = "", None
    if cart is None or not form.is_valid():
        told = "" if cart is None else _("Số lượng phải là một số. Bạn nhập lại giúp.")
    elif (wanted := form.wanted(is_htmx=_is_htmx(request))) == 0:
        removed = remove_line(cart=cart, line_id=form.cleaned_data["line"])
    else:
        try:
            set_quantity(cart=cart, line_id=form.cleaned_data["line"], quantity=wanted)
        except CartLine.DoesNotExist:
            pass  # taken out in another tab: the answer shows the cart as it is
        except DomainError as error:
            told = refusal_sentence(error)
    return _answer_change(request, cart, told=told, removed=removed)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take a line out; the answer offers to put it back."""
    cart, line = find_cart(request), request.POST.get("line", "")
    removed = remove_line(cart=cart, line_id=int(line)) if cart is not None and line.isdecimal() and len(line) < 19 else None
    return _answer_change(request, cart, removed=removed)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take over the changes that the page told her: prices, fewer packs, lines that cannot be bought any more."""
    cart = find_cart(request)
    if cart is not None:
        accept_changes(cart=cart)
    return _answer_change(request, cart)


@require_POST
def choose_province(request: HttpRequest) -> HttpResponse:
    """Remember where the parcels would go, for the estimate of delivery."""
    form, cart = ProvinceForm(request.POST), find_cart(request)
    code = form.cleaned_data["tinh"] if form.is_valid() else ""
    if code and cart is not None:
        cart.province_code = code
        cart.save(update_fields=["province_code", "updated_at"])
    response = _answer_change(request, cart)
    if code:
        response.set_cookie(PLACE_COOKIE, code, max_age=PLACE_COOKIE_SECONDS, samesite="Lax", httponly=True)
    return response


def chosen_province(request: HttpRequest, cart: Cart | None) -> str:
    """Province that she named in the cart or on a product page; empty when none or unknown."""
    code = (cart.province_code if cart else "") or request.COOKIES.get(PLACE_COOKIE, "")
    try:
        return province(code).code if code else ""
    except PlaceUnknown:
        return ""


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _refused_add(error: DomainError, variant: Variant | None, request: HttpRequest) -> str:
    """A cart that holds all that is left needs other words than a pack that is sold out."""
    if isinstance(error, OutOfStock) and variant is not None and error.facts["available"] > 0:
        there = CartLine.objects.filter(cart=find_cart(request), variant=variant).values_list("quantity", flat=True).first()
        if there:
            facts = {"left": error.facts["available"], "there": there}
            return _("Chỉ còn %(left)s, và trong giỏ của bạn đã có %(there)s.") % facts
        return only_left(error.facts["available"])
    return refusal_sentence(error)


def _answer_add(request: HttpRequest, variant: Variant | None, refused: str) -> HttpResponse:
    if _is_htmx(request):
        context = {"count": count_packs(request), "refused": refused, "variant": variant}
        return render(request, "cart/added.html", context)
    if refused:
        messages.error(request, refused)
        return redirect(variant.product.get_absolute_url() if variant is not None and variant.product.live else "cart:detail")
    if variant is not None:
        messages.success(request, _("Đã cho vào giỏ: %(name)s.") % {"name": full_name(variant)})
    return redirect("cart:detail")


def _answer_change(request: HttpRequest, cart: Cart | None, *, told: str = "", removed: CartLine | None = None) -> HttpResponse:
    """The cart as it is now for htmx, or back to the page with what is to be told."""
    if _is_htmx(request):
        back = removed and {"variant": removed.variant, "quantity": removed.quantity}
        context: dict[str, Any] = cart_context(cart, _posted_province(request) or chosen_province(request, cart))
        return render(request, "cart/changed.html", context | {"told": told, "removed": back})
    if told:
        messages.warning(request, told)
    query = f"?bo={removed.variant_id}&sl={removed.quantity}" if removed else ""
    return HttpResponseRedirect(reverse("cart:detail") + query)


def _posted_province(request: HttpRequest) -> str:
    form = ProvinceForm(request.POST)
    return form.cleaned_data["tinh"] if form.is_valid() else ""


def _removed(request: HttpRequest) -> dict[str, Any] | None:
    """What the address says was just taken out, if it can be put back."""
    pack, quantity = request.GET.get("bo", ""), request.GET.get("sl", "")
    if not (pack.isdecimal() and quantity.isdecimal() and len(pack) < 12 and 0 < int(quantity) < 1_000):
        return None
    variant = Variant.objects.select_related("product").filter(pk=int(pack), is_active=True, product__live=True).first()
    return {"variant": variant, "quantity": int(quantity)} if variant else None
