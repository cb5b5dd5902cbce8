"""The outbox of an order: services write down in their own transaction which mail is due; it is sent after the commit.

``UNIQUE`` decides that each piece of news is mailed once, however often a service is repeated. What could not be sent is tried again by
the periodic job ``send_order_mails``.
"""

from __future__ import annotations

from functools import partial

from django.db import transaction

from storefront.orders.mails import send_mails_of
from storefront.orders.models import Order, OrderMail, Parcel


def queue_mail(order: Order, kind: OrderMail.Kind, parcel: Parcel | None = None) -> None:
    """Owe the shopper a mail about ``order``, or about one parcel of it. Nothing happens when she left no address, or said twice."""
    if not order.email:
        return
    OrderMail.objects.bulk_create([OrderMail(order=order, parcel=parcel, kind=kind)], ignore_conflicts=True)
    transaction.on_commit(partial(send_mails_of, order.pk), robust=True)


def forget_mail(order: Order, kind: OrderMail.Kind) -> None:
    """Let the same news be mailed again, because what it said was undone meanwhile."""
    OrderMail.objects.filter(order=order, kind=kind).delete()
