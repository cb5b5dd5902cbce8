"""What search engines may be told of: public pages, goods on sale, groups that sell, kinds of goods that have some.

Decided anew each time it is asked, so that what is unpublished, over or taken back stands in no list from then on.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db.models import Exists, ExpressionWrapper, F, IntegerField, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from catalog.models import Category, Product
from cms.models.base import EditorialPage
from cooperatives.groups.models import Group
from storefront.sharing.addresses import LANGUAGES, absolute

BLOCK: Final = 5_000
"""Products in one file of the sitemap, by id: with two languages far below the 50,000 addresses and 50 MB that are allowed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page in the languages it has. ``changed_at`` is None when nobody can tell."""

    addresses: dict[str, str]
    changed_at: datetime.datetime | None = None


def _public(model: type[EditorialPage]) -> Any:
    """Pages of one kind that anybody may read now."""
    objects: Any = model.objects
    over = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    return objects.live().public().filter(over).select_related("locale")


def public_pages() -> Iterator[Any]:
    """Every page of the center that anybody may read now, with its locale: one query for each kind of page."""
    for model in apps.get_models():
        if issubclass(model, EditorialPage):
            yield from _public(model).order_by("pk")


def public_page(key: int) -> Any:
    """The page with this id if anybody may read it now, with its picture; None otherwise."""
    kind = Page.objects.filter(pk=key).select_related("content_type").first()
    model = kind.specific_class if kind is not None else None
    if model is None or not issubclass(model, EditorialPage):
        return None
    return _public(model).select_related("picture").filter(pk=key).first()


def listed_pages() -> list[Listed]:
    """Pages of the center; translations of one another are one entry."""
    addresses: dict[Any, dict[str, str]] = defaultdict(dict)
    changed: dict[Any, datetime.datetime | None] = {}
    for page in public_pages():
        parts = page.get_url_parts()
        if parts is None or parts[2] is None:
            continue
        addresses[page.translation_key][page.locale.language_code] = absolute(parts[2])
        known = changed.get(page.translation_key)
        changed[page.translation_key] = max(filter(None, (known, page.last_published_at)), default=None)
    return [Listed(found, changed[key]) for key, found in addresses.items()]


def product_blocks() -> list[tuple[int, datetime.datetime]]:
    """Numbers of the blocks that hold a product on sale, each with the time of its newest change. One query."""
    block = ExpressionWrapper(F("pk") / BLOCK, output_field=IntegerField())
    rows = Product.objects.on_sale().annotate(block=block).values("block").order_by("block")
    return list(rows.annotate(newest=Max(Coalesce("last_published_at", "created_at"))).values_list("block", "newest"))


def listed_products(block: int) -> list[Listed]:
    """Goods on sale whose ids are in one block."""
    rows = Product.objects.on_sale().filter(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK).order_by("pk")
    found = rows.values_list("slug", Coalesce("last_published_at", "created_at"))
    prefixes = _prefixes("catalog:product")
    return [Listed({code: prefix.replace("SLUG", slug) for code, prefix in prefixes.items()}, changed) for slug, changed in found]


def listed_groups() -> list[Listed]:
    """The page of all groups, and each that sells."""
    prefixes = _prefixes("catalog:group")
    slugs = Group.objects.selling().order_by("pk").values_list("slug", flat=True)
    return [_same("catalog:groups")] + [Listed({code: one.replace("SLUG", slug) for code, one in prefixes.items()}) for slug in slugs]


def listed_categories() -> list[Listed]:
    """The listing of everything, and each kind of goods that has something on sale, itself or in one of its sets."""
    on_sale = Product.objects.on_sale().filter(Q(category=OuterRef("pk")) | Q(category__parent=OuterRef("pk")))
    slugs = Category.objects.filter(Exists(on_sale)).order_by("number", "pk").values_list("slug", flat=True)
    prefixes = _prefixes("search:category")
    return [_same("search:listing")] + [Listed({code: one.replace("SLUG", slug) for code, one in prefixes.items()}) for slug in slugs]


def _prefixes(view: str) -> dict[str, str]:
    """The address of ``view`` in each language, with SLUG where the slug comes."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = absolute(reverse(view, args=["SLUG"]))
    return found


def _same(view: str) -> Listed:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = absolute(reverse(view))
    return Listed(found)
