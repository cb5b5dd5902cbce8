"""Reads pages the way search engines and messengers do: with parsers that are not ours."""

from __future__ import annotations

from typing import Any

import extruct
from bs4 import BeautifulSoup

BASE = "http://testserver"


def nodes(client, path: str) -> dict[str, Any]:
    """JSON-LD of a page by type; a page says each type once."""
    found = extruct.extract(client.get(path).content.decode(), base_url=BASE, syntaxes=["json-ld"])["json-ld"]
    graph = [node for block in found for node in block["@graph"]]
    by_type = {node["@type"]: node for node in graph}
    assert len(by_type) == len(graph)
    return by_type


def properties(client, path: str) -> dict[str, list[str]]:
    """Open Graph of a page."""
    found = extruct.extract(client.get(path).content.decode(), base_url=BASE, syntaxes=["opengraph"])["opengraph"]
    told: dict[str, list[str]] = {}
    for name, value in found[0]["properties"]:
        told.setdefault(name, []).append(value)
    return told


def head(client, path: str) -> dict[str, Any]:
    """Canonical address, languages, robots and description."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")

    def one(selector, name):
        return next((tag[name] for tag in soup.select(f"head {selector}")), None)

    return {
        "canonical": one("link[rel=canonical]", "href"),
        "languages": {tag["hreflang"]: tag["href"] for tag in soup.select("head link[rel=alternate][hreflang]")},
        "robots": one("meta[name=robots]", "content"),
        "description": one("meta[name=description]", "content"),
    }
