"""Stripe, the only module of the shop that imports its library: hosted pages for cards, in whole đồng, charged when the order is placed.

Everything that comes back is turned into small values of our own. Prices are never multiplied: đồng have no smaller unit. Calls are made
outside of transactions, each POST under a key of ours, so that a repeated question has one effect.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import stripe
from django.conf import settings

from storefront.orders.models import Order

from .base import GatewayRefused, GatewayUnreachable, NewsRefused, PaymentAdvice, ProviderNotReady

TIMEOUT_SECONDS: Final = (5.0, 20.0)
"""To connect, to answer. The client's own is 80 s, longer than anybody waits in front of a page."""
RETRIES: Final = 2
"""Given explicitly: a client without this argument repeats nothing."""
TOLERANCE_SECONDS: Final = 300
LEAST_VND, MOST_VND = 15_000, 99_999_999
"""Below the first a card costs more than it brings and the gateway refuses; above eight figures it cannot count."""
_EXPAND: Final = ["payment_intent.latest_charge.balance_transaction"]


@dataclass(frozen=True, slots=True)
class SeenMovement:
    """A movement of the balance, in the smallest unit of its currency."""

    movement_id: str
    kind: str
    source: str
    currency: str
    amount: int
    fee: int
    net: int
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A hosted page as the gateway has it now. ``status``: open, complete, expired."""

    session: str
    key: str
    status: str
    url: str
    expires_at: datetime
    is_paid: bool
    intent: str
    charge: str
    received_vnd: int
    paid_at: datetime | None
    decline: str
    movement: SeenMovement | None


@dataclass(frozen=True, slots=True)
class SeenNews:
    """What a signed message is about."""

    event_id: str
    kind: str
    about: str
    page_key: str
    intent: str
    happened_at: datetime


class Stripe:
    """Reads ``STRIPE_SECRET_KEY``; without it no card is offered."""

    code = "card"
    waits_for_money = True

    def check_ready(self) -> None:
        """The secret key must be there."""
        if not settings.STRIPE_SECRET_KEY:
            raise ProviderNotReady(method=self.code, setting="STRIPE_SECRET_KEY")

    def advise(self, order: Order, amount_vnd: int) -> PaymentAdvice:
        """The amount; where to pay is opened by :mod:`storefront.payments.services.cards`. Raises ProviderNotReady."""
        self.check_ready()
        return PaymentAdvice(method=self.code, amount_vnd=amount_vnd)


def open_page(*, key: str, order: Order, amount_vnd: int, expires_at: datetime, title: str, paid_url: str, back_url: str) -> SeenPage:
    """Ask for a hosted page; the same key gives the same page. Raises GatewayUnreachable and GatewayRefused."""
    if type(amount_vnd) is not int:
        raise TypeError(f"Amounts are whole đồng as int, got {amount_vnd!r}.")
    marks = {"order": order.number, "page": key}
    asked: Any = {
        "mode": "payment",
        "allowed_payment_method_types": ["card"],
        "adaptive_pricing": {"enabled": False},
        "locale": "en" if order.language == "en" else "vi",
        "client_reference_id": order.number,
        "line_items": [
            {"quantity": 1, "price_data": {"currency": "vnd", "unit_amount": amount_vnd, "product_data": {"name": title}}},
        ],
        "metadata": marks,
        "payment_intent_data": {"metadata": marks, "description": title, "transfer_group": order.number},
        "expires_at": int(expires_at.timestamp()),
        "success_url": paid_url,
        "cancel_url": back_url,
    }
    if order.email:
        asked["customer_email"] = order.email
    with asking("open page"):
        return _page(client().v1.checkout.sessions.create(asked, {"idempotency_key": key}))


def read_page(session: str) -> SeenPage:
    """Read a page with its money, as it is now. Raises GatewayUnreachable and GatewayRefused."""
    with asking("read page"):
        return _page(client().v1.checkout.sessions.retrieve(session, {"expand": _EXPAND}))


def close_page(session: str) -> SeenPage:
    """Close a page so that nobody can pay on it any more, and read it; one that was paid or closed before stays as it is.

    Raises GatewayUnreachable and GatewayRefused.
    """
    try:
        with asking("close page"):
            client().v1.checkout.sessions.expire(session)
    except GatewayRefused:
        pass  # not open any more: what it is instead is read next
    return read_page(session)


def read_news(body: bytes, header: str) -> SeenNews:
    """Check the signature of a message over its raw bytes and say what it is about. Raises NewsRefused.

    Older than five minutes is refused by Stripe's library, from more than five minutes ahead by us.
    """
    if not settings.STRIPE_WEBHOOK_SECRET:
        raise NewsRefused(reason="no_secret")
    try:
        event = stripe.Webhook.construct_event(body, header, settings.STRIPE_WEBHOOK_SECRET, tolerance=TOLERANCE_SECONDS)
    except (ValueError, stripe.SignatureVerificationError) as wrong:
        raise NewsRefused(reason=type(wrong).__name__) from wrong
    if _signed_at(header) > time.time() + TOLERANCE_SECONDS:
        raise NewsRefused(reason="from_the_future")
    about = event.data.object if isinstance(event.data.object, dict) else event.data.object.to_dict()
    marks = about.get("metadata") or {}
    intent = about["id"] if about.get("object") == "payment_intent" else about.get("payment_intent") or ""
    return SeenNews(
        event_id=event.id,
        kind=event.type,
        about=str(about.get("id") or ""),
        page_key=str(marks.get("page") or "")[:32],
        intent=intent if isinstance(intent, str) else str(intent.get("id", "")),
        happened_at=moment(event.created),
    )


def _signed_at(header: str) -> int:
    """The time in a header whose signature was checked."""
    return next(int(part.strip()[2:]) for part in header.split(",") if part.strip().startswith("t="))


def client() -> stripe.StripeClient:
    """The library's client, told where to ask, with which key, how long to wait and how often to repeat."""
    return _client_of(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, TIMEOUT_SECONDS)


