"""A product with its packs as offers, and the group that makes it. Claims only as long as their certificates hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from catalog.models import Certificate, GroupProfile, LabelScheme, Product, Variant
from cooperatives.groups.models import Group
from cooperatives.vietnam.places import province
from storefront.sharing.addresses import absolute
from storefront.sharing.markup.script import Node, filled

UNIT_CODES: Final = {Variant.Unit.GRAM: ("GRM", 100), Variant.Unit.MILLILITRE: ("MLT", 100), Variant.Unit.PIECE: ("C62", 1)}
"""UN/CEFACT codes and the amount that prices are compared by."""


def product_node(
    product: Product, variants: Sequence[Variant], certificates: Sequence[Certificate], *, description: str, images: Sequence[str]
) -> Node:
    """A product that is on sale. ``certificates`` are asked once more whether they hold today."""
    url = absolute(product.get_absolute_url())
    held = [one for one in certificates if one.is_valid()]
    return filled(
        {
            "@type": "Product",
            "@id": f"{url}#mon",
            "name": product.name,
            "url": url,
            "description": description,
            "image": list(images),
            "sku": variants[0].sku if variants else "",
            "category": product.category.name,
            "brand": {"@type": "Brand", "name": product.group.name},
            "offers": [_offer(product, variant, url) for variant in variants],
            "hasCertification": [_certification(one, product.group) for one in held if one.scheme.kind != LabelScheme.Kind.AWARD],
            "award": [one.scheme.name for one in held if one.scheme.kind == LabelScheme.Kind.AWARD],
        }
    )


def _offer(product: Product, variant: Variant, url: str) -> Node:
    """One pack at its price of now, sold by whoever stands on the receipt."""
    return filled(
        {
            "@type": "Offer",
            "name": variant.name,
            "sku": variant.sku,
            "url": f"{url}?co={variant.sku}",
            "price": variant.price_vnd,
            "priceCurrency": "VND",
            "availability": f"https://schema.org/{'InStock' if variant.available > 0 else 'OutOfStock'}",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": {"@type": "Organization", "name": product.group.seller.name},
            "priceSpecification": _unit_price(variant),
        }
    )


def _unit_price(variant: Variant) -> Node | None:
    """How much is in the pack and by which amount to compare it; nothing where that would repeat the price."""
    if variant.unit_price is None:
        return None
    code, base = UNIT_CODES[Variant.Unit(variant.net_unit)]
    compared_by = {"@type": "QuantitativeValue", "value": base, "unitCode": code}
    amount = {"@type": "QuantitativeValue", "value": variant.net_quantity, "unitCode": code, "valueReference": compared_by}
    return {"@type": "UnitPriceSpecification", "price": variant.price_vnd, "priceCurrency": "VND", "referenceQuantity": amount}


def _certification(certificate: Certificate, group: Group) -> Node:
    """A label with its paper. The issuer of a group without a place is left out: "UBND tỉnh …" would name it."""
    issuer = {"@type": "Organization", "name": certificate.issuer_as_printed}
    return filled(
        {
            "@type": "Certification",
            "name": certificate.scheme.name,
            "certificationIdentification": "" if group.hides_place else certificate.number,
            "issuedBy": None if group.hides_place else issuer,
            "validFrom": certificate.issued_on.isoformat(),
            "expires": certificate.expires_on.isoformat() if certificate.expires_on else "",
            "url": absolute(certificate.get_absolute_url()),
        }
    )


def group_node(group: Group, profile: GroupProfile | None, *, language: str, image: str = "") -> Node:
    """A group as its own page shows it: never finer in place than it chose, never a person's name."""
    code = group.public_province_code
    place = {"@type": "PostalAddress", "addressRegion": province(code).name(language), "addressCountry": "VN"} if code else None
    founded = str(group.founded_year) if group.founded_year and group.founded_year <= timezone.localdate().year else ""
    return filled(
        {
            "@type": "Organization",
            "name": group.name,
            "url": absolute(group.get_absolute_url()),
            "description": profile.intro if profile else "",
            "image": image,
            "foundingDate": founded,
            "address": place,
        }
    )
