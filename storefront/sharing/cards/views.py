"""Serves social cards: drawn when first asked for, kept on disk, and gone with what they are of."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.http import require_safe

from storefront.sharing.addresses import LANGUAGES
from storefront.sharing.cards.addresses import card_path
from storefront.sharing.cards.drawing import draw
from storefront.sharing.cards.sources import SOURCES
from storefront.sharing.cards.store import card_file, keep

FOR_EVER: Final = "public, max-age=31536000, immutable"


@require_safe
def card(request: HttpRequest, kind: str, language: str, key: int, fingerprint: str) -> HttpResponse:
    """One card. An address of yesterday leads to the card of today; Http404 for what is not public (any more)."""
    if kind not in SOURCES or language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        facts = SOURCES[kind](key)
        if facts is None:
            raise Http404
        if facts.fingerprint != fingerprint:
            moved = HttpResponseRedirect(card_path(kind, key, facts))
            moved["Cache-Control"] = "no-cache"
            return moved
    file = card_file(kind, key, language, fingerprint)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        content = draw(facts)
        keep(file, content)
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = FOR_EVER
    return response
