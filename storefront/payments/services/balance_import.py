"""Read every movement of our balance at the gateway, and compare what it says that it holds with our books.

The last net under lost messages: a movement leads back to its payment, refund or dispute, which is read and applied as if it had been told.
Fees and money on its way to our bank are booked from here. What nothing of ours explains lies in 1021 and waits for a person. Pages are
read one by one, and how far is written down after each, so that a pass that breaks off goes on; a movement is one row, by its name.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from cooperatives.ledger.services import balance
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from storefront.payments.models import BalanceReading, CardPage, GatewayBalance, GatewayMovement
from storefront.payments.providers import stripe_balance as gateway
from storefront.payments.providers.base import GatewayUnreachable
from storefront.payments.providers.stripe import SeenMovement

from .card_refunds import look_at_named_refund
from .cards import look_at_page
from .disputes import look_at_named_dispute
from .movement_decisions import unknown_movements
from .movements import DISPUTES, FEES, HOME, PAYOUTS, record_own, record_unknown

logger = logging.getLogger(__name__)
NAME: Final = "stripe"
OVERLAP: Final = timedelta(days=1)
"""Movements are found in the order of their times, which may lie a little before they can be seen."""
MOST_PAGES: Final = 100
"""Of one call; the next goes on where this one stopped."""
LOOK_BACK: Final = timedelta(days=14)
LOOKS: Final = 2
"""Something may move between the movements and the balance; then both are read once more before they are called different."""


def import_balance(now: datetime | None = None) -> dict[str, int]:
    """Take in the movements since the last pass and compare the balances; returns how many rows are new, by state, and what differs.

    Safe to repeat and to break off. Raises GatewayUnreachable and GatewayRefused; what was taken in until then stays.
    """
    counts: Counter[str] = Counter()
    if not settings.STRIPE_SECRET_KEY:
        return {}
    for _look in range(LOOKS):
        moment = now or timezone.now()
        if not _read_pass(moment, counts):
            break  # more pages than one call reads: compared when all are there
        counts["differing"] = _compare(moment)
        if not counts["differing"]:
            break
    return dict(counts)


def _read_pass(moment: datetime, counts: Counter[str]) -> bool:
    """Read from the newest movement back to what the last pass had; False when pages are left for the next call."""
    reading, _new = BalanceReading.objects.get_or_create(name=NAME)
    if reading.until_at is None:
        reading.until_at, reading.after = moment, ""
        reading.save(update_fields=["until_at", "after"])
    for _page in range(MOST_PAGES):
        page = gateway.read_movements(since=reading.since_at, until=reading.until_at, after=reading.after)
        for seen in reversed(page.movements):  # a payment before what came of it
            _take_in(seen, counts)
        if not page.has_more:
            _look_again(moment, counts)
            BalanceReading.objects.filter(pk=reading.pk).update(
                since_at=reading.until_at - OVERLAP, until_at=None, after="", finished_at=timezone.now()
            )
            return True
        reading.after = page.movements[-1].movement_id
        reading.save(update_fields=["after"])
    return False


def _take_in(seen: SeenMovement, counts: Counter[str]) -> None:
    known = GatewayMovement.objects.filter(movement_id=seen.movement_id).values_list("state", flat=True).first()
    if known in (GatewayMovement.State.BOOKED, GatewayMovement.State.EXPLAINED):
        return
    if seen.kind in FEES or seen.kind in PAYOUTS:
        row = record_own(seen=seen)
    else:
        _look_at_business(seen)
        row = record_unknown(seen=seen)  # finds it booked when its business was found
    if known is None or row.state != known:
        counts[row.state] += 1


def _look_again(moment: datetime, counts: Counter[str]) -> None:
    """Follow unknown movements once more: what they are about may have been read after them."""
    for row in unknown_movements().filter(happened_at__gte=moment - LOOK_BACK)[: gateway.PAGE]:
        columns = {name: getattr(row, name) for name in SeenMovement.__slots__}
        _take_in(SeenMovement(**columns), counts)


def _look_at_business(seen: SeenMovement) -> None:
    """Read what moved the balance, and apply it: that books the movement too. Raises GatewayUnreachable."""
    try:
        if seen.kind == "charge":
            _look_at_charge(seen.source)
        elif seen.kind in ("refund", "refund_failure"):
            look_at_named_refund(name=seen.source)
        elif seen.kind in DISPUTES:
            look_at_named_dispute(name=seen.source)
    except GatewayUnreachable:
        raise
    except DomainError:
        logger.exception("movement %s could not be followed to %s", seen.movement_id, seen.source)


def _look_at_charge(name: str) -> None:
    page_id = CardPage.objects.filter(charge=name).values_list("pk", flat=True).first()
    if page_id is None:
        charge = gateway.read_charge(name)
        named = Q(intent=charge.intent) if charge.intent else Q(pk=None)
        if charge.page_key:
            named |= Q(key=charge.page_key)
        page_id = CardPage.objects.filter(named).order_by("-pk").values_list("pk", flat=True).first()
    if page_id is not None:
        look_at_page(page_id=page_id)


def _compare(moment: datetime) -> int:
    """Write down what the gateway says that it holds, and our books beside it; returns how many currencies differ."""
    told = gateway.read_balance()
    differing = 0
    for currency in sorted({*told, *GatewayBalance.objects.values_list("currency", flat=True)}):
        with write_txn():
            amount, booked = told.get(currency, 0), balance("1020" if currency == HOME else f"1020.{currency}")
            before = GatewayBalance.objects.filter(currency=currency).first()
            since = None if amount == booked else (before.differs_since_at if before and before.differs_since_at else moment)
            columns = {"told": amount, "booked": booked, "told_at": moment, "differs_since_at": since}
            GatewayBalance.objects.update_or_create(currency=currency, defaults=columns)
        differing += amount != booked
    return differing
