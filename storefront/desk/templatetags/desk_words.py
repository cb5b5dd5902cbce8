"""Words for reasons that the services and the card gateway write down by themselves."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperatives.vietnam.money import format_vnd

register = template.Library()
REASONS = {
    "expired": _("quá hạn chờ trả tiền"),
    "returned": _("khách không nhận, hàng quay về"),
}
REFUND_FAILURES = {
    "charge_already_refunded": _("tiền này đã được hoàn từ trang của Stripe: xem lại trước khi chuyển"),
    "amount_too_large": _("một phần đã được hoàn từ trang của Stripe: xem lại trước khi chuyển"),
    "charge_disputed": _("chủ thẻ đang khiếu nại khoản này: đừng chuyển trước khi khiếu nại xong"),
    "refund_disputed_payment": _("chủ thẻ đang khiếu nại khoản này: đừng chuyển trước khi khiếu nại xong"),
    "covered_by_dispute": _("khách đã lấy lại tiền qua khiếu nại"),
    "lost_or_stolen_card": _("thẻ đã báo mất"),
    "expired_or_canceled_card": _("thẻ đã hết hạn hoặc đã hủy"),
    "AuthenticationError": _("khóa Stripe trong cài đặt không đúng: báo kỹ thuật"),
    "PermissionError": _("khóa Stripe trong cài đặt không đủ quyền: báo kỹ thuật"),
}

DISPUTE_REASONS = {
    "fraudulent": _("chủ thẻ nói không phải mình trả"),
    "product_not_received": _("chưa nhận được hàng"),
    "product_unacceptable": _("hàng không đúng như mô tả"),
    "duplicate": _("bị trừ hai lần"),
    "credit_not_processed": _("chưa được hoàn tiền"),
    "subscription_canceled": _("đã hủy mà vẫn bị trừ"),
    "unrecognized": _("không nhận ra khoản này"),
    "general": _("không nói rõ"),
}


@register.filter
def gateway_money(amount: int, currency: str) -> str:
    """An amount in the smallest unit of a currency as the reader writes it; other money than đồng has hundredths."""
    if currency.lower() == "vnd":
        return format_vnd(amount, get_language() or "vi")
    return f"{floatformat(Decimal(amount) / 100, '2g')} {currency.upper()}"


@register.filter
def dispute_reason(code: str) -> str:
    """What the card's holder says, in words; a code without words stays as it is."""
    return str(DISPUTE_REASONS.get(code, code))


@register.filter
def refund_failure(code: str) -> str:
    """Why a card did not take money back, in words, and what to mind; a code without words stays as it is."""
    return str(REFUND_FAILURES.get(code, code))


@register.filter
def reason(text: str) -> str:
    """A reason in words; what a person wrote stays as she wrote it."""
    return str(REASONS.get(text, text))
