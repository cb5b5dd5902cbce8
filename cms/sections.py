"""What the home page shows, gathered in a fixed number of queries and kept for a minute.

The key holds the day, so that a label that ends at midnight or a fair that is over is not shown from yesterday's copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.cards import Card, product_cards
from catalog.models import GroupProfile, Product, Stock, Variant
from catalog.text import in_language
from cooperatives.groups.fees import fee_on
from cooperatives.groups.models import Terms

if TYPE_CHECKING:
    from cms.models import HomePage

KEEP_SECONDS = 60
IN_SEASON, NEW, GIFTS, GROUPS, STORIES = 5, 4, 4, 3, 3
GIFT_MAX_VND = 200_000
SAMPLE_VND = 100_000
ALMANAC_MONTHS = 4


def home_sections(page: HomePage) -> dict[str, Any]:
    """Return the context of all sections of the home page in the page's language."""
    key = f"home:{page.pk}:{page.latest_revision_id}:{timezone.localdate().isoformat()}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = _products(page) | _editorial(page)
        found["almanac"] = _almanac(page.locale.language_code)
        found["split"] = money_split()
        cache.set(key, found, KEEP_SECONDS)
    return found


def season_filter(month: int) -> Q:
    """Products whose season covers ``month``; a season may wrap around the year."""
    straight = Q(season_from__lte=models.F("season_to")) & Q(season_from__lte=month) & Q(season_to__gte=month)
    wrapped = Q(season_from__gt=models.F("season_to")) & (Q(season_from__lte=month) | Q(season_to__gte=month))
    return straight | wrapped


def _products(page: HomePage) -> dict[str, list[Card]]:
    """Cards of four sections, none of them twice, built together."""
    left = Stock.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True, on_hand__gt=models.F("reserved"))
    on_sale = Product.objects.on_sale().filter(Exists(left)).order_by("-pk")
    chosen: dict[str, list[int]] = {"picks": [pick.product_id for pick in page.picks.all()]}
    taken = set(chosen["picks"])

    def pick(name: str, query: Any, count: int) -> None:
        ids = [pk for pk in query.values_list("pk", flat=True)[: count + len(taken)] if pk not in taken][:count]
        chosen[name] = ids
        taken.update(ids)

    pick("in_season", on_sale.filter(season_filter(timezone.localdate().month)), IN_SEASON)
    cheap = Variant.objects.filter(product=OuterRef("pk"), is_active=True, price_vnd__lte=GIFT_MAX_VND)
    pick("gifts", on_sale.filter(Exists(cheap), category__parent__code__in=["G1", "G4"], is_fresh=False), GIFTS)
    pick("new", on_sale, NEW)
    cards = {card.product_id: card for card in product_cards([pk for ids in chosen.values() for pk in ids])}
    return {name: [cards[pk] for pk in ids if pk in cards] for name, ids in chosen.items()}


def _editorial(page: HomePage) -> dict[str, Any]:
    """Groups, stories, the featured models and the coming fair, with all their pictures in one more query."""
    from cms.models import FairPage, ModelPage, StoryPage

    from .models.base import with_renditions

    profiles = list(
        GroupProfile.objects.filter(is_featured=True, group__is_active=True).select_related("group", "cover").order_by("-pk")[:GROUPS]
    )
    mine = {"locale_id": page.locale_id}
    stories = list(StoryPage.objects.live().filter(**mine).select_related("picture", "locale").order_by("-first_published_at")[:STORIES])
    featured = list(ModelPage.objects.featured().filter(**mine).select_related("picture", "locale")[:3])
    fair = FairPage.objects.coming().filter(**mine).select_related("locale").first()
    with_renditions(page.picture, *(row.cover for row in profiles), *(row.picture for row in [*stories, *featured]))
    return {"makers": profiles, "stories": stories, "featured_models": featured, "fair": fair}


def _almanac(language: str) -> list[dict[str, Any]]:
    """The coming months, each with a few goods whose season begins in it."""
    first = timezone.localdate().month
    months = [(first - 1 + step) % 12 + 1 for step in range(ALMANAC_MONTHS)]
    begun = Product.objects.on_sale().filter(season_from__in=months).order_by("-pk").only("name_vi", "name_en", "season_from")[:80]
    names: dict[int, list[str]] = {month: [] for month in months}
    for product in begun:
        if product.season_from is not None and len(names[product.season_from]) < 3:
            names[product.season_from].append(in_language(product, "name", language).split(",")[0])
    return [{"number": month, "items": ", ".join(goods)} for month, goods in names.items() if goods]


def money_split() -> list[dict[str, Any]]:
    """How 100,000 ₫ of goods are shared under the terms that most groups have: rows of label and whole đồng; empty without terms."""
    usual = Terms.objects.values("fee_bps", "fee_vat_bps").annotate(times=Count("pk")).order_by("-times", "fee_bps").first()
    if usual is None:
        return []
    fee = fee_on(SAMPLE_VND, fee_bps=usual["fee_bps"], fee_vat_bps=usual["fee_vat_bps"])
    return [
        {"label": _("Nhóm làm ra hàng"), "amount_vnd": SAMPLE_VND - fee.total_vnd},
        {"label": _("Trung tâm, để chạy trang này"), "amount_vnd": fee.net_vnd},
        {"label": _("Thuế GTGT trên phần của trung tâm"), "amount_vnd": fee.vat_vnd},
    ]
