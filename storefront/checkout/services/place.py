"""Place an order: everything in ONE transaction, once for each checkout page, for exactly the total that was shown.

Killed at any moment, either nothing has happened or all of it; posting the same page again returns the order that is there. The order of
locks: the cart, the phone number, the new order's keys, stock by variant id.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError
from django.utils import timezone
from wagtail.log_actions import log

from catalog.services.stock import OutOfStock, Wanted, reserve_all
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam import places
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.phones import parse_phone
from storefront.cart.errors import NotForSale
from storefront.cart.models import Cart, CartLine
from storefront.cart.services import CartChange, lock_cart
from storefront.checkout.errors import CardAmountOutside, CartEmpty, CodLimitReached, PriceChanged
from storefront.checkout.locks import lock_phone
from storefront.checkout.services.preview import OrderPreview, PlannedParcel, preview_order
from storefront.checkout.services.snapshot import line_row, parcel_row, read_truths
from storefront.orders.models import Order, OrderLine, OrderMail, Parcel
from storefront.orders.news import queue_mail
from storefront.orders.numbers import new_order_number
from storefront.orders.states import OPEN_ORDERS, derive_status
from storefront.payments.providers.stripe import LEAST_VND, MOST_VND
from storefront.payments.services.opening import open_payment
from storefront.shipping.models import DeliveryPolicy

if TYPE_CHECKING:
    from storefront.accounts.models import User

ATTEMPTS: Final = 3
"""A random number is taken already with a chance of (orders placed) in 2^30; then another one is drawn."""


@dataclass(frozen=True, slots=True)
class DeliveryAddress:
    """Where it goes: two levels by code, and the rest as she typed it."""

    street: str
    province_code: str
    commune_code: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who receives it; the phone number as she typed it."""

    recipient: str
    phone: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceRequest:
    """What is to stand on the invoice."""

    name: str
    tax_code: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Wish:
    """Everything the shopper sent, with the phone number read and the place known."""

    cart: Cart
    checkout_key: uuid.UUID
    shown_total_vnd: int
    method: Order.Method
    address: DeliveryAddress
    contact: Contact
    phone: str
    commune: places.Commune
    province: places.Province
    note: str
    invoice: InvoiceRequest | None
    user: User | None
    language: str


def place_order(
    *,
    cart: Cart,
    checkout_key: uuid.UUID,
    shown_total_vnd: int,
    method: str,
    address: DeliveryAddress,
    contact: Contact,
    note: str = "",
    invoice: InvoiceRequest | None = None,
    user: User | None = None,
    language: str = "vi",
) -> Order:
    """Place the order of a cart and return it; the same ``checkout_key`` again returns the order that is there, also at the same moment.

    Only the lines that were bought leave the cart. Raises PriceChanged, OutOfStock, NotForSale, CartEmpty, CannotDeliver,
    CodOrderTooLarge, CodLimitReached, CardAmountOutside, PhoneNumberError, PlaceUnknown, TermsMissing and ProviderNotReady; then
    nothing was changed.
    """
    province = places.province(address.province_code)
    commune = places.commune(address.commune_code)
    if commune.province_code != province.code:
        raise places.PlaceUnknown(level="commune", code=commune.code, province_code=province.code)
    wish = _Wish(
        cart=cart,
        checkout_key=checkout_key,
        shown_total_vnd=shown_total_vnd,
        method=Order.Method(method),
        address=address,
        contact=contact,
        phone=parse_phone(contact.phone),
        commune=commune,
        province=province,
        note=note,
        invoice=invoice,
        user=user,
        language="en" if language.startswith("en") else "vi",
    )
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with write_txn():
                return _placed(checkout_key) or _place(wish)
        except (IntegrityError, DomainError, Cart.DoesNotExist) as refused:
            # The same page may have been posted twice at once: then the other one emptied the cart or took the key.
            there = _placed(checkout_key)
            if there is not None:
                return there
            if attempt == ATTEMPTS or not isinstance(refused, IntegrityError):
                raise
    raise AssertionError("unreachable")


def _placed(checkout_key: uuid.UUID) -> Order | None:
    return Order.objects.filter(checkout_key=checkout_key).first()


