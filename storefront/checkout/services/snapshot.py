"""Copies what is true now onto the rows of an order: names, prices, labels valid today, terms, tax rates. Four tables, three queries."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog.claims import certificates_of
from catalog.models import Certificate, Variant
from cooperatives.groups.models import TaxRate, Terms, TermsMissing
from cooperatives.vietnam.money import share_bps
from storefront.cart.services import ReviewedLine
from storefront.checkout.services.preview import PlannedParcel
from storefront.orders.models import Order, OrderLine, Parcel

_WHOLE_BPS = 10_000


@dataclass(frozen=True, slots=True)
class Truths:
    """What holds on the day of the order for the groups and products in it."""

    terms: dict[int, Terms]
    tax_bps: dict[tuple[str, str], tuple[int, int]]
    certificates: dict[int, list[Certificate]]

    def labels_of(self, variant: Variant) -> list[dict[str, Any]]:
        """Label claims of a product, as its page makes them."""
        return [
            {
                "scheme": one.scheme.code,
                "short_name": one.scheme.short_name,
                "number": one.number,
                "expires_on": one.expires_on.isoformat() if one.expires_on else None,
                "check_code": one.check_code,
            }
            for one in self.certificates[variant.product_id]
        ]


def read_truths(parcels: Sequence[PlannedParcel], day: datetime.date) -> Truths:
    """Read terms, tax rates and valid certificates for all parcels. Raises TermsMissing for a group without terms on ``day``."""
    groups = {parcel.group.pk: parcel.group for parcel in parcels}
    products = {line.variant.product_id: line.variant.product for parcel in parcels for line in parcel.lines}
    terms = {one.group_id: one for one in Terms.objects.filter(group__in=groups, valid_from__lte=day).order_by("valid_from")}
    for pk, group in groups.items():
        if pk not in terms:
            raise TermsMissing(group=group.slug, day=day.isoformat())
    forms = {parcel.seller.kind for parcel in parcels}
    rates = TaxRate.objects.filter(legal_form__in=forms, valid_from__lte=day).order_by("valid_from")
    tax_bps = {(rate.legal_form, rate.supply): (rate.vat_bps, rate.pit_bps) for rate in rates}
    return Truths(terms, tax_bps, certificates_of(products.values(), day))


def parcel_row(*, order: Order, planned: PlannedParcel, position: int, status: Parcel.Status, truths: Truths) -> Parcel:
    """Return the unsaved parcel of one group."""
    terms, quote = truths.terms[planned.group.pk], planned.quote
    assert quote is not None  # place_order refused before what cannot be delivered
    return Parcel(
        order=order,
        group=planned.group,
        seller=planned.seller,
        position=position,
        status=status,
        zone=quote.zone,
        weight_g=planned.weight_g,
        days_min=quote.days_min,
        days_max=quote.days_max,
        goods_vnd=planned.goods_vnd,
        shipping_vnd=planned.shipping_vnd,
        rounding_vnd=planned.rounding_vnd,
        fee_bps=terms.fee_bps,
        fee_vat_bps=terms.fee_vat_bps,
        holdback_days=terms.holdback_days,
        legal_form=planned.seller.kind,
    )


def line_row(*, parcel: Parcel, reviewed: ReviewedLine, position: int, truths: Truths) -> OrderLine:
    """Return the unsaved order line of one cart line, with its fee and tax to the đồng."""
    variant = reviewed.variant
    product = variant.product
    supply = TaxRate.Supply.SERVICES if product.category.is_service else TaxRate.Supply.GOODS
    tax_vat_bps, tax_pit_bps = truths.tax_bps.get((parcel.legal_form, supply), (0, 0))
    fee_vnd = share_bps(reviewed.total_vnd, parcel.fee_bps)
    return OrderLine(
        parcel=parcel,
        variant=variant,
        position=position,
        sku=variant.sku,
        name_vi=f"{product.name_vi}, {variant.name_vi}",
        name_en=f"{product.name_en}, {variant.name_en or variant.name_vi}" if product.name_en else "",
        labels=truths.labels_of(variant),
        quantity=reviewed.quantity,
        unit_price_vnd=reviewed.price_vnd,
        total_vnd=reviewed.total_vnd,
        fee_vnd=fee_vnd,
        fee_vat_vnd=vat_inside(fee_vnd, parcel.fee_vat_bps),
        tax_vat_bps=tax_vat_bps,
        tax_pit_bps=tax_pit_bps,
        tax_vat_vnd=share_bps(reviewed.total_vnd, tax_vat_bps),
        tax_pit_vnd=share_bps(reviewed.total_vnd, tax_pit_bps),
    )


def vat_inside(gross_vnd: int, vat_bps: int) -> int:
    """VAT that lies in an amount which includes it (net + VAT = gross), half a đồng rounded up."""
    whole = _WHOLE_BPS + vat_bps
    return (2 * gross_vnd * vat_bps + whole) // (2 * whole)
