"""Where bank feeds deliver. Each address answers only while its secret is set; a refused delivery leaves nothing but a line in the log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from storefront.payments.feeds import payos, sepay
from storefront.payments.feeds.base import MAX_BYTES, Notice, NoticeNotOurs, NoticeRefused
from storefront.payments.services.notices import take_notice

logger = logging.getLogger(__name__)
_STATUS: Final = {"forged": 401, "signed_too_early": 401, "signed_too_late": 401, "too_large": 413, "changed": 409}


@csrf_exempt
@require_POST
def sepay_news(request: HttpRequest) -> JsonResponse:
    """A movement that SePay saw."""
    api_key, secret = settings.BANK_FEEDS["sepay_api_key"], settings.BANK_FEEDS["sepay_webhook_secret"]
    if not (api_key or secret):
        raise Http404("this feed is off")

    def read(body: bytes) -> Notice:
        account = settings.SHOP_BANK["account"]
        headers = request.headers
        return sepay.read(body=body, headers=headers, api_key=api_key, webhook_secret=secret, account=account, now=timezone.now())

    return _answer(request, sepay.SOURCE, read)


@csrf_exempt
@require_POST
def payos_news(request: HttpRequest) -> JsonResponse:
    """A movement that payOS saw."""
    key = settings.BANK_FEEDS["payos_checksum_key"]
    if not key:
        raise Http404("this feed is off")
    account = settings.SHOP_BANK["account"]
    return _answer(request, payos.SOURCE, lambda body: payos.read(body=body, checksum_key=key, account=account, now=timezone.now()))


def _answer(request: HttpRequest, source: str, read: Callable[[bytes], Notice]) -> JsonResponse:
    """Take it in and say so. An error of ours is a 500, so that the source delivers again."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
            raise NoticeRefused(reason="too_large")
        take_notice(read(request.body))
    except NoticeRefused as refused:
        reason = str(refused.facts["reason"])
        logger.warning("bank feed %s refused: %s", source, reason)
        return JsonResponse({"success": False, "reason": reason}, status=_STATUS.get(reason, 400))
    except NoticeNotOurs as passed:
        # Genuine and nothing to do: saying "no" would only bring it back for hours.
        logger.info("bank feed %s passed over: %s", source, passed.facts["reason"])
        return JsonResponse({"success": True, "ignored": passed.facts["reason"]})
    return JsonResponse({"success": True})
