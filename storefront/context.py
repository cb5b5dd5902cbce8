"""What every page of the shop may need: who stands behind it, the menus, and the page's address in the other language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.menus import written_menus
from cms.models import FairIndexPage, ModelIndexPage, ShopSettings, StandardPage, StoryIndexPage
from cms.models.settings import cache_key

KEEP_SECONDS = 60


LANGUAGES = ("vi", "en")


def shop(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Everything is lazy, so a page that shows none of it pays for none of it."""
    return {
        "shop": SimpleLazyObject(lambda: _shop(request)),
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "alternate_urls": SimpleLazyObject(lambda: _alternate_urls(request)),
    }


def _shop(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "vi"
    key = cache_key(language)
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        row = ShopSettings.for_request(request)
        found = {
            "name": "Sinh Kế",
            "legal_name": row.legal_name,
            "tax_code": row.tax_code,
            "registration": row.registered,
            "address": row.address,
            "responsible": row.content_owner,
            "hotline": row.hotline,
            "hours": row.hours,
            "email": row.email,
            "email_name": row.email.partition("@")[0],
            "email_host": row.email.partition("@")[2],
            "announcement": row.announcement,
            "delivery_notice": row.delivery_notice,
            "social": row.social,
            "quick_exit_url": row.quick_exit_url,
        }
        cache.set(key, found, KEEP_SECONDS)
    return found


def _pages(language: str) -> dict[str, str]:
    """Addresses of the center's index pages and plain pages in one language, by kind or slug."""
    key = f"menu-pages:{language}"
    found: dict[str, str] | None = cache.get(key)
    if found is None:
        site = Site.objects.filter(is_default_site=True).first()
        found = {}
        kinds: tuple[tuple[str, type[Page]], ...] = (("stories", StoryIndexPage), ("models", ModelIndexPage), ("fairs", FairIndexPage))
        for name, kind in kinds if site else ():
            page = kind.objects.public().filter(locale__language_code=language).select_related("locale").first()
            if page is not None:
                found[name] = page.url
        for page in StandardPage.objects.public().filter(locale__language_code=language).select_related("locale") if site else ():
            found[f"page:{page.title}"] = page.url
        cache.set(key, found, KEEP_SECONDS)
    return found


def _menu(request: HttpRequest) -> dict[str, Any]:
    """What staff wrote, or the shop's own where they wrote nothing."""
    language = get_language() or "vi"
    written = written_menus(language)
    pages = {} if written["main"] and written["footer"] else _pages(language)
    main = written["main"] or _own_main(pages)
    here = request.get_full_path()
    main = [{**item, "current": here == item["url"]} for item in main]
    return {"main": main, "footer": written["footer"] or _own_footer(pages)}


def _own_main(pages: dict[str, str]) -> list[dict[str, Any]]:
    listing = reverse("search:listing")
    main: list[dict[str, Any]] = [
        {"title": _("Đang mùa"), "url": f"{listing}?mua=1"},
        {"title": _("Ăn uống"), "url": reverse("search:category", args=["thuc-pham"])},
        {"title": _("Đồ thủ công"), "url": reverse("search:category", args=["thu-cong-my-nghe"])},
        {"title": _("Tất cả hàng"), "url": listing},
        {"title": _("Các nhóm"), "url": reverse("catalog:groups"), "apart": True},
    ]
    return main + _own_indexes(pages)


def _own_indexes(pages: dict[str, str]) -> list[dict[str, Any]]:
    titles = (("stories", _("Chuyện nghề")), ("models", _("Mô hình sinh kế")), ("fairs", _("Hội chợ")))
    return [{"title": title, "url": pages[name]} for name, title in titles if name in pages]


def _own_footer(pages: dict[str, str]) -> list[dict[str, Any]]:
    buying = [
        {"title": _("Tất cả hàng"), "url": reverse("search:listing")},
        {"title": _("Tra cứu đơn"), "url": reverse("orders:find")},
        {"title": _("Giỏ hàng"), "url": reverse("cart:detail")},
    ]
    making = [
        {"title": _("Các nhóm"), "url": reverse("catalog:groups")},
        *_own_indexes(pages),
        {"title": _("Cổng dành cho nhóm"), "url": reverse("portal:home")},
    ]
    plain = [{"title": key.removeprefix("page:"), "url": url} for key, url in pages.items() if key.startswith("page:")]
    return [
        {"title": _("Mua hàng"), "links": buying},
        {"title": _("Nhóm làm ra hàng"), "links": making},
        {"title": _("Về Sinh Kế"), "links": plain},
    ]


def _alternate_urls(request: HttpRequest) -> dict[str, str]:
    """Address of this page in each language; the first page where a page has no other language."""
    path = request.get_full_path()
    try:
        resolve(urlsplit(path).path)
    except Resolver404:
        return {"vi": "/", "en": "/en/"}
    return {language: translate_url(path, language) for language in LANGUAGES}
