"""QR codes as inline SVG."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """The code of a text, in the paper's colours whatever the screen's are; its size comes from the page."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, svgns=True, scale=1, border=4, light="#fff", omitsize=True)
    return mark_safe(out.getvalue().decode())
