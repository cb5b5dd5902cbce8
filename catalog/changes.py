"""Tells the floors above that products changed, once per transaction and only after it is really committed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from catalog.signals import product_changed, product_changing


class _Announcement:
    """What is sent when the transaction commits."""

    def __init__(self, product_ids: set[int]) -> None:
        self.product_ids = product_ids

    def __call__(self) -> None:
        if self.product_ids:
            product_changed.send(sender=None, product_ids=sorted(self.product_ids))


def announce_changed(product_ids: Iterable[int], *, using: str = "default") -> None:
    """Send :data:`catalog.signals.product_changing` for these products now, and :data:`catalog.signals.product_changed` on commit.

    Several calls in one transaction become one signal: the last call takes over what waits from those before. Calls inside a savepoint
    are kept apart from those outside, because the savepoint may be rolled back on its own.
    """
    announcement = _Announcement(set(product_ids))
    if not announcement.product_ids:
        return
    product_changing.send(sender=None, product_ids=sorted(announcement.product_ids))
    connection = transaction.get_connection(using)
    here = set(connection.savepoint_ids)
    for savepoints, waiting, *_ in reversed(connection.run_on_commit):
        if isinstance(waiting, _Announcement) and savepoints == here:
            announcement.product_ids |= waiting.product_ids
            waiting.product_ids = set()
            break
    transaction.on_commit(announcement, using=using)
