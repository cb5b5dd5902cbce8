"""Everything the cart page shows, in a fixed number of queries: parcels by group, delivery to her province, sums, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.models import Variant
from cooperatives.groups.fees import fee_on
from cooperatives.groups.models import Terms
from cooperatives.media.models import Picture
from cooperatives.vietnam import places
from cooperatives.vietnam.days import short_date
from cooperatives.vietnam.money import format_vnd
from storefront.cart.models import Cart
from storefront.cart.services import MAX_QUANTITY, CartChange, CartGroup, CartReview, ReviewedLine, review_cart
from storefront.cart.words import change_sentence, line_remark
from storefront.shipping.quotes import CannotDeliver, ParcelQuote, quote_parcel
from storefront.shipping.table import DeliveryTable, remembered_table

_TELLS_ITSELF = CartChange.Kind.GROUP_CLOSED
"""A group on leave is said beside its lines; there is nothing to accept."""


def cart_context(cart: Cart | None, province_code: str) -> dict[str, Any]:
    """Return the context of ``cart/body.html``. Changes nothing; a cart that does not exist is an empty one."""
    review = review_cart(cart, with_pictures=True) if cart is not None else None
    if review is None or review.is_empty:
        return {"is_empty": True, "count": 0}
    table = remembered_table()
    quotes = {group.group.pk: _quote(group, province_code, table) for group in review.groups if group.ordered}
    known = [quote for quote in quotes.values() if isinstance(quote, ParcelQuote)]
    shipping_vnd = sum(quote.fee_vnd for quote in known)
    to_accept = [change for change in review.changes if change.kind != _TELLS_ITSELF]
    parcels = _parcels(review, quotes, province_code, table)
    return {
        "is_empty": False,
        "count": review.count,
        "parcels": parcels,
        "changes": [change_sentence(change) for change in to_accept],
        "can_order": review.can_order and not to_accept,
        "sums": _sums(review, len(quotes), shipping_vnd, is_known=bool(known) and len(known) == len(quotes)),
        "total_vnd": review.goods_vnd + shipping_vnd,
        "total_label": _("Cộng") if len(known) == len(quotes) else _("Cộng, chưa tính phí giao"),
        "makers_vnd": _makers_share(review),
        "parcel_count": len(quotes),
        "provinces": places.provinces(),
        "province_code": province_code,
    }


def _quote(group: CartGroup, province_code: str, table: DeliveryTable) -> ParcelQuote | CannotDeliver | None:
    """What the group's parcel would cost to the province; None while none is chosen."""
    if not province_code:
        return None
    products = [line.variant.product for line in group.ordered]
    try:
        return quote_parcel(
            from_province=group.group.ships_from_province,
            to_province=province_code,
            weight_g=group.weight_g,
            goods_vnd=group.goods_vnd,
            lead_days=max(product.lead_days for product in products),
            is_fresh=any(product.is_fresh for product in products),
            hides_place=group.group.hides_place,
            table=table,
        )
    except CannotDeliver as refused:
        return refused


def _parcels(
    review: CartReview, quotes: dict[int, ParcelQuote | CannotDeliver | None], province_code: str, table: DeliveryTable
) -> list[dict[str, Any]]:
    """One card for each group, numbered like the parcels of an order; groups of which nothing can be sent have no number."""
    language, cards, number = get_language() or "vi", [], 0
    for group in review.groups:
        owner, title = group.group, group.group.name
        if group.ordered:
            number += 1
            title = _("Gói %(number)s · %(group)s") % {"number": number, "group": owner.name}
        code = owner.public_province_code
        origin = _("Gửi từ %(place)s") % {"place": places.province(code).name(language)} if code else ""
        cards.append(
            {
                "id": f"goi-{owner.pk}",
                "title": title,
                "origin": origin,
                "lines": [_line(line) for line in group.lines],
                "note": _delivery_note(group, quotes.get(owner.pk), province_code, table, language),
            }
        )
    return cards


