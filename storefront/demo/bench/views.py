"""Two addresses that only the measured server has."""

from __future__ import annotations

import random

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from catalog.changes import announce_changed
from catalog.models import Variant

CONSTANT = "Một trang không đổi.\n"


def constant(request: HttpRequest) -> HttpResponse:
    """The least that this server can do for a request: every middleware, no database, no template."""
    return HttpResponse(CONSTANT, content_type="text/plain; charset=utf-8")


def change(request: HttpRequest) -> HttpResponse:
    """Raise the price of some product by a thousand đồng, as its group may at any moment; search has to notice."""
    last = Variant.objects.order_by("-pk").values_list("pk", flat=True)[0]
    row = Variant.objects.filter(pk__gte=random.randint(1, last)).order_by("pk")[0]
    with transaction.atomic():
        Variant.objects.filter(pk=row.pk).update(price_vnd=F("price_vnd") + 1_000)
        announce_changed([row.product_id])
    return HttpResponse(CONSTANT, content_type="text/plain; charset=utf-8")
