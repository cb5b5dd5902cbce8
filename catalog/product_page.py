"""Everything the product page shows, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.cards import Card, product_cards, still_true
from catalog.claims import certificates_of
from catalog.models import GroupProfile, Product, ProductPicture, Variant
from catalog.text import in_language
from cooperatives.groups.fees import fee_on
from cooperatives.groups.models import Terms
from cooperatives.vietnam.days import month_name
from cooperatives.vietnam.money import format_vnd
from cooperatives.vietnam.places import province

RELATED = 4
NEAR = 24
KEEP_SECONDS = 60
FEW_LEFT = 10
EATEN_OR_APPLIED = frozenset({"G1", "G2", "G3"})


def products_for_page() -> QuerySet[Product]:
    """Products on sale with what the page needs of their group: the terms of today come along as ``fee_bps`` and ``fee_vat_bps``."""
    terms = Terms.objects.filter(group=OuterRef("group"), valid_from__lte=timezone.localdate()).order_by("-valid_from")
    today = {name: Subquery(terms.values(name)[:1]) for name in ("fee_bps", "fee_vat_bps")}
    found: QuerySet[Product] = Product.objects.on_sale().select_related("group__seller_of_record", "category__parent").annotate(**today)
    return found


def product_context(product: Product, *, chosen: str = "") -> dict[str, Any]:
    """Return the page's context. ``chosen`` is the SKU of a pack; the first one that can be bought when it is not known."""
    variants = list(Variant.objects.filter(product=product, is_active=True).select_related("stock"))
    variant = _choose(variants, chosen)
    rows = ProductPicture.objects.filter(product=product).select_related("picture").order_by("sort_order", "pk")
    gallery = [row.picture for row in rows]
    profile = GroupProfile.objects.shown().filter(group_id=product.group_id).select_related("cover").first()
    if profile is not None:
        profile.group = product.group
    covers = [profile.cover] if profile is not None and profile.cover is not None else []
    prefetch_related_objects([*gallery, *covers], "renditions")
    code = product.group.public_province_code
    language = get_language() or "vi"
    return {
        "product": product,
        "group": product.group,
        "profile": profile,
        "province_name": province(code).name(language) if code else "",
        "gallery": gallery,
        "variants": variants,
        "variant": variant,
        "options": [_option(one, variant) for one in variants],
        "unit_price": _unit_price(variant, language),
        "few_left": variant is not None and 0 < variant.available <= FEW_LEFT,
        "certificates": certificates_of([product])[product.pk],
        "facts": _facts(product, variant),
        "body": product.body_en if language == "en" and product.body_en else product.body_vi,
        "split": _split(product, variant),
        "crumbs": _crumbs(product),
        "related": _related(product, language),
    }


def _choose(variants: list[Variant], sku: str) -> Variant | None:
    by_sku = {variant.sku: variant for variant in variants}
    buyable = [variant for variant in variants if variant.available > 0]
    return by_sku.get(sku) or next(iter(buyable or variants), None)


def _option(variant: Variant, chosen: Variant | None) -> dict[str, Any]:
    label = variant.name if variant.available else _("%(pack)s (tạm hết)") % {"pack": variant.name}
    return {"value": variant.pk, "label": label, "selected": variant == chosen, "sku": variant.sku, "price_vnd": variant.price_vnd}


def _unit_price(variant: Variant | None, language: str) -> str:
    found = variant.unit_price if variant else None
    return f"{format_vnd(found[1], language)}{found[0]}" if found else ""


def _facts(product: Product, variant: Variant | None) -> list[dict[str, str]]:
    """What consumer law asks a listing to say (Law 19/2023/QH15, art. 37), as far as it is known."""
    days = product.shelf_life_days
    season = ""
    if product.season_from and product.season_to:
        language = get_language() or "vi"
        ends = {"first": month_name(product.season_from, language), "last": month_name(product.season_to, language)}
        season = _("%(first)s đến %(last)s") % ends
    rows = [
        (_("Quy cách"), variant.name if variant else ""),
        (_("Thành phần") if _is_eaten(product) else _("Chất liệu"), product.ingredients),
        (_("Xuất xứ"), product.origin),
        (_("Mùa"), season),
        (_("Dùng trong"), (_("%(days)s ngày kể từ ngày làm") % {"days": days}) if days else ""),
        (_("Cách giữ"), product.storage),
        (_("Bán bởi"), product.group.seller.name),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _is_eaten(product: Product) -> bool:
    """Food, drinks and herbs have ingredients; a teapot or a scarf has a material."""
    category = product.category.parent or product.category
    return category.code in EATEN_OR_APPLIED


def _split(product: Product, variant: Variant | None) -> list[dict[str, Any]]:
    """How the price of this pack is shared, under the terms of today; empty when the group has none yet."""
    fee_bps, fee_vat_bps = getattr(product, "fee_bps", None), getattr(product, "fee_vat_bps", None)
    if fee_bps is None or fee_vat_bps is None or variant is None:
        return []
    fee = fee_on(variant.price_vnd, fee_bps=fee_bps, fee_vat_bps=fee_vat_bps)
    return [
        {"label": product.group.name, "amount_vnd": variant.price_vnd - fee.total_vnd},
        {"label": _("Trung tâm, để chạy trang này"), "amount_vnd": fee.net_vnd},
        {"label": _("Thuế GTGT trên phần của trung tâm"), "amount_vnd": fee.vat_vnd},
    ]


def _crumbs(product: Product) -> list[dict[str, str]]:
    home = "/en/" if get_language() == "en" else "/"
    crumbs = [{"url": home, "title": _("Trang đầu")}]
    if product.category.parent is not None:
        crumbs.append({"url": product.category.parent.get_absolute_url(), "title": in_language(product.category.parent, "name")})
    crumbs.append({"url": product.category.get_absolute_url(), "title": in_language(product.category, "name")})
    return crumbs


def _related(product: Product, language: str) -> list[Card]:
    """Goods of the same set or the same group, other groups first. Kept for a minute, but for their labels."""
    key = f"related:{product.pk}:{language}:{timezone.localdate().isoformat()}"
    found: list[Card] | None = cache.get(key)
    if found is not None:
        found = still_true(found)
    else:
        near = Q(category=product.category_id) | Q(group=product.group_id)
        rows = Product.objects.on_sale().exclude(pk=product.pk).filter(near).order_by("-pk").values_list("pk", "group_id")[:NEAR]
        same_set = [pk for pk, group_id in rows if group_id != product.group_id]
        same_group = [pk for pk, group_id in rows if group_id == product.group_id]
        mixed = [*same_set[:2], *same_group[:2], *same_set[2:], *same_group[2:]]
        found = product_cards(list(dict.fromkeys(mixed))[:RELATED])
        cache.set(key, found, KEEP_SECONDS)
    return found
