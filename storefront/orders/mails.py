"""Mails about an order, in the order's language, as text and HTML.

A mail is claimed by a conditional UPDATE before it is sent, so that two workers do not both send it. A process that dies in between
leaves the claim behind; after :data:`PATIENCE` the mail is tried again: rarely twice, never lost.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.models import ShopSettings
from storefront.orders.models import Order, OrderMail
from storefront.orders.road import delivery_days

logger = logging.getLogger(__name__)
PATIENCE: Final = timedelta(minutes=10)
MOST_TRIES: Final = 12
TIMEOUT_SECONDS: Final = 10
BATCH: Final = 200


def send_mails_of(order_id: int) -> int:
    """Send what is owed about one order; called right after the commit. Returns how many were sent."""
    return _send(OrderMail.objects.filter(order=order_id), timezone.now())


def send_order_mails(now: datetime | None = None) -> int:
    """Send every mail that is still owed (periodic job). Returns how many were sent."""
    return _send(OrderMail.objects.all(), now or timezone.now())


def _send(mails: QuerySet[OrderMail], now: datetime) -> int:
    waiting = Q(sent_at=None, tries__lt=MOST_TRIES) & (Q(tried_at=None) | Q(tried_at__lt=now - PATIENCE))
    sent = 0
    for mail in mails.filter(waiting).order_by("pk")[:BATCH]:
        if not OrderMail.objects.filter(waiting, pk=mail.pk).update(tried_at=now, tries=F("tries") + 1):
            continue
        try:
            compose(mail).send()
        except Exception:  # whatever the mail server says: it is tried again, and the others go out
            logger.exception("mail %s of order %s could not be sent", mail.kind, mail.order_id)
            continue
        sent += OrderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return sent


def compose(mail: OrderMail) -> EmailMultiAlternatives:
    """Write a mail in the language of its order."""
    order = mail.order
    with translation.override(order.language):
        context = _context(mail)
        text = render_to_string(f"orders/mails/{mail.kind}.txt", context)
        html = render_to_string(f"orders/mails/{mail.kind}.html", context)
    connection = get_connection(timeout=TIMEOUT_SECONDS)
    message = EmailMultiAlternatives(context["subject"], text, settings.DEFAULT_FROM_EMAIL, [order.email], connection=connection)
    message.attach_alternative(html, "text/html")
    return message


def _context(mail: OrderMail) -> dict[str, Any]:
    order, parcel = mail.order, mail.parcel
    parcels = list(order.parcels.select_related("group", "seller", "carrier").prefetch_related("lines"))
    first, last = delivery_days(parcel) if parcel else (None, None)
    return {
        "subject": _subject(mail),
        "order": order,
        "parcel": parcel,
        "parcels": [parcel] if parcel else parcels,
        "first_on": first,
        "last_on": last,
        "tracking_url": parcel.carrier.tracking_link(parcel.tracking_number) if parcel and parcel.carrier else "",
        "is_expired": order.cancel_reason == "expired",
        "is_prepaid": order.method != Order.Method.COD and order.paid_at is not None,
        "needs_call": order.status == Order.Status.AWAITING_CONFIRMATION,
        "shop": _shop(),
        "base_url": settings.BASE_URL,
        "action_url": settings.BASE_URL.rstrip("/") + order.get_absolute_url(),
        "action_label": _action_label(mail),
    }


def _action_label(mail: OrderMail) -> str:
    if mail.kind == OrderMail.Kind.PLACED and mail.order.method == Order.Method.VIETQR:
        return _("Mở mã VietQR để chuyển tiền")
    if mail.kind == OrderMail.Kind.PLACED and mail.order.method == Order.Method.CARD:
        return _("Xem đơn và trả bằng thẻ")
    return _("Xem đơn hàng")


def _subject(mail: OrderMail) -> str:
    number, kinds = mail.order.number, OrderMail.Kind
    subjects = {
        kinds.PLACED: _("Đơn %(number)s: chúng tôi đã nhận đơn"),
        kinds.PAID: _("Đơn %(number)s: đã nhận đủ tiền"),
        kinds.SHIPPED: _("Đơn %(number)s: hàng đang trên đường"),
        kinds.DELIVERED: _("Đơn %(number)s: hàng đã tới"),
        kinds.CANCELLED: _("Đơn %(number)s: đã hủy một gói") if mail.parcel_id else _("Đơn %(number)s: đã hủy"),
    }
    return subjects[kinds(mail.kind)] % {"number": number}


def _shop() -> dict[str, str]:
    """Who writes: name, address, telephone."""
    site = Site.objects.filter(is_default_site=True).first()
    row = ShopSettings.for_site(site) if site else None
    if row is None:
        return {"name": "Sinh Kế"}
    return {"name": "Sinh Kế", "legal_name": row.legal_name, "address": row.address, "hotline": row.hotline, "email": row.email}
