"""What an order's page shows about giving goods back."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from storefront.orders.models import Order, Parcel
from storefront.payments.models import RefundRequest, RefundRequestLine
from storefront.payments.services.asking import return_until, window_days

NOTHING_SENT = (Order.Status.AWAITING_PAYMENT, Order.Status.AWAITING_CONFIRMATION, Order.Status.PREPARING, Order.Status.CANCELLED)


def asked_context(order: Order) -> dict[str, Any]:
    """Her requests with their answers, and the parcels of which something may still be given back. At most six queries."""
    if order.status in NOTHING_SENT:
        return {"order": order, "requests": [], "open_parcels": []}
    delivered = [parcel for parcel in order.parcels.prefetch_related("lines") if parcel.status == Parcel.Status.DELIVERED]
    if not delivered:
        return {"order": order, "requests": [], "open_parcels": []}
    found = RefundRequest.objects.filter(parcel__order=order).select_related("parcel", "refund")
    requests = list(found.prefetch_related(Prefetch("lines", RefundRequestLine.objects.select_related("line")), "photos"))
    waiting = {row.parcel_id for row in requests if row.status == RefundRequest.Status.WAITING}
    now, days, open_parcels = timezone.now(), window_days(order), []
    for parcel in delivered:
        parcel.order = order
        until = return_until(parcel, days)
        has_rest = any(line.quantity > line.refunded_quantity for line in parcel.lines.all())
        if until is not None and until >= now and has_rest and parcel.pk not in waiting:
            open_parcels.append({"parcel": parcel, "until": until})
    return {"order": order, "requests": requests, "open_parcels": open_parcels}
