"""The menus as readers see them: what staff put together, in the reader's language, without pages that are not public.

Where staff left a menu empty the shop shows its own; see :mod:`storefront.context`. Menus are kept for a minute, so pages that go as a
whole when a consent is withdrawn (stories, models) never stand in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page, Site

KEEP_SECONDS: Final = 60
PLACES: Final[dict[str, tuple[Any, str, str]]] = {
    "season": (_("Đang mùa"), "search:listing", "?mua=1"),
    "goods": (_("Tất cả hàng"), "search:listing", ""),
    "groups": (_("Các nhóm"), "catalog:groups", ""),
    "order": (_("Tra cứu đơn"), "orders:find", ""),
    "cart": (_("Giỏ hàng"), "cart:detail", ""),
    "account": (_("Tài khoản"), "accounts:home", ""),
    "portal": (_("Cổng dành cho nhóm"), "portal:home", ""),
}
"""Parts of the shop that are no page of the center, by the word that is stored: name, address, what follows it."""


def place_choices() -> list[tuple[str, Any]]:
    """For the editor's list."""
    return [(code, title) for code, (title, _name, _query) in PLACES.items()]


def written_menus(language: str) -> dict[str, list[dict[str, Any]]]:
    """``main`` (title, url, apart) and ``footer`` (title, links) as staff wrote them; an empty list where they wrote none."""
    key = f"menus:{language}"
    found: dict[str, list[dict[str, Any]]] | None = cache.get(key)
    if found is None:
        from cms.models import ShopMenus

        row = ShopMenus.objects.filter(site__in=Site.objects.filter(is_default_site=True)).first()
        with override(language):
            found = _read(row, language) if row else {"main": [], "footer": []}
        cache.set(key, found, KEEP_SECONDS)
    return found


def forget_menus() -> None:
    """After staff changed them, or a page that stands in them."""
    cache.delete_many([f"menus:{language}" for language in ("vi", "en")])


def _read(row: Any, language: str) -> dict[str, list[dict[str, Any]]]:
    columns = [block.value for block in row.footer]
    main = [block.value for block in row.main]
    shown = _public_pages([*main, *(link for column in columns for link in column["links"])], language)
    footer = [{"title": _title(column, language), "links": _links(column["links"], shown, language)} for column in columns]
    return {"main": _links(main, shown, language), "footer": [column for column in footer if column["links"]]}


def _public_pages(links: Iterable[Any], language: str) -> dict[str, Page]:
    """The pages that are linked, in the reader's language, by the key that their translations share."""
    from cms.models.base import EditorialPage

    keys = {link["page"].translation_key for link in links if link.get("page")}
    pages: Iterable[Page] = Page.objects.filter(translation_key__in=keys, locale__language_code=language).specific()
    kinds: dict[type[Any], list[int]] = {}
    for page in pages:
        if isinstance(page, EditorialPage) and not page.removed_with_consent:
            kinds.setdefault(type(page), []).append(page.pk)
    public = {pk for kind, pks in kinds.items() for pk in kind.objects.public().filter(pk__in=pks).values_list("pk", flat=True)}
    return {str(page.translation_key): page for page in pages if page.pk in public}


def _links(links: Iterable[Any], shown: dict[str, Page], language: str) -> list[dict[str, Any]]:
    found = [_link(link, shown, language) for link in links]
    return [link for link in found if link]


def _link(link: Any, shown: dict[str, Page], language: str) -> dict[str, Any] | None:
    title = _title(link, language)
    if link.get("page"):
        page = shown.get(str(link["page"].translation_key))
        if page is None:
            return None
        url, own = page.url, page.title
    elif link.get("category"):
        url, own = link["category"].get_absolute_url(), link["category"].name
    elif link.get("place") in PLACES:
        words, name, query = PLACES[link["place"]]
        url, own = reverse(name) + query, str(words)
    else:
        return None
    return {"title": title or own, "url": url, "apart": bool(link.get("apart"))}


def _title(value: Any, language: str) -> str:
    written: str = (value.get("title_en") if language == "en" else "") or value.get("title_vi") or ""
    return written
