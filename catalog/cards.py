"""What a product card shows, gathered for many products in five queries, however many there are.

The listing, the home page, the group page and "related" on the product page all use :func:`product_cards`, so that a card says the same
everywhere: the lowest price of the packs on sale, whether anything is left, and only certificates that are valid today.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.claims import certificates_of
from catalog.models import Certificate, LabelScheme, Product, ProductPicture, Variant
from cooperatives.media.models import Picture, Rendition
from cooperatives.vietnam.money import format_vnd
from cooperatives.vietnam.places import province
from cooperatives.vietnam.seasons import in_season

BADGES_ON_A_CARD: Final = 2
LAST_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a list; the fields are those of ``components/product_card.html``. Prices in whole đồng.

    ``name_pieces``, ``excerpt``: the name, and a part of the words about it, cut up, with what somebody looked for marked; empty elsewhere.
    """

    product_id: int
    url: str
    name: str
    group_name: str
    group_url: str
    province_name: str
    price_vnd: int
    price_from: bool
    old_vnd: int | None
    unit_price: str
    picture: Picture | None
    badges: Sequence[LabelScheme]
    flag: str
    in_stock: bool
    summary: str = ""
    name_pieces: Sequence[tuple[str, bool]] = ()
    excerpt: Sequence[tuple[str, bool]] = ()


def product_cards(products: QuerySet[Product] | Iterable[int]) -> list[Card]:
    """Return the cards of products on sale, in the order given (ids, or a query set).

    Products that are not on sale, or have no pack on sale, are left out. Five queries (six for a query set).
    """
    ids: list[int] = list(products.values_list("pk", flat=True)) if isinstance(products, QuerySet) else list(products)
    if not ids:
        return []
    today = timezone.localdate()
    rows = Product.objects.on_sale().select_related("group", "category").defer("body_vi", "body_en").in_bulk(ids)
    variants = _variants(rows)
    pictures = _pictures(rows)
    claims = certificates_of(rows.values(), today)
    badges = {pk: _badges(held) for pk, held in claims.items()}
    shown: list[int] = [pk for pk in dict.fromkeys(ids) if pk in rows and variants[pk]]
    return [_card(rows[pk], variants[pk], pictures.get(pk), badges.get(pk, []), today) for pk in shown]


def still_true(cards: Sequence[Card]) -> list[Card]:
    """Cards that were kept for a while: without what is not on sale any more, and with the labels of this moment. Two queries."""
    rows = Product.objects.on_sale().select_related("category").defer("body_vi", "body_en").in_bulk([card.product_id for card in cards])
    claims = certificates_of(rows.values())
    return [replace(card, badges=_badges(claims[card.product_id])) for card in cards if card.product_id in rows]


def _badges(held: list[Certificate]) -> list[LabelScheme]:
    """Labels for a card."""
    return _best({one.scheme for one in held if one.scheme.on_card})


def _variants(ids: Iterable[int]) -> dict[int, list[Variant]]:
    """Packs on sale by product, in the order of the product page."""
    found: dict[int, list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(product_id__in=list(ids), is_active=True).select_related("stock"):
        found[variant.product_id].append(variant)
    return found


def _pictures(ids: Iterable[int]) -> dict[int, Picture]:
    """First picture of each product's gallery, with all its sizes."""
    first: dict[int, Picture] = {}
    rows = ProductPicture.objects.filter(product_id__in=list(ids)).select_related("picture").order_by("product_id", "sort_order", "pk")
    for row in rows:
        first.setdefault(row.product_id, row.picture)
    renditions: dict[int, list[Rendition]] = defaultdict(list)
    for rendition in Rendition.objects.filter(image_id__in={picture.pk for picture in first.values()}):
        renditions[rendition.image_id].append(rendition)
    for picture in first.values():
        picture.prefetched_renditions = renditions[picture.pk]
        for rendition in renditions[picture.pk]:
            rendition.image = picture  # Wagtail asks each one for its picture's alternative text
    return first


def _best(schemes: set[LabelScheme]) -> list[LabelScheme]:
    """At most two labels, the foremost first; of several star ratings only the best."""
    stars = max((scheme.stars or 0 for scheme in schemes), default=0)
    kept = [scheme for scheme in schemes if not scheme.stars or scheme.stars == stars]
    return sorted(kept, key=lambda scheme: (scheme.rank, scheme.code))[:BADGES_ON_A_CARD]


def _card(product: Product, variants: list[Variant], picture: Picture | None, badges: list[LabelScheme], today: datetime.date) -> Card:
    language = get_language() or "vi"
    buyable = [variant for variant in variants if variant.available > 0]
    cheapest = min(buyable or variants, key=lambda variant: variant.price_vnd)
    code = product.group.public_province_code
    return Card(
        product_id=product.pk,
        url=reverse("catalog:product", args=[product.slug]),
        name=_name(product, variants),
        group_name=product.group.name,
        group_url=reverse("catalog:group", args=[product.group.slug]),
        province_name=province(code).name(language) if code else "",
        price_vnd=cheapest.price_vnd,
        price_from=len({variant.price_vnd for variant in variants}) > 1,
        old_vnd=None,
        unit_price=_unit_price(cheapest, language),
        picture=picture,
        badges=badges,
        flag=_flag(product, sum(variant.available for variant in buyable), today),
        in_stock=bool(buyable),
        summary=product.summary,
    )


def _name(product: Product, variants: list[Variant]) -> str:
    """Name of the product; with the pack, as on a price tag, when there is only one."""
    if len(variants) != 1 or variants[0].name.casefold() in product.name.casefold():
        return product.name
    pack = variants[0].name
    return f"{product.name}, {pack[:1].lower()}{pack[1:]}"


def _unit_price(variant: Variant, language: str) -> str:
    """ "37.000 ₫/100 g", or nothing when it would only repeat the price."""
    found = variant.unit_price
    if found is None:
        return ""
    per, price_vnd = found
    return f"{format_vnd(price_vnd, language)}{per}"


def _flag(product: Product, available: int, today: datetime.date) -> str:
    """A few words on the picture: the last few of all packs together, else that it is in season now."""
    if 0 < available <= LAST_FEW:
        return ngettext("Chỉ còn %(left)s", "Chỉ còn %(left)s", available) % {"left": available}
    if product.season_from is None or product.season_to is None:
        return ""
    return _("Đang mùa") if in_season(product.season_from, product.season_to, today.month) else ""
