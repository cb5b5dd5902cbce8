"""What a pack costs. A price changes at once, without review; orders keep the price they were placed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.log_actions import log

from catalog.changes import announce_changed
from catalog.models import Variant
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

LEAST_VND = 1_000
"""Nothing is sold for less: a smaller number is a price typed without its zeros."""
MOST_VND = 999_999_999


class PriceOutOfRange(DomainError):
    """The price is too low or too high to be meant. Facts: ``price_vnd``, ``least_vnd``, ``most_vnd``."""


class PriceChangedMeanwhile(DomainError):
    """The price is not the one that was seen any more, nor the wanted one. Facts: ``seen_vnd``, ``now_vnd``, ``wanted_vnd``."""


def set_price(*, variant_id: int, price_vnd: int, actor: AbstractUser | None, seen_vnd: int | None = None) -> Variant:
    """Change what one pack costs from now on; the same price again changes nothing.

    ``seen_vnd`` is the price that the change was made on, however long ago: another one since then is not overwritten.
    Raises PriceOutOfRange and PriceChangedMeanwhile.
    """
    if not LEAST_VND <= price_vnd <= MOST_VND:
        raise PriceOutOfRange(price_vnd=price_vnd, least_vnd=LEAST_VND, most_vnd=MOST_VND)
    with write_txn():
        variant = Variant.objects.select_for_update().select_related("product").get(pk=variant_id)
        before = variant.price_vnd
        if before == price_vnd:
            return variant
        if seen_vnd is not None and before != seen_vnd:
            raise PriceChangedMeanwhile(seen_vnd=seen_vnd, now_vnd=before, wanted_vnd=price_vnd)
        Variant.objects.filter(pk=variant_id).update(price_vnd=price_vnd)
        variant.price_vnd = price_vnd
        log(variant, "catalog.price_changed", user=actor, data={"before_vnd": before, "now_vnd": price_vnd})
        announce_changed([variant.product_id])
    return variant
