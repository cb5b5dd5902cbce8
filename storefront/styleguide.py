"""The style guide: every component once, with the goods and pictures of the database. Answers 404 unless DEBUG is on."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.images import get_image_model

from catalog.cards import product_cards
from catalog.models import Product
from storefront.assets import CSS, STATIC
from storefront.styleguide_samples import samples

_COLOUR = re.compile(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);")


def palette() -> list[tuple[str, str, str]]:
    """Return the colours of tokens.css as (name, light, dark), in the order of the file."""
    return _COLOUR.findall((CSS / "tokens.css").read_text(encoding="utf-8"))


def icons() -> list[str]:
    """Return the names of the icon sprite."""
    return re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text(encoding="utf-8"))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component. Raises Http404 outside of development."""
    if not settings.DEBUG:
        raise Http404
    pictures = list(get_image_model().objects.prefetch_renditions().order_by("pk")[:4])
    context = samples(pictures) | {"palette": palette(), "icons": icons()}
    if cards := product_cards(Product.objects.on_sale().order_by("pk")[:8]):
        context["cards"] = cards
    return render(request, "styleguide.html", context)
