"""The gateway's own messages: checked, stored once, then worked off by reading the object itself from the gateway.

A message only says where to look. So it does not matter how often it comes, in which order, or how late; one that is lost is made up for
by the sweep.
"""

from __future__ import annotations

import logging

from django.db.models import Q
from django.utils import timezone

from storefront.payments.models import CardPage, GatewayNews
from storefront.payments.providers.stripe import read_news

from .card_refunds import look_at_card_refund, look_at_named_refund
from .cards import look_at_page
from .disputes import look_at_named_dispute

logger = logging.getLogger(__name__)
State = GatewayNews.State


def receive_news(*, body: bytes, header: str) -> GatewayNews:
    """Store a message whose signature is right; the same one again is the row that is there. Raises NewsRefused, and nothing is stored."""
    seen = read_news(body, header)
    news, _new = GatewayNews.objects.get_or_create(
        event_id=seen.event_id,
        defaults={
            "kind": seen.kind[:80],
            "about": seen.about[:120],
            "page_key": seen.page_key,
            "intent": seen.intent[:120],
            "happened_at": seen.happened_at,
        },
    )
    return news


def work_off_news(*, news_id: int) -> GatewayNews:
    """Look at what a message was about. Safe to repeat. Raises GatewayUnreachable and GatewayRefused; then it stays to be done."""
    news = GatewayNews.objects.get(pk=news_id)
    if news.state != State.TODO:
        return news
    if news.kind.startswith("charge.dispute."):
        is_ours = look_at_named_dispute(name=news.about) is not None
    else:
        is_ours = _look_at_refund(news) if news.kind.startswith("refund.") else _look_at_page(news)
    news.state, news.done_at = State.DONE if is_ours else State.FOREIGN, timezone.now()
    news.save(update_fields=["state", "done_at"])
    return news


def _look_at_page(news: GatewayNews) -> bool:
    page = _page_of(news)
    if page is None:
        return False
    look_at_page(page_id=page.pk, session=news.about if news.kind.startswith("checkout.session.") else "")
    if news.kind.startswith("charge.refund"):
        for attempt in page.card_refunds.order_by("pk"):
            look_at_card_refund(attempt_id=attempt.pk)
    return True


def _look_at_refund(news: GatewayNews) -> bool:
    if look_at_named_refund(name=news.about) is not None:
        return True
    if _page_of(news) is not None:
        # Somebody gave money back in the gateway's own pages: the balance shows it, and no row of ours explains it.
        logger.error("the gateway tells of refund %s, which the shop did not ask for", news.about)
    return False


def _page_of(news: GatewayNews) -> CardPage | None:
    """The page that carries the message's key, or that we know by the gateway's name for it or for its payment."""
    named = Q(session=news.about)
    if news.page_key:
        named |= Q(key=news.page_key)
    if news.intent:
        named |= Q(intent=news.intent)
    return CardPage.objects.filter(named).order_by("-pk").first()