@cache
def _client_of(key: str, base: str, timeout: tuple[float, float]) -> stripe.StripeClient:
    addresses: Any = {"api": base, "files": base, "connect": base} if base else {}
    http = stripe.RequestsClient(timeout=timeout)
    return stripe.StripeClient(key, base_addresses=addresses, max_network_retries=RETRIES, http_client=http)


@contextmanager
def asking(what: str) -> Iterator[None]:
    """Turn the library's errors into ours: without an answer the result is unknown, an answer that refuses is final."""
    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError) as lost:
        raise GatewayUnreachable(what=what, said=str(lost)[:300]) from lost
    except stripe.StripeError as refused:
        if type(refused) is stripe.APIError or (refused.http_status or 0) >= 500 or refused.http_status == 409:
            raise GatewayUnreachable(what=what, said=str(refused)[:300]) from refused
        raise GatewayRefused(what=what, reason=refused.code or type(refused).__name__, said=str(refused)[:300]) from refused


def _page(found: Any) -> SeenPage:
    row = found.to_dict()
    intent = row.get("payment_intent") or {}
    if isinstance(intent, str):
        intent = {"id": intent}
    charge = intent.get("latest_charge") or {}
    if isinstance(charge, str):
        charge = {"id": charge}
    if row["currency"] != "vnd":
        raise GatewayRefused(what="read page", reason="currency", said=row["currency"])
    is_paid = row["payment_status"] == "paid" and intent.get("status") == "succeeded"
    error = intent.get("last_payment_error") or {}
    movement = charge.get("balance_transaction")
    return SeenPage(
        session=row["id"],
        key=(row.get("metadata") or {}).get("page", ""),
        status=row["status"],
        url=row.get("url") or "",
        expires_at=moment(row["expires_at"]),
        is_paid=is_paid,
        intent=intent.get("id", ""),
        charge=charge.get("id", ""),
        received_vnd=intent.get("amount_received") or 0 if is_paid else 0,
        paid_at=moment(charge["created"]) if is_paid and "created" in charge else None,
        decline=str(error.get("decline_code") or error.get("code") or "")[:60],
        movement=seen_movement(movement) if isinstance(movement, dict) else None,
    )


def seen_movement(row: dict[str, Any]) -> SeenMovement:
    """A movement of the balance out of what the gateway wrote."""
    return SeenMovement(
        movement_id=row["id"],
        kind=row["reporting_category"],
        source=row["source"] if isinstance(row["source"], str) else (row["source"] or {}).get("id", ""),
        currency=row["currency"],
        amount=row["amount"],
        fee=row["fee"],
        net=row["net"],
        happened_at=moment(row["created"]),
    )


def moment(seconds: int) -> datetime:
    """A time as the gateway writes it, in seconds."""
    return datetime.fromtimestamp(seconds, UTC)
