"""What the page of an order shows: its parcels on their road, its money, its address."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.models import ProductPicture
from cooperatives.media.models import Picture
from cooperatives.vietnam import places
from storefront.orders.models import Order, OrderLine, Parcel
from storefront.orders.road import road, waiting_words
from storefront.orders.states import amount_due

_O, _P = Order.Status, Parcel.Status
UNPACKED = (_P.WAITING, _P.TO_PACK)


def order_context(order: Order) -> dict[str, Any]:
    """Return the context of the order page. Six queries, however many parcels."""
    parcels = list(_parcels(order))
    for parcel in parcels:
        parcel.order = order
    living = [parcel for parcel in parcels if parcel.status != _P.CANCELLED]
    return {
        "order": order,
        "headline": headline(order, parcels),
        "cards": [_card(parcel, several=len(parcels) > 1) for parcel in parcels],
        "sums": _sums(order, parcels),
        "total_vnd": order.total_vnd if _is_whole(order, parcels) else amount_due(parcels),
        "can_cancel": bool(living) and all(parcel.status in UNPACKED for parcel in living),
        "is_awaiting_call": order.status == _O.AWAITING_CONFIRMATION,
        "address": _address(order),
    }


def _parcels(order: Order) -> Any:
    pictures = ProductPicture.objects.select_related("picture").order_by("sort_order", "pk").prefetch_related("picture__renditions")
    lines = OrderLine.objects.select_related("variant__product").prefetch_related(Prefetch("variant__product__pictures", queryset=pictures))
    parcels = order.parcels.select_related("group", "seller", "carrier").order_by("position")
    return parcels.prefetch_related(Prefetch("lines", queryset=lines))


def headline(order: Order, parcels: list[Parcel]) -> str:
    """Say in a few words where the order is."""
    said = {
        _O.AWAITING_PAYMENT: waiting_words(order),
        _O.AWAITING_CONFIRMATION: _("Chờ chúng tôi gọi xác nhận"),
        _O.PREPARING: _("Hàng đang được chuẩn bị"),
        _O.PARTLY_SENT: _("Một phần đã gửi, phần kia đang gói"),
        _O.SENT: _("Hàng đang trên đường tới bạn"),
        _O.DELIVERED: _("Bạn đã nhận hàng"),
        _O.CANCELLED: _("Đơn đã hủy"),
        _O.RETURNED: _("Hàng đã quay về"),
    }
    if order.status == _O.SENT and any(parcel.status == _P.DELIVERED for parcel in parcels):
        return _("Một phần đã tới, phần kia đang trên đường")
    return said[_O(order.status)]


def _card(parcel: Parcel, *, several: bool) -> dict[str, Any]:
    language = get_language() or "vi"
    code = parcel.group.public_province_code
    order = parcel.order
    alone = order.status == _O.AWAITING_PAYMENT or not several
    return {
        "id": f"goi-{parcel.position}",
        "title": _("Gói %(number)s, từ %(group)s") % {"number": parcel.position, "group": parcel.group.name},
        "origin": _("Gửi từ %(place)s") % {"place": places.province(code).name(language)} if code else "",
        "seller": parcel.seller.name if parcel.seller_id != parcel.group_id else "",
        "lines": [_line(line) for line in parcel.lines.all()],
        "tracking": parcel.tracking_number,
        "tracking_url": parcel.carrier.tracking_link(parcel.tracking_number) if parcel.carrier else "",
        "carrier": parcel.carrier.name if parcel.carrier else "",
        "due_vnd": parcel.due_vnd if order.method == Order.Method.COD and parcel.status not in (_P.CANCELLED, _P.RETURNED) else None,
        "is_paid": parcel.status == _P.DELIVERED,
        "steps": road(parcel),
        "position": parcel.position,
        "can_cancel": parcel.status in UNPACKED and not alone,
    }


def _line(line: OrderLine) -> dict[str, Any]:
    rows = list(line.variant.product.pictures.all())
    product = line.variant.product
    picture: Picture | None = rows[0].picture if rows and product.live else None
    url = product.get_absolute_url() if product.live else ""
    return {"name": line.name, "url": url, "detail": "", "picture": picture, "quantity": line.quantity, "amount_vnd": line.total_vnd}


def _sums(order: Order, parcels: list[Parcel]) -> list[dict[str, Any]]:
    packs = sum(line.quantity for parcel in parcels for line in parcel.lines.all())
    goods = ngettext("Hàng (%(count)s món)", "Hàng (%(count)s món)", packs) % {"count": packs}
    delivery = ngettext("Giao hàng, %(count)s gói", "Giao hàng, %(count)s gói", len(parcels)) % {"count": len(parcels)}
    rows = [{"label": goods, "amount_vnd": order.goods_vnd}, {"label": delivery, "amount_vnd": order.shipping_vnd}]
    if order.rounding_vnd:
        rows.append({"label": _("Làm tròn tiền mặt"), "amount_vnd": order.rounding_vnd})
    if not _is_whole(order, parcels):
        rows.append({"label": _("Gói không giao nữa"), "amount_vnd": amount_due(parcels) - order.total_vnd})
    return rows


def _is_whole(order: Order, parcels: list[Parcel]) -> bool:
    """Whether the total is still what she owes or paid: of a cash order only parcels that come are paid; a refund is told apart."""
    return order.method != Order.Method.COD or order.status in (_O.CANCELLED, _O.RETURNED) or amount_due(parcels) == order.total_vnd


def _address(order: Order) -> str:
    """One line in the reader's language; as it was written when the commune is no longer known."""
    try:
        return places.format_address(order.street, order.commune_code, order.province_code, get_language() or "vi")
    except places.PlaceUnknown:
        return ", ".join([order.street, order.commune_name, order.province_name])
