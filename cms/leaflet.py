"""A livelihood model as one A4 sheet to hang up or hand out, with a QR code that leads to the whole page."""

from __future__ import annotations

import io
from typing import Any, Final

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import ModelPage

COSTS: Final = 8
STEPS: Final = 8
COPIED: Final = 3
"""More does not fit on one sheet in a type that can be read on a wall."""


def model_leaflet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet in the page's language; 404 for a model that is not public. Paper lives on, so search engines are not to keep it."""
    found = ModelPage.objects.public().select_related("picture", "group", "locale")
    page = get_object_or_404(found, pk=pk)
    language = page.locale.language_code
    if language != get_language():
        with translation.override(language):
            return redirect(page.leaflet_url)
    address = page.get_full_url(request)
    context = {
        "page": page,
        "address": address.partition("://")[2].rstrip("/"),
        "qr": qr_of(address),
        "costs": costs_on_paper(page),
        "steps": list(page.steps)[:STEPS],
        "copied": list(page.copied)[:COPIED],
    }
    response = render(request, "cms/leaflet.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def costs_on_paper(page: ModelPage) -> list[dict[str, Any]]:
    """The costs, so that they still add up: what has no room of its own is one line at the end."""
    rows = [{"label": block.value["label"], "amount_vnd": int(block.value["amount_vnd"])} for block in page.costs]
    if len(rows) <= COSTS:
        return rows
    rest = sum(row["amount_vnd"] for row in rows[COSTS - 1 :])
    return [*rows[: COSTS - 1], {"label": _("Các khoản khác"), "amount_vnd": rest}]


def qr_of(address: str) -> SafeString:
    """The address as an inline SVG, error correction M, black on white whatever the theme."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2)
    return mark_safe(out.getvalue().decode())
