"""The checkout on one page: the form, the live sums beside it, the type-ahead of communes; and buying an old order again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.services.stock import OutOfStock
from cooperatives.vietnam import places
from cooperatives.vietnam.errors import DomainError
from storefront.accounts.models import Address, User
from storefront.accounts.services import keep_address
from storefront.cart.models import Cart
from storefront.cart.services import CartChange, CartReview, add_line, find_cart, get_cart
from storefront.cart.views import chosen_province
from storefront.checkout.errors import CardAmountOutside, CartEmpty, CodLimitReached, CodOrderTooLarge
from storefront.checkout.forms import CheckoutForm, method_choices, read_key
from storefront.checkout.page import summary_context
from storefront.checkout.services import OrderPreview, place_order, preview_order
from storefront.checkout.words import method_hints, refusal_sentence
from storefront.orders.access import order_by_link
from storefront.orders.models import Order, OrderLine
from storefront.payments.card_views import to_card_page
from storefront.payments.providers.base import ready_methods

MOST_COMMUNES = 8


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """The checkout page. A page that was sent before leads to the order that it made."""
    if request.method == "POST" and (key := read_key(request.POST.get("checkout_key", ""))):
        there = Order.objects.filter(checkout_key=key).first()
        if there is not None:
            return _on_the_way(request, there)
    cart = find_cart(request)
    form = _form(request, cart)
    province_code, commune_code = form.place
    if cart is None:
        return redirect("cart:detail")
    preview = _preview(cart, form, with_pictures=True)
    if request.method == "POST" and "step" not in request.POST:
        return _submit(request, cart, form, preview)
    if not preview.parcels or _has_news(preview.review):
        if preview.parcels or not preview.review.is_empty:
            messages.warning(request, _("Giỏ có thay đổi. Bạn xem lại trước khi đặt hàng."))
        return redirect("cart:detail")
    if request.method == "POST":
        form = _form(request, cart, keep_errors=False)
    return _page(request, form, preview)


@require_POST
@never_cache
def quote(request: HttpRequest) -> HttpResponse:
    """Fees and sums for the place and the way of paying that are chosen so far (htmx)."""
    cart = find_cart(request)
    if cart is None or not getattr(request, "htmx", False):
        return redirect("checkout:start")
    form = _form(request, cart)
    preview = _preview(cart, form, with_pictures=True)
    return render(request, "checkout/quote.html", summary_context(preview, form.place[0]) | {"form": form})


@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """Communes whose name, today's or one before July 2025, begins with what she typed (``q``), in a province (``tinh``) or anywhere."""
    code, text = request.GET.get("tinh", ""), request.GET.get("q", "")[:80]
    try:
        matches = places.search_communes(text, code or None, MOST_COMMUNES)
    except places.PlaceUnknown:
        matches = places.search_communes(text, None, MOST_COMMUNES)
    return render(request, "checkout/communes.html", {"matches": matches, "with_province": not code, "text": text})


@require_POST
def reorder(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Put everything of an order into the cart again, as far as it can still be bought; what cannot is told."""
    order = order_by_link(number, secret)
    cart, added = get_cart(request), 0
    for line in OrderLine.objects.filter(parcel__order=order).order_by("parcel__position", "position"):
        missing = _add_again(cart, line)
        added += line.quantity - missing
        if missing == line.quantity:
            messages.warning(request, _("%(name)s: không còn bán hoặc đã hết.") % {"name": line.name})
        elif missing:
            messages.warning(request, _("%(name)s: chỉ còn %(left)s.") % {"name": line.name, "left": line.quantity - missing})
    if added:
        messages.success(request, _("Đã cho lại vào giỏ. Giá là giá hôm nay."))
    return redirect("cart:detail")


def _add_again(cart: Cart, line: OrderLine) -> int:
    """Put a line's packs into the cart; returns how many could not be."""
    wanted = line.quantity
    while wanted > 0:
        try:
            add_line(cart=cart, variant_id=line.variant_id, quantity=wanted)
        except OutOfStock as error:
            there = error.facts["wanted"] - wanted
            wanted = min(wanted - 1, error.facts["available"] - there)
        except DomainError:
            return line.quantity
        else:
            return line.quantity - wanted
    return line.quantity


def _submit(request: HttpRequest, cart: Cart, form: CheckoutForm, preview: OrderPreview) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, preview, status=422)
    user = _user(request)
    try:
        order = place_order(cart=cart, user=user, language=get_language() or "vi", **form.order_fields_for_service())
    except CartEmpty:
        return redirect("cart:detail")
    except DomainError as error:
        field = "method" if isinstance(error, CodOrderTooLarge | CodLimitReached | CardAmountOutside) else None
        form.add_error(field, refusal_sentence(error, province_code=form.place[0]))
        return _page(request, form, _preview(cart, form, with_pictures=True), status=409)
    if user is not None and form.cleaned_data.get("keep_address") and form.saved is None:
        keep_address(user=user, **{name: form.cleaned_data[name] for name in ("recipient", "phone", "street", "province", "commune")})
    return _on_the_way(request, order)


def _on_the_way(request: HttpRequest, order: Order) -> HttpResponse:
    """Where an order that was placed leads: to the page where its card is asked for, else to its own."""
    if order.method == Order.Method.CARD and order.status == Order.Status.AWAITING_PAYMENT:
        return to_card_page(request, order)
    return redirect(order)


def _page(request: HttpRequest, form: CheckoutForm, preview: OrderPreview, status: int = 200) -> HttpResponse:
    hints = method_hints(preview.policy)
    context: dict[str, Any] = summary_context(preview, form.place[0])
    context |= {"form": form, "methods": [(choice, hints[str(choice.data["value"])]) for choice in form["method"]]}
    return render(request, "checkout/start.html", context, status=status)


def _form(request: HttpRequest, cart: Cart | None, *, keep_errors: bool = True) -> CheckoutForm:
    """The form as it was sent, or a new one with what is known of her. ``keep_errors=False``: what was sent, not judged yet."""
    user = _user(request)
    addresses = list(Address.objects.filter(user=user).order_by("-is_default", "-pk")) if user else []
    common: dict[str, Any] = {"user": user, "methods": method_choices(ready_methods()), "addresses": addresses}
    if request.method == "POST" and keep_errors:
        return CheckoutForm(request.POST, **common)
    initial: dict[str, Any] = {"checkout_key": uuid.uuid4(), "province": chosen_province(request, cart)}
    initial |= {"method": common["methods"][0][0], "address": str(addresses[0].pk) if addresses else ""}
    if user is not None:
        initial |= {"email": user.email, "recipient": user.get_full_name(), "phone": user.phone, "keep_address": not addresses}
    if request.method == "POST":
        initial |= {name: value for name, value in request.POST.items() if value and name not in ("csrfmiddlewaretoken", "step")}
    return CheckoutForm(initial=initial, **common)


def _preview(cart: Cart, form: CheckoutForm, *, with_pictures: bool = False) -> OrderPreview:
    province_code, commune_code = form.place
    return preview_order(
        cart=cart, method=form.chosen_method, province_code=province_code, commune_code=commune_code, with_pictures=with_pictures
    )


def _has_news(review: CartReview) -> bool:
    """Whether something changed that she has not seen and accepted in her cart."""
    return any(change.kind != CartChange.Kind.GROUP_CLOSED for change in review.changes)


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
