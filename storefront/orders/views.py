"""The order page behind its secret link, and the way back to it with number and telephone."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from storefront.orders.access import may_try, order_by_link, private
from storefront.orders.forms import FindForm
from storefront.orders.models import Order
from storefront.orders.page import order_context

TRIES_OF_ONE_VISITOR, TRIES_OF_ONE_NUMBER, TRY_SECONDS = 10, 8, 600


@require_GET
@private
def detail(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Everything about one order for whoever has the link."""
    order = order_by_link(number, secret, Order.objects.select_related("payment"))
    return render(request, "orders/detail.html", order_context(order))


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sensitive_post_parameters("phone")
def find(request: HttpRequest) -> HttpResponse:
    """Number and telephone lead to the order's page, both exactly. A wrong pair learns nothing, and may not try for long."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "orders/find.html", {"form": form})
    if not may_try(f"find:{_visitor(request)}", most=TRIES_OF_ONE_VISITOR, seconds=TRY_SECONDS):
        return _too_often(request)
    if form.is_valid():
        number, phone = form.cleaned_data["number"], form.cleaned_data["phone"]
        if not may_try(f"find:{number}", most=TRIES_OF_ONE_NUMBER, seconds=TRY_SECONDS):
            return _too_often(request)
        order = Order.objects.filter(number=number, phone=phone).first()
        if order is not None:
            return redirect(order)
        form.add_error(None, _("Không có đơn nào có mã và số điện thoại này. Bạn xem lại cả hai, hoặc gọi cho chúng tôi."))
    return render(request, "orders/find.html", {"form": form}, status=422)


def _visitor(request: HttpRequest) -> str:
    """The visitor's address, not readable in the cache."""
    return hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:24]


def _too_often(request: HttpRequest) -> HttpResponse:
    context = {"form": FindForm(), "minutes": TRY_SECONDS // 60}
    response = render(request, "orders/find.html", context, status=429)
    response["Retry-After"] = str(TRY_SECONDS)
    return response
