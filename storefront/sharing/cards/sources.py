"""The facts of a card by what it is of, read from what is public now; nothing for what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from catalog.models import GroupProfile
from catalog.product_page import product_context, products_for_page
from cms.models.base import EditorialPage
from cooperatives.groups.models import Group
from storefront.sharing.cards.facts import CardFacts, group_facts, page_facts, product_facts, shop_facts
from storefront.sharing.listed import public_page


def _product(key: int) -> CardFacts | None:
    product = products_for_page().filter(pk=key).first()
    return product_facts(product_context(product)) if product is not None else None


def _group(key: int) -> CardFacts | None:
    group = Group.objects.selling().filter(pk=key).first()
    if group is None:
        return None
    return group_facts(group, GroupProfile.objects.shown().filter(group=group).select_related("group", "cover").first())


def _page(key: int) -> CardFacts | None:
    page: EditorialPage | None = public_page(key)
    return page_facts(page) if page is not None else None


def _shop(key: int) -> CardFacts | None:
    return shop_facts() if key == 0 else None


SOURCES: Final[dict[str, Callable[[int], CardFacts | None]]] = {"hang": _product, "nhom": _group, "trang": _page, "shop": _shop}
