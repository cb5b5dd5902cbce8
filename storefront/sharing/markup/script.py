"""Writes JSON-LD into a page so that no text of anybody can end the script element or start another."""

from __future__ import annotations

import json
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

Node = dict[str, Any]

_ESCAPES: Final = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def graph_script(nodes: list[Node]) -> SafeString:
    """Return the script element with all nodes of a page; nothing when there are none.

    A data block is not run, so the content security policy needs no nonce for it (HTML, "prepare the script element").
    """
    if not nodes:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')  # noqa: S308 - escaped above


def filled(node: Node) -> Node:
    """Return ``node`` without what is empty: machines take an empty text for a claim."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
