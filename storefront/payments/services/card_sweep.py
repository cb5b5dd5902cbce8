"""The periodic look at card pages and refunds: lost messages, answers that never came, pages whose order is gone. Each step repeats safely.

Without an answer from the gateway the run ends with its error, which the health page shows; the next run goes on from there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cooperatives.vietnam.errors import DomainError
from storefront.orders.models import Order
from storefront.payments.models import CardPage, CardRefund, GatewayMovement, GatewayNews
from storefront.payments.providers.base import GatewayUnreachable

from .card_news import work_off_news
from .card_refunds import look_at_card_refund
from .cards import State, close_pages, give_to_order, hanging, look_at_page
from .disputes import cover_refund, refunds_to_cover

logger = logging.getLogger(__name__)
STALE: Final = timedelta(minutes=10)
FRESH: Final = timedelta(minutes=1)
RECENT: Final = timedelta(days=7)
MAY_FAIL: Final = timedelta(days=30)
BATCH: Final = 200
Refunded = CardRefund.State


def sweep_cards(now: datetime | None = None) -> dict[str, int]:
    """Tie every loose end of cards; returns how many each step touched. Nothing is asked while no card is configured.

    Raises GatewayUnreachable.
    """
    moment = now or timezone.now()
    counts = {"given": _each(_ids(_to_give(moment)), lambda pk: give_to_order(page_id=pk))}
    covered = refunds_to_cover().order_by("pk").values_list("pk", flat=True)[:BATCH]
    counts["covered"] = _each(covered, lambda pk: cover_refund(refund_id=pk))
    if not settings.STRIPE_SECRET_KEY:
        return counts
    todo = GatewayNews.objects.filter(state=GatewayNews.State.TODO).order_by("pk").values_list("pk", flat=True)[:BATCH]
    counts["news"] = _each(todo, lambda pk: work_off_news(news_id=pk))
    gone = ~Q(order__status=Order.Status.AWAITING_PAYMENT)
    orders = _unfinished().filter(gone).values_list("order_id", flat=True)[:BATCH]
    counts["closed"] = _each(set(orders), lambda pk: close_pages(order_id=pk))
    counts["looked"] = _each(_ids(_to_look_at(moment)), lambda pk: look_at_page(page_id=pk))
    refunds = _refunds_to_look_at(moment).order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH]
    counts["refunds"] = _each(refunds, lambda pk: look_at_card_refund(attempt_id=pk))
    return counts


def _unfinished() -> QuerySet[CardPage]:
    return CardPage.objects.filter(state__in=(State.OPENING, State.OPEN)).order_by("created_at", "pk")


def _to_look_at(moment: datetime) -> QuerySet[CardPage]:
    """Pages not asked about for a while; openings without an answer; paid ones whose movement is not seen; closed ones not read since."""
    stale = Q(looked_at=None, created_at__lt=moment - FRESH) | Q(looked_at__lt=moment - STALE)
    no_movement = Q(state=State.PAID) & ~Exists(GatewayMovement.objects.filter(page=OuterRef("pk"), kind="charge"))
    # A page that we closed by the clock may have been paid in its last moment.
    closed_unread = Q(state=State.EXPIRED, expires_at__gt=moment - RECENT) & (Q(looked_at=None) | Q(looked_at__lt=F("expires_at")))
    wanted = Q(state__in=(State.OPENING, State.OPEN)) | no_movement | closed_unread
    return CardPage.objects.filter(wanted & stale & Q(created_at__gt=moment - 2 * RECENT)).exclude(session=None, state=State.EXPIRED)


def _refunds_to_look_at(moment: datetime) -> QuerySet[CardRefund]:
    """Refunds not asked for yet or without an answer; pending ones; those that succeeded, which may still fail days later."""
    untried = Q(state=Refunded.ASKED) & (Q(tried_at=None) | Q(tried_at__lt=moment - FRESH))
    pending = Q(state=Refunded.PENDING, looked_at__lt=moment - STALE)
    recent = Q(state=Refunded.SUCCEEDED, looked_at__lt=moment - timedelta(days=1), created_at__gt=moment - MAY_FAIL)
    moved = GatewayMovement.objects.filter(source=OuterRef("name"), kind="refund")
    unseen = Q(state=Refunded.SUCCEEDED, looked_at__lt=moment - STALE) & ~Exists(moved)
    return CardRefund.objects.filter(untried | pending | recent | unseen)


def _to_give(moment: datetime) -> QuerySet[CardPage]:
    waits = Q(order__status=Order.Status.AWAITING_PAYMENT, order__paid_at=None, decided_at=None)
    return CardPage.objects.filter(hanging(), waits)


def _ids(pages: QuerySet[CardPage]) -> list[int]:
    return list(pages.order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH])


def _each(ids: Iterable[int], act: Callable[[int], object]) -> int:
    done = 0
    for pk in list(ids):
        try:
            act(pk)
            done += 1
        except GatewayUnreachable:
            raise
        except DomainError:
            logger.exception("card row %s could not be worked off", pk)
    return done
