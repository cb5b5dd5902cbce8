"""Sends the list as RSS 2.0 with Google's names, batch by batch, so that a large catalogue never stands in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Final
from xml.sax.xmlreader import AttributesImpl

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from storefront.sharing.addresses import LANGUAGES, absolute
from storefront.sharing.merchant.catalogue import entries
from storefront.sharing.merchant.items import Field, item
from storefront.shipping.table import read_table

NAMESPACE: Final = "http://base.google.com/ns/1.0"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 does not know."""


@require_safe
@cache_control(no_cache=True)
def merchant_feed(request: HttpRequest, language: str) -> StreamingHttpResponse:
    """``/google-vi.xml`` and ``/google-en.xml``. Http404 for another language."""
    if language not in LANGUAGES:
        raise Http404
    return StreamingHttpResponse(_feed(language), content_type="application/xml; charset=utf-8")


def _feed(language: str) -> Iterator[bytes]:
    """The document. The language is set for each piece: other readers are served in between."""
    with translation.override(language):
        title = _("Hàng của các nhóm phụ nữ làm nghề")
        home = absolute("/en/" if language == "en" else "/")
        start = f'<rss version="2.0" xmlns:g="{NAMESPACE}"><channel><title>Sinh Kế</title><link>{home}</link>'
    yield f'<?xml version="1.0" encoding="utf-8"?>\n{start}<description>{title}</description>\n'.encode()
    table = read_table()
    listed = entries()
    while True:
        with translation.override(language):
            entry = next(listed, None)
            if entry is None:
                break
            piece = "".join(_xml(item(entry, variant, table)) for variant in entry.variants)
        yield piece.encode()
    yield b"</channel></rss>\n"


def _xml(fields: list[Field]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    _element(xml, "item", fields)
    return f"{out.getvalue()}\n"


def _element(xml: SimplerXMLGenerator, name: str, value: str | list[Field]) -> None:
    if isinstance(value, str):
        xml.addQuickElement(name, _CONTROLS.sub(" ", value))
        return
    xml.startElement(name, AttributesImpl({}))
    for inner, part in value:
        _element(xml, f"g:{inner}", part)
    xml.endElement(name)
