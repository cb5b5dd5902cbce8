"""The menus of the demo: the goods, the groups, and the center's pages as they are in the tree."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site

from catalog.models import Category
from cms.models import ShopMenus

from .pages import items, stream
from .site import first_page


def load_menus() -> None:
    """Write the menu on top and the columns at the foot, for staff to change; runs when all pages are there."""
    site = Site.objects.get(is_default_site=True)
    if ShopMenus.objects.filter(site=site).exists():
        return
    children = [page.specific for page in Page.objects.child_of(first_page()).live().order_by("path")]
    indexes = [page for page in children if type(page).__name__.endswith("IndexPage")]
    plain = [page for page in children if type(page).__name__ in ("StandardPage", "ContactPage")]
    making = [_link(place="groups"), *(_link(page=page.pk) for page in indexes), _link(place="portal")]
    columns = [
        ("Mua hàng", "Shopping", [_link(place="goods"), _link(place="order"), _link(place="cart")]),
        ("Nhóm làm ra hàng", "The makers", making),
        ("Về Sinh Kế", "About Sinh Kế", [_link(page=page.pk) for page in plain]),
    ]
    ShopMenus.objects.create(site=site, main=stream(_main(indexes)), footer=stream([_column(*column) for column in columns]))


def _main(indexes: list[Page]) -> list[tuple[str, Any]]:
    food, crafts = (Category.objects.get(slug=slug).pk for slug in ("thuc-pham", "thu-cong-my-nghe"))
    links = [
        _link(place="season"),
        _link(category=food, title_vi="Ăn uống", title_en="Food and drink"),
        _link(category=crafts, title_vi="Đồ thủ công", title_en="Crafts"),
        _link(place="goods"),
        _link(place="groups", apart=True),
        *(_link(page=page.pk) for page in indexes[:3]),
    ]
    return [("link", link) for link in links]


def _link(**fields: Any) -> dict[str, Any]:
    return {"page": None, "category": None, "place": "", "title_vi": "", "title_en": "", "apart": False, **fields}


def _column(title_vi: str, title_en: str, links: list[dict[str, Any]]) -> tuple[str, Any]:
    return ("column", {"title_vi": title_vi, "title_en": title_en, "links": items(links)})
