"""What the page of an order says about its card: why a bank said no and what to do next, money that came too late, a dispute."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.orders.models import Order
from storefront.payments.models import CardDispute, CardPage
from storefront.payments.providers.base import ProviderNotReady, provider_for
from storefront.payments.services.disputes import OPEN

_DECLINES = {
    "insufficient_funds": gettext_lazy("Thẻ không đủ tiền cho khoản này."),
    "withdrawal_count_limit_exceeded": gettext_lazy("Thẻ đã hết hạn mức chi của hôm nay."),
    "card_velocity_exceeded": gettext_lazy("Thẻ đã hết hạn mức chi của hôm nay."),
    "expired_card": gettext_lazy("Thẻ đã hết hạn."),
    "incorrect_cvc": gettext_lazy("Mã bảo mật ở mặt sau thẻ chưa đúng."),
    "invalid_cvc": gettext_lazy("Mã bảo mật ở mặt sau thẻ chưa đúng."),
    "incorrect_number": gettext_lazy("Số thẻ chưa đúng."),
    "invalid_number": gettext_lazy("Số thẻ chưa đúng."),
    "payment_intent_authentication_failure": gettext_lazy("Bước xác thực với ngân hàng chưa xong."),
    "authentication_required": gettext_lazy("Bước xác thực với ngân hàng chưa xong."),
    "currency_not_supported": gettext_lazy("Thẻ này không trả được bằng tiền Việt."),
}
_OTHER = gettext_lazy("Ngân hàng phát hành thẻ chưa cho trả khoản này và không nói lý do.")


def decline_words(code: str) -> str:
    """Why the last try failed, in words, and that nothing was taken; empty when no card was refused."""
    if not code:
        return ""
    return _("%(why)s Chưa có khoản nào bị trừ. Bạn thử lại, hoặc dùng thẻ khác.") % {"why": _DECLINES.get(code, _OTHER)}


def card_context(order: Order, state: str) -> dict[str, Any]:
    """What ``payments/card.html`` needs beside the state."""
    pages = list(CardPage.objects.filter(order=order).order_by("-attempt"))
    context: dict[str, Any] = {"late_vnd": sum(page.unallocated_vnd for page in pages)}
    context["is_disputed"] = CardDispute.objects.filter(page__in=pages, state__in=OPEN).exists()
    if state != "pending":
        return context
    context["decline"] = decline_words(pages[0].decline if pages else "")
    try:
        provider_for(order.method).check_ready()
    except ProviderNotReady:
        context["is_unavailable"] = True
    return context
