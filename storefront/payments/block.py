"""What the page of an order says about its money, and when it has to be drawn again."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cooperatives.vietnam.money import format_vnd
from storefront.orders.models import Order
from storefront.orders.road import moment
from storefront.payments.card_words import card_context
from storefront.payments.emvco import qr_svg
from storefront.payments.models import Payment, Refund
from storefront.payments.providers.base import PaymentAdvice, ProviderNotReady
from storefront.payments.services.opening import payment_advice

PENDING, SHORT, TIME_OVER, PAID, EXPIRED, CANCELLED, CASH = "pending", "short", "time_over", "paid", "expired", "cancelled", "cash"


def payment_state(order: Order, now: datetime.datetime | None = None) -> str:
    """One word for the money of an order. ``time_over`` is the minute between the deadline and the job that releases the goods."""
    if order.method == Order.Method.COD:
        return CASH
    if order.paid_at is not None:
        return PAID
    if order.status == Order.Status.CANCELLED:
        return EXPIRED if order.cancel_reason == "expired" else CANCELLED
    if order.payment_due_at is not None and order.payment_due_at <= (now or timezone.now()):
        return TIME_OVER
    return SHORT if order.payment.received_vnd else PENDING


def fingerprint(order: Order, state: str) -> str:
    """What a page that polls has drawn; another one means it must draw again."""
    return f"{state}-{order.payment.received_vnd}"


def payment_context(order: Order) -> dict[str, Any]:
    """Return the context of ``payments/block.html``."""
    payment: Payment = order.payment
    state = payment_state(order)
    context: dict[str, Any] = {"order": order, "payment": payment, "state": state, "fingerprint": fingerprint(order, state)}
    context["missing_vnd"] = max(payment.amount_vnd - payment.received_vnd, 0)
    given_back = Refund.objects.filter(order=order).select_related("card_refund").order_by("pk")
    context["refunds"] = list(given_back) if state in (PAID, CANCELLED, EXPIRED) else []
    if order.method == Order.Method.CARD:
        context |= card_context(order, state)
        context |= time_left(order) if state == PENDING else {}
    elif state in (PENDING, SHORT):
        context |= _advice(order) | time_left(order)
    return context


def time_left(order: Order) -> dict[str, Any]:
    """Whole minutes that the goods are still held, of how many."""
    if order.payment_due_at is None:
        return {}
    whole = int((order.payment_due_at - order.placed_at).total_seconds() // 60)
    left = int((order.payment_due_at - timezone.now()).total_seconds() // 60) + 1
    left = max(0, min(left, whole))
    return {"due": moment(order.payment_due_at), "minutes_left": left, "minutes": whole, "left": spoken_minutes(left)}


def spoken_minutes(minutes: int) -> str:
    """A time to wait as one says it: "45 phút", "2 giờ 5 phút", "23 giờ"."""
    hours, rest = divmod(minutes, 60)
    if hours < 2:
        return ngettext("%(count)s phút", "%(count)s phút", minutes) % {"count": minutes}
    said = ngettext("%(count)s giờ", "%(count)s giờ", hours) % {"count": hours}
    if rest and hours < 6:
        said += " " + ngettext("%(count)s phút", "%(count)s phút", rest) % {"count": rest}
    return said


def news(order: Order, state: str) -> str:
    """What is said aloud when the state has changed while she looked."""
    payment, language = order.payment, get_language() or "vi"
    if state == PAID:
        return _("Đã nhận đủ %(amount)s. Cảm ơn bạn.") % {"amount": format_vnd(payment.amount_vnd, language)}
    if state == SHORT:
        facts = {"got": format_vnd(payment.received_vnd, language), "rest": format_vnd(payment.amount_vnd - payment.received_vnd, language)}
        return _("Đã nhận %(got)s, còn thiếu %(rest)s.") % facts
    if state in (EXPIRED, TIME_OVER):
        return _("Hết giờ giữ hàng.")
    return _("Đơn đã hủy.") if state == CANCELLED else ""


def _advice(order: Order) -> dict[str, Any]:
    try:
        advice: PaymentAdvice = payment_advice(order)
    except ProviderNotReady:
        return {"is_unavailable": True}
    language = get_language() or "vi"
    fields = [
        {"label": _("Ngân hàng"), "value": advice.bank_name},
        {"label": _("Số tài khoản"), "value": advice.account},
        {"label": _("Chủ tài khoản"), "value": advice.holder},
        {"label": _("Số tiền"), "value": format_vnd(advice.amount_vnd, language), "copy": str(advice.amount_vnd), "number": True},
        {"label": _("Nội dung"), "value": advice.memo},
    ]
    svg = mark_safe(qr_svg(advice.payload))  # drawn by us from checked fields: digits and plain letters only
    return {"svg": svg, "fields": fields, "amount_vnd": advice.amount_vnd}
