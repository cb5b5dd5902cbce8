"""What a signed-in shopper has with us: her orders, her addresses, her language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from storefront.accounts.forms import AddressForm, LanguageForm
from storefront.accounts.models import Address, User
from storefront.accounts.services import forget_address, keep_address, set_default_address

ORDERS_PER_PAGE = 10


@require_GET
@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Her orders with their states, her addresses, her language."""
    user = _user(request)
    orders = user.orders.order_by("-placed_at").prefetch_related("parcels__group")
    context = {
        "page_obj": Paginator(orders, ORDERS_PER_PAGE).get_page(request.GET.get("page")),
        "addresses": user.addresses.order_by("-is_default", "-pk"),
        "language_form": LanguageForm(initial={"language": user.language}),
    }
    return render(request, "accounts/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def add_address(request: HttpRequest) -> HttpResponse:
    """A new address."""
    return _address(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of her addresses."""
    return _address(request, get_object_or_404(Address, user=_user(request), pk=pk))


@require_POST
@login_required
def delete_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of her addresses."""
    get_object_or_404(Address, user=_user(request), pk=pk)
    forget_address(user=_user(request), address_id=pk)
    messages.success(request, _("Đã xóa địa chỉ."))
    return redirect("accounts:home")


@require_POST
@login_required
def default_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer this address first."""
    get_object_or_404(Address, user=_user(request), pk=pk)
    set_default_address(user=_user(request), address_id=pk)
    return redirect("accounts:home")


@require_POST
@login_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember in which language she is written to, and go on in it."""
    form, user = LanguageForm(request.POST), _user(request)
    if not form.is_valid():
        return redirect("accounts:home")
    user.language = form.cleaned_data["language"]
    user.save(update_fields=["language"])
    with translation.override(user.language):
        messages.success(request, _("Đã nhớ ngôn ngữ của bạn."))
    response = redirect(translate_url(reverse("accounts:home"), user.language))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


def _address(request: HttpRequest, address: Address | None) -> HttpResponse:
    initial: dict[str, Any] = AddressForm.initial_of(address) if address else {"recipient": _user(request).get_full_name()}
    if request.method == "POST" and "step" in request.POST:  # without JavaScript: the province was chosen, now show its communes
        initial |= {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        form = AddressForm(initial=initial)
    else:
        form = AddressForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        keep_address(user=_user(request), address=address, **form.cleaned_data)
        messages.success(request, _("Đã lưu địa chỉ."))
        return redirect("accounts:home")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/address.html", {"form": form, "address": address}, status=status)


def _user(request: HttpRequest) -> User:
    user = request.user
    assert user.is_authenticated  # every view here needs a sign-in
    return user