def _place(wish: _Wish) -> Order:
    now = timezone.now()
    lock_cart(wish.cart)
    address = wish.address
    preview = preview_order(cart=wish.cart, method=wish.method, province_code=address.province_code, commune_code=address.commune_code)
    _check_goods(preview)
    if preview.total_vnd != wish.shown_total_vnd:
        raise PriceChanged(old_vnd=wish.shown_total_vnd, new_vnd=preview.total_vnd)
    if wish.method == Order.Method.COD:
        _check_cash(preview, wish.phone)
    if wish.method == Order.Method.CARD and not LEAST_VND <= preview.total_vnd <= MOST_VND:
        raise CardAmountOutside(total_vnd=preview.total_vnd, least_vnd=LEAST_VND, most_vnd=MOST_VND)
    waits = wish.method != Order.Method.COD or preview.needs_confirmation
    status = Parcel.Status.WAITING if waits else Parcel.Status.TO_PACK
    order = _order_row(wish, preview, status, now)
    order.save(force_insert=True)
    lines = _write_parcels(order, preview.parcels, status, timezone.localdate(now))
    reserve_all([Wanted(line.variant_id, line.quantity, line.reservation_key) for line in lines])
    open_payment(order=order)
    bought = [reviewed.line.pk for parcel in preview.parcels for reviewed in parcel.lines]
    CartLine.objects.filter(pk__in=bought).delete()
    queue_mail(order, OrderMail.Kind.PLACED)
    log(order, "orders.placed", user=wish.user, title=order.number, data={"total_vnd": order.total_vnd, "method": order.method})
    return order


def _check_goods(preview: OrderPreview) -> None:
    """Refuse what cannot be sold or sent, the first reason first. Lines of a group on leave simply stay in the cart."""
    for change in preview.review.changes:
        variant_id = change.line.variant_id
        if change.kind == CartChange.Kind.GONE:
            raise NotForSale(variant_id=variant_id)
        if change.is_blocking:
            raise OutOfStock(variant_id=variant_id, wanted=change.old, available=change.new)
    if not preview.parcels:
        raise CartEmpty()
    for problem in preview.problems:
        raise problem


def _check_cash(preview: OrderPreview, phone: str) -> None:
    """Limits of cash on delivery, held under a lock of the phone number."""
    if preview.cod_refusal is not None:
        raise preview.cod_refusal
    lock_phone(phone)
    most = preview.policy.cod_open_orders_per_phone
    open_orders = Order.objects.filter(phone=phone, method=Order.Method.COD, status__in=OPEN_ORDERS).count()
    if open_orders >= most:
        raise CodLimitReached(open_orders=open_orders, most=most)


def _order_row(wish: _Wish, preview: OrderPreview, status: Parcel.Status, now: datetime.datetime) -> Order:
    invoice = wish.invoice
    return Order(
        number=new_order_number(),
        checkout_key=wish.checkout_key,
        user=wish.user,
        language=wish.language,
        method=wish.method,
        status=derive_status(method=wish.method, parcel_statuses=[status]),
        email=wish.contact.email,
        phone=wish.phone,
        recipient=wish.contact.recipient,
        street=wish.address.street,
        commune_code=wish.commune.code,
        province_code=wish.province.code,
        commune_name=wish.commune.full_name("vi"),
        province_name=wish.province.full_name("vi"),
        note=wish.note[:500],
        wants_invoice=invoice is not None,
        invoice_name=invoice.name if invoice else "",
        invoice_tax_code=invoice.tax_code if invoice else "",
        invoice_address=invoice.address if invoice else "",
        goods_vnd=preview.goods_vnd,
        shipping_vnd=preview.shipping_vnd,
        rounding_vnd=preview.rounding_vnd,
        total_vnd=preview.total_vnd,
        placed_at=now,
        payment_due_at=_pay_until(wish.method, preview.policy, now),
    )


def _pay_until(method: Order.Method, policy: DeliveryPolicy, now: datetime.datetime) -> datetime.datetime | None:
    """How long the goods are held for money that is on its way; cash at the door has no such time."""
    minutes = {Order.Method.VIETQR: policy.qr_minutes, Order.Method.CARD: policy.card_minutes}.get(method)
    return None if minutes is None else now + datetime.timedelta(minutes=minutes)


def _write_parcels(order: Order, planned: Sequence[PlannedParcel], status: Parcel.Status, day: datetime.date) -> list[OrderLine]:
    """Insert all parcels and all lines, two statements."""
    truths = read_truths(planned, day)
    parcels = Parcel.objects.bulk_create(
        parcel_row(order=order, planned=one, position=position, status=status, truths=truths)
        for position, one in enumerate(planned, start=1)
    )
    return OrderLine.objects.bulk_create(
        line_row(parcel=parcel, reviewed=reviewed, position=position, truths=truths)
        for parcel, one in zip(parcels, planned, strict=True)
        for position, reviewed in enumerate(one.lines, start=1)
    )
