"""Paying by card: to the gateway's page, back from it, and the gateway's own messages."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from cooperatives.vietnam.errors import DomainError
from storefront.orders.access import may_try, order_by_link, private
from storefront.orders.models import Order
from storefront.payments.errors import OrderTakesNoCard
from storefront.payments.providers.base import GatewayRefused, GatewayUnreachable, NewsRefused
from storefront.payments.services.card_news import receive_news, work_off_news
from storefront.payments.services.cards import look_at_order, open_card_page

logger = logging.getLogger(__name__)
LOOKS_OF_ONE_ORDER, LOOK_SECONDS = 30, 600


@require_POST
@private
def pay(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Go and pay for an order by card."""
    return to_card_page(request, order_by_link(number, secret))


def to_card_page(request: HttpRequest, order: Order) -> HttpResponse:
    """Send the shopper to the gateway's page of her order; when there is none to be had, to the order, with the reason in words."""
    try:
        page = open_card_page(order_id=order.pk)
    except OrderTakesNoCard:
        pass  # its own page says whether it is paid, or over
    except GatewayUnreachable:
        messages.warning(request, _("Chưa nối được với nơi nhận thẻ. Chưa có khoản nào bị trừ. Bạn đợi một phút rồi thử lần nữa."))
    except GatewayRefused as refused:
        logger.error("the card gateway refuses order %s: %s", order.number, refused.facts)
        messages.warning(request, _("Đơn này chưa trả bằng thẻ được. Chưa có khoản nào bị trừ. Bạn thử lại sau, hoặc gọi cho chúng tôi."))
    else:
        if page.url:
            return redirect(page.url)
    return redirect(order)


@require_GET
@private
def paid(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Back from the gateway, who says that it was paid. Believed is only what we read from it ourselves."""
    order = order_by_link(number, secret)
    if not _look(order):
        messages.info(request, _("Chúng tôi đang kiểm tra khoản trả của bạn. Bạn đừng trả lần nữa, trang này tự biết khi tiền tới."))
    return redirect(order)


@require_GET
@private
def back(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Back from the gateway without having paid there, as far as she knows."""
    order = order_by_link(number, secret)
    _look(order)
    order.refresh_from_db()
    if order.status == Order.Status.AWAITING_PAYMENT:
        messages.info(request, _("Bạn chưa trả tiền. Hàng vẫn giữ cho bạn, bạn trả lúc khác cũng được, miễn là trước giờ ghi dưới đây."))
    return redirect(order)


@csrf_exempt
@require_POST
def news(request: HttpRequest) -> HttpResponseBase:
    """A message of the gateway: 400 when it is not its own, else 200 once it is stored. It is worked off at once if possible, or later."""
    try:
        stored = receive_news(body=request.body, header=request.headers.get("Stripe-Signature", ""))
    except NewsRefused as refused:
        return HttpResponse(refused.facts["reason"], status=400, content_type="text/plain")
    try:
        work_off_news(news_id=stored.pk)
    except DomainError as broken:
        logger.warning("message %s of the card gateway waits for the sweep: %s %s", stored.event_id, broken.code, broken.facts)
    return HttpResponse("ok", content_type="text/plain")


def _look(order: Order) -> bool:
    """Whether the gateway could be asked about the order's pages."""
    if not may_try(f"card:{order.pk}", most=LOOKS_OF_ONE_ORDER, seconds=LOOK_SECONDS):
        return False
    try:
        look_at_order(order_id=order.pk)
    except DomainError as broken:
        logger.warning("the card pages of order %s could not be read: %s", order.number, broken.facts)
        return False
    return True
