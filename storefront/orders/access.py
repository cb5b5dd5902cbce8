"""Who may see an order: whoever has its secret link. And how such a page is kept out of caches, search engines and referrers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from storefront.orders.models import Order

P = ParamSpec("P")


def order_by_link(number: str, secret: str, orders: QuerySet[Order] | None = None) -> Order:
    """Return the order that the link names. Raises Http404 when either part is wrong; both are compared in constant time."""
    found = (orders if orders is not None else Order.objects.all()).filter(number=number).first()
    if found is None or not secrets.compare_digest(found.secret.encode(), secret.encode()):
        raise Http404("no such order")
    return found


def private(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Dress the answers of a page behind a secret link: nobody stores it, indexes it, or learns its address."""

    @wraps(view)
    def dressed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # No finer than the shop's name. Not "no-referrer": forms on the page would then be sent with "Origin: null" and be refused.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return dressed


def may_try(*keys: str, most: int, seconds: int) -> bool:
    """Count an attempt under each key; False once one of them was tried more than ``most`` times in ``seconds``."""
    counts = []
    for key in keys:
        name = f"attempts:{key}"
        cache.add(name, 0, seconds)
        try:
            counts.append(cache.incr(name))
        except ValueError:  # it ended between the two calls
            cache.set(name, 1, seconds)
            counts.append(1)
    return max(counts) <= most
