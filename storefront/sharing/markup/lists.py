"""Where a page stands, and what a page lists."""

from __future__ import annotations

from collections.abc import Iterable

from storefront.sharing.addresses import absolute
from storefront.sharing.markup.script import Node

Link = tuple[str, str]
"""Name and address."""


def breadcrumbs(links: Iterable[Link]) -> Node:
    """The way from the first page to this one, which is the last of them."""
    return {"@type": "BreadcrumbList", "itemListElement": _items(links)}


def item_list(links: Iterable[Link]) -> Node:
    """A summary page: each entry has a page of its own."""
    items = _items(links)
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def _items(links: Iterable[Link]) -> list[Node]:
    return [
        {"@type": "ListItem", "position": position, "name": str(name), "item": absolute(address)}
        for position, (name, address) in enumerate(links, start=1)
    ]
