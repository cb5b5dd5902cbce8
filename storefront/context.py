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

from cms.models import FairIndexPage, ModelIndexPage, ShopSettings, StandardPage, StoryIndexPage

KEEP_SECONDS = 60


LANGUAGES = ("vi", "en")


def shop(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Everything is lazy, so a page that shows none of it pays for none of it."""
    return {
        "shop": SimpleLazyObject(lambda: _shop(request)),
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "alternate_urls": SimpleLazyObject(lambda: _alternate_urls(request)),
    }


def _shop(request: HttpRequest) -> dict[str, str]:
    language = get_language() or "vi"
    key = f"shop:{language}"
    found: dict[str, str] | None = cache.get(key)
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
            page = kind.objects.live().filter(locale__language_code=language).select_related("locale").first()
            if page is not None:
                found[name] = page.url
        for page in StandardPage.objects.live().filter(locale__language_code=language).select_related("locale") if site else ():
            found[f"page:{page.title}"] = page.url
        cache.set(key, found, KEEP_SECONDS)
    return found


def _menu(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "vi"
    pages = _pages(language)
    listing = reverse("search:listing")
    main: list[dict[str, Any]] = [
        {"title": _("Đang mùa"), "url": f"{listing}?mua=1"},
        {"title": _("Ăn uống"), "url": reverse("search:category", args=["thuc-pham"])},
        {"title": _("Đồ thủ công"), "url": reverse("search:category", args=["thu-cong-my-nghe"])},
        {"title": _("Tất cả hàng"), "url": listing},
        {"title": _("Các nhóm"), "url": reverse("catalog:groups"), "apart": True},
    ]
    titles = (("stories", _("Chuyện nghề")), ("models", _("Mô hình sinh kế")), ("fairs", _("Hội chợ")))
    main += [{"title": title, "url": pages[name]} for name, title in titles if name in pages]
    for item in main:
        item["current"] = request.get_full_path() == item["url"]
    plain = [{"title": key.removeprefix("page:"), "url": url} for key, url in pages.items() if key.startswith("page:")]
    footer = [
        {
            "title": _("Mua hàng"),
            "links": [
                {"title": _("Tất cả hàng"), "url": listing},
                {"title": _("Tra cứu đơn"), "url": reverse("orders:find")},
                {"title": _("Giỏ hàng"), "url": reverse("cart:detail")},
            ],
        },
        {
            "title": _("Nhóm làm ra hàng"),
            "links": [
                {"title": _("Các nhóm"), "url": reverse("catalog:groups")},
                *({"title": title, "url": pages[name]} for name, title in titles if name in pages),
                {"title": _("Cổng dành cho nhóm"), "url": reverse("portal:home")},
            ],
        },
        {"title": _("Về Sinh Kế"), "links": plain},
    ]
    return {"main": main, "footer": footer}


def _alternate_urls(request: HttpRequest) -> dict[str, str]:
    """Address of this page in each language; the first page where a page has no other language."""
    path = request.get_full_path()
    try:
        resolve(urlsplit(path).path)
    except Resolver404:
        return {"vi": "/", "en": "/en/"}
    return {language: translate_url(path, language) for language in LANGUAGES}
