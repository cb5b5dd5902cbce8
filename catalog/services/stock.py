"""The only door to stock: hold packs for an order line, give them back, let them leave, and count what is there.

Nothing here reads a number and then writes it: every change is one conditional UPDATE, and a reservation's UNIQUE key makes each step
happen once, however often it is asked for. Several packs of one call are taken in the order of their variant ids, so that two orders
over the same packs wait for each other on PostgreSQL instead of deadlocking. Every function that changes two rows wants an open
``write_txn()`` of the caller's or opens its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from catalog.models import Reservation, Stock, Variant
from catalog.signals import product_changed
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class OutOfStock(DomainError):
    """Fewer packs are left than wanted. Facts: ``variant_id``, ``wanted``, ``available``."""


class StockBelowReserved(DomainError):
    """The count is lower than what orders already hold. Facts: ``variant_id``, ``on_hand``, ``reserved``."""


class ReservationConflict(DomainError):
    """The key is unknown, stands for other packs, or is past this step. Facts: ``key``, ``state`` ("" when unknown)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Packs to hold under a key of their own, ``line:<order line id>``."""

    variant_id: int
    quantity: int
    key: str


def reserve(*, variant_id: int, quantity: int, key: str) -> Reservation:
    """Hold packs. The same key for the same packs again holds nothing more. Raises OutOfStock and ReservationConflict."""
    return reserve_all([Wanted(variant_id, quantity, key)])[0]


def reserve_all(wanted: Sequence[Wanted]) -> list[Reservation]:
    """Hold all of them or none, in the order of their variant ids. Raises OutOfStock and ReservationConflict; then nothing is held."""
    ordered = sorted(wanted, key=lambda one: (one.variant_id, one.key))
    keys = [one.key for one in ordered]
    with write_txn():
        held = _same_as_wanted(ordered)
        fresh = [one for one in ordered if one.key not in held]
        try:
            with transaction.atomic():
                made = Reservation.objects.bulk_create(
                    Reservation(key=one.key, variant_id=one.variant_id, quantity=one.quantity) for one in fresh
                )
        except IntegrityError:
            held = _same_as_wanted(ordered)  # another writer held it meanwhile; it is the same line, so there is nothing more to do
            if set(held) != set(keys):
                raise
            return [held[key] for key in keys]
        for one in fresh:
            _hold(one)
        held.update({one.key: one for one in made})
    _tell(one.variant_id for one in fresh)
    return [held[key] for key in keys]


def release(*, key: str) -> bool:
    """Give held packs back to the shelf (cancelled, expired). True when this call did it, False when it was done before.

    Raises ReservationConflict when the packs have left already, or the key is unknown.
    """
    return release_all([key]) == 1


def release_all(keys: Iterable[str]) -> int:
    """Release several reservations; returns how many of them this call released."""
    return _move(keys, Reservation.State.HELD, Reservation.State.RELEASED, on_hand=0, reserved=-1)


def take(*, key: str) -> bool:
    """Let held packs leave the house (handed to the carrier). True when this call did it, False when it was done before.

    Raises ReservationConflict when they were released, or the key is unknown.
    """
    return take_all([key]) == 1


def take_all(keys: Iterable[str]) -> int:
    """Take several reservations; returns how many of them this call took."""
    return _move(keys, Reservation.State.HELD, Reservation.State.TAKEN, on_hand=-1, reserved=-1)


def restock(*, key: str) -> bool:
    """Put the packs of a parcel that came back on the shelf again. True when this call did it, False when it was done before.

    Raises ReservationConflict when they never left, or the key is unknown.
    """
    return restock_all([key]) == 1


def restock_all(keys: Iterable[str]) -> int:
    """Restock several reservations; returns how many of them this call put back."""
    return _move(keys, Reservation.State.TAKEN, Reservation.State.RELEASED, on_hand=1, reserved=0)


def hold_again_all(keys: Iterable[str]) -> int:
    """Hold packs again that were released, all of them or none (an expired order whose money came late); returns how many it held.

    Raises OutOfStock when they were sold meanwhile, ReservationConflict when they left the house; then nothing is held.
    """
    moved: list[Reservation] = []
    with write_txn():
        for one in Reservation.objects.filter(key__in=set(keys)).order_by("variant_id", "key"):
            released = Reservation.objects.filter(pk=one.pk, state=Reservation.State.RELEASED)
            if released.update(state=Reservation.State.HELD, closed_at=None):
                _hold(Wanted(one.variant_id, one.quantity, one.key))
                moved.append(one)
            else:
                one.refresh_from_db(fields=["state"])
                if one.state != Reservation.State.HELD:
                    raise ReservationConflict(key=one.key, state=one.state)
    _tell(one.variant_id for one in moved)
    return len(moved)


def set_on_hand(*, variant_id: int, on_hand: int, actor: AbstractUser | None) -> Stock:
    """Write down how many packs were counted, those held for orders included. Raises StockBelowReserved; ValueError below zero."""
    if on_hand < 0:
        raise ValueError(f"nobody has {on_hand} packs")
    with write_txn():
        stock, created = Stock.objects.get_or_create(variant_id=variant_id, defaults={"on_hand": on_hand})
        before = stock.on_hand
        counted = Stock.objects.filter(variant_id=variant_id, reserved__lte=on_hand)
        if not created and not counted.update(on_hand=on_hand, updated_at=timezone.now()):
            stock.refresh_from_db()
            raise StockBelowReserved(variant_id=variant_id, on_hand=on_hand, reserved=stock.reserved)
        stock.refresh_from_db()
        variant = Variant.objects.select_related("product").get(pk=variant_id)
        if created or before != on_hand:
            log(variant, "catalog.stock_counted", user=actor, data={"before": 0 if created else before, "now": on_hand})
    _tell([variant_id])
    return stock


def _same_as_wanted(wanted: Sequence[Wanted]) -> dict[str, Reservation]:
    """Reservations that exist under these keys; each must be for the same packs and still held."""
    found = {one.key: one for one in Reservation.objects.filter(key__in=[one.key for one in wanted])}
    for one in wanted:
        there = found.get(one.key)
        if there and (there.variant_id, there.quantity, there.state) != (one.variant_id, one.quantity, Reservation.State.HELD):
            raise ReservationConflict(key=one.key, state=there.state)
    return found


def _hold(one: Wanted) -> None:
    free = Stock.objects.filter(variant_id=one.variant_id, on_hand__gte=F("reserved") + one.quantity)
    if not free.update(reserved=F("reserved") + one.quantity, updated_at=timezone.now()):
        left = Stock.objects.filter(variant_id=one.variant_id).first()
        raise OutOfStock(variant_id=one.variant_id, wanted=one.quantity, available=left.available if left else 0)


def _move(keys: Iterable[str], before: str, after: str, *, on_hand: int, reserved: int) -> int:
    """Move reservations from one state to another and their stock with them; those that are there already stay as they are."""
    wanted = sorted(set(keys))
    moved: list[Reservation] = []
    with write_txn():
        found = {one.key: one for one in Reservation.objects.filter(key__in=wanted)}
        for key in wanted:
            if key not in found:
                raise ReservationConflict(key=key, state="")
        for one in sorted(found.values(), key=lambda row: (row.variant_id, row.key)):
            if Reservation.objects.filter(pk=one.pk, state=before).update(state=after, closed_at=timezone.now()):
                Stock.objects.filter(variant_id=one.variant_id).update(
                    on_hand=F("on_hand") + on_hand * one.quantity,
                    reserved=F("reserved") + reserved * one.quantity,
                    updated_at=timezone.now(),
                )
                moved.append(one)
            else:
                one.refresh_from_db(fields=["state"])
                if one.state != after:
                    raise ReservationConflict(key=one.key, state=one.state)
    _tell(one.variant_id for one in moved)
    return len(moved)


def _tell(variant_ids: Iterable[int]) -> None:
    """Tell search and caches after the commit; they are derived, so their failure must not become the shopper's."""
    changed = sorted(set(variant_ids))
    if changed:
        transaction.on_commit(partial(_send, changed), robust=True)


def _send(variant_ids: list[int]) -> None:
    products = Variant.objects.filter(pk__in=variant_ids).order_by("product_id").values_list("product_id", flat=True).distinct()
    product_changed.send(sender=Stock, product_ids=list(products))
