"""``{% sharing_head %}``: canonical address, other languages, Open Graph and JSON-LD of the page that is being rendered."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.template import Context
from django.utils.translation import get_language

from storefront.sharing.addresses import LANGUAGES, with_default
from storefront.sharing.head import head_of
from storefront.sharing.markup.script import graph_script

register = template.Library()
LOCALES: Final = {"vi": "vi_VN", "en": "en_US"}


@register.inclusion_tag("sharing/head.html", takes_context=True)
def sharing_head(context: Context) -> dict[str, Any]:
    """Everything for the template; ``head`` is None on a page that is not for search engines."""
    shown: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    head = head_of(shown, shown.get("request"))
    language = get_language() or "vi"
    if head is None:
        return {"head": None, "page_description": shown.get("page_description")}
    others = [LOCALES[code] for code in LANGUAGES if code != language and code in head.alternates]
    return {
        "head": head,
        "alternates": with_default(head.alternates),
        "locale": LOCALES.get(language, "vi_VN"),
        "other_locales": others,
        "graph": graph_script(head.nodes),
    }