def _line(line: ReviewedLine) -> dict[str, Any]:
    variant, product = line.variant, line.variant.product
    is_on_sale = all(change.kind != CartChange.Kind.GONE for change in line.changes)
    remarks = [remark for remark in map(line_remark, line.changes) if remark]
    return {
        "id": line.line.pk,
        "name": product.name,
        "url": product.get_absolute_url() if is_on_sale else "",
        "detail": " · ".join([variant.name, *remarks]),
        "picture": picture_of(variant) if is_on_sale else None,
        "quantity": line.quantity,
        "most": max(min(variant.available, MAX_QUANTITY), line.quantity) if is_on_sale else line.quantity,
        "amount_vnd": line.total_vnd,
        "form": f"dong-{line.line.pk}",
    }


def picture_of(variant: Variant) -> Picture | None:
    """First picture of the pack's product, from what was fetched beforehand."""
    rows: Iterable[Any] = variant.product.pictures.all()
    first = next(iter(sorted(rows, key=lambda row: (row.sort_order or 0, row.pk))), None)
    return first.picture if first else None


def _delivery_note(
    group: CartGroup, quote: ParcelQuote | CannotDeliver | None, province_code: str, table: DeliveryTable, language: str
) -> str:
    if group.is_closed and group.group.closed_until:
        day = short_date(group.group.closed_until, language)
        return _("Nhóm nghỉ đến hết %(day)s. Món này ở lại trong giỏ để bạn đặt sau.") % {"day": day}
    if quote is None:
        return ""
    place = places.province(province_code).name(language)
    if isinstance(quote, CannotDeliver):
        return cannot_deliver_sentence(quote, place)
    facts = {"place": place, "first": quote.days_min, "last": quote.days_max, "fee": format_vnd(quote.fee_vnd, language)}
    if quote.is_free:
        return _("Miễn phí giao, tới %(place)s sau %(first)s–%(last)s ngày") % facts
    note = _("Giao %(fee)s, tới %(place)s sau %(first)s–%(last)s ngày") % facts
    missing_vnd = table.policy.free_from_vnd - group.goods_vnd
    if table.policy.free_from_vnd and 0 < missing_vnd <= table.policy.free_from_vnd // 2:
        note += ". " + _("Thêm %(amount)s hàng của nhóm này là được giảm phí giao.") % {"amount": format_vnd(missing_vnd, language)}
    return note


def cannot_deliver_sentence(error: CannotDeliver, place: str) -> str:
    """Say why a parcel cannot go to a place."""
    if error.facts.get("reason") == "fresh":
        return _("Gói này có hàng tươi, chưa giao được tới %(place)s. Bạn bỏ món tươi ra hoặc chọn nơi gần hơn.") % {"place": place}
    return _("Gói này chưa giao được tới %(place)s. Bạn gọi cho chúng tôi để hỏi giúp.") % {"place": place}


def _sums(review: CartReview, parcels: int, shipping_vnd: int, *, is_known: bool) -> list[dict[str, Any]]:
    ordered = sum(line.quantity for group in review.groups for line in group.ordered)
    rows = [{"label": goods_label(ordered), "amount_vnd": review.goods_vnd}]
    if is_known:
        rows.append({"label": delivery_label(parcels), "amount_vnd": shipping_vnd})
    return rows


def goods_label(packs: int) -> str:
    """ "Hàng (4 món)"."""
    return ngettext("Hàng (%(count)s món)", "Hàng (%(count)s món)", packs) % {"count": packs}


def delivery_label(parcels: int) -> str:
    """ "Giao hàng, 2 gói"."""
    return ngettext("Giao hàng, %(count)s gói", "Giao hàng, %(count)s gói", parcels) % {"count": parcels}


def _makers_share(review: CartReview) -> int:
    """What of the goods goes to the groups under their terms of today; 0 when a group has none yet. One query."""
    fees: dict[int, Terms] = {}
    wanted = [group for group in review.groups if group.ordered]
    rows = Terms.objects.filter(group__in=[group.group.pk for group in wanted], valid_from__lte=timezone.localdate())
    for terms in rows.order_by("valid_from"):
        fees[terms.group_id] = terms
    if any(group.group.pk not in fees for group in wanted):
        return 0
    total = 0
    for group in wanted:
        terms = fees[group.group.pk]
        lines = (fee_on(line.total_vnd, fee_bps=terms.fee_bps, fee_vat_bps=terms.fee_vat_bps).total_vnd for line in group.ordered)
        total += group.goods_vnd - sum(lines)
    return total
