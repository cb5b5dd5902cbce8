"""The fields of one pack, as Google's product data specification names and limits them (support.google.com/merchants/answer/7052112)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from catalog.models import Certificate, Variant
from cooperatives.media.models import Picture
from cooperatives.vietnam.units import unit_price
from storefront.sharing.addresses import absolute
from storefront.sharing.merchant.catalogue import Entry
from storefront.sharing.pictures import shareable_url
from storefront.shipping.errors import CannotDeliver
from storefront.shipping.quotes import farthest_fee_vnd
from storefront.shipping.table import DeliveryTable

Field = tuple[str, "str | list[Field]"]
"""Name without ``g:``, and its text or its parts."""

TITLE, DESCRIPTION, BRAND, PRODUCT_TYPE, SIZE, CERTIFICATION_CODE = 150, 5_000, 70, 750, 100, 50
"""Longest texts that are taken."""
UNITS: Final = {Variant.Unit.GRAM: ("g", 100), Variant.Unit.MILLILITRE: ("ml", 100), Variant.Unit.PIECE: ("ct", 1)}
MOST_CERTIFICATES: Final = 3
PICTURE_SIZE: Final = "width-1200|format-webp"


def item(entry: Entry, variant: Variant, table: DeliveryTable) -> list[Field]:
    """Fields of one pack, in the reader's language."""
    product, group = entry.product, entry.product.group
    link = f"{absolute(product.get_absolute_url())}?co={variant.sku}"
    categories = [product.category.parent, product.category] if product.category.parent is not None else [product.category]
    told = product.summary or _("%(name)s do %(group)s làm.") % {"name": product.name, "group": group.name}
    title = f"{product.name}, {variant.name}" if entry.is_group else product.name
    fields: list[Field] = [
        ("id", variant.sku),
        ("title", title[:TITLE]),
        ("description", told[:DESCRIPTION]),
        ("link", link),
        *_pictures(entry.pictures),
        ("availability", "in_stock"),
        ("price", _vnd(variant.price_vnd)),
        ("condition", "new"),
        ("brand", group.name[:BRAND]),
        ("identifier_exists", "no"),
        ("product_type", " > ".join(one.name for one in categories)[:PRODUCT_TYPE]),
        ("max_handling_time", str(product.lead_days)),
        ("shipping_weight", f"{variant.weight_g} g"),
        *_unit_pricing(variant),
        *_shipping(variant, table),
        *(_certification(one, group.hides_place) for one in entry.certificates[:MOST_CERTIFICATES]),
    ]
    if entry.is_group:
        fields += [("item_group_id", f"mon-{product.pk}"), ("size", variant.name[:SIZE])]
    return fields


def _vnd(amount_vnd: int) -> str:
    """ISO 4217, without a fraction: the đồng has none."""
    return f"{amount_vnd} VND"


def _pictures(pictures: list[Picture]) -> list[Field]:
    """The first as the item's own; a size that nobody asked for yet is made now, once."""
    found = [shareable_url(picture) or absolute(picture.get_rendition(PICTURE_SIZE).url) for picture in pictures]
    return [("image_link", found[0]), *(("additional_image_link", one) for one in found[1:])]


def _unit_pricing(variant: Variant) -> list[Field]:
    if unit_price(variant.price_vnd, variant.net_quantity, variant.net_unit) is None:
        return []
    unit, base = UNITS[Variant.Unit(variant.net_unit)]
    return [("unit_pricing_measure", f"{variant.net_quantity} {unit}"), ("unit_pricing_base_measure", f"{base} {unit}")]


def _shipping(variant: Variant, table: DeliveryTable) -> list[Field]:
    try:
        fee_vnd = farthest_fee_vnd(weight_g=variant.weight_g, goods_vnd=variant.price_vnd, table=table)
    except CannotDeliver:
        return []
    return [("shipping", [("country", "VN"), ("price", _vnd(fee_vnd))])]


def _certification(certificate: Certificate, hides_place: bool) -> Field:
    """Who certified what. For a group without a place neither issuer nor number: both would name it."""
    scheme = certificate.scheme
    authority = scheme.issuer if hides_place else certificate.issuer_as_printed
    code = "" if hides_place else certificate.number[:CERTIFICATION_CODE]
    parts: list[Field] = [("certification_authority", authority or "Sinh Kế"), ("certification_name", scheme.name)]
    return ("certification", [*parts, ("certification_code", code)] if code else parts)
