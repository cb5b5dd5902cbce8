"""News that waits for the index. It is written in the transaction of the change, so it is there exactly when the change is.

After the commit the process that made the change brings the index up to date by itself, and leaves the news lying: to take it away would
cost every sale a transaction more. The worker takes it all away a few seconds later and looks again, which mends what was missed (the
process died, the database was locked). Applying news twice, late or in another order does no harm: always the newest state is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.conf import settings

from catalog.models import Product
from search.indexing import index_products, note_everything_changed
from search.models import SearchOutbox

BATCH: Final = 500


def put(*, product_ids: Iterable[int] = (), group_id: int | None = None) -> None:
    """Write news of products, of a whole group, or (with nothing) of names. Call it inside the transaction of the change."""
    ids = list(product_ids)
    SearchOutbox.objects.bulk_create([SearchOutbox(product_id=pk) for pk in ids] or [SearchOutbox(group_id=group_id)], batch_size=BATCH)


def apply_names() -> int:
    """Let every process read the names again, if there is news of them, and take it away: they change rarely, but reading is dear."""
    waiting = list(SearchOutbox.objects.filter(product_id=None, group_id=None).values_list("pk", flat=True))
    if waiting:
        note_everything_changed()
        SearchOutbox.objects.filter(pk__in=waiting).delete()
    return len(waiting)


def apply_outbox(now: datetime | None = None) -> int:
    """Apply all news, oldest first, and take it away; then let a search server follow. A job of the worker; returns how many there were."""
    count = apply_names()
    goods = SearchOutbox.objects.exclude(product_id=None, group_id=None).order_by("pk")
    while rows := list(goods.values_list("pk", "product_id", "group_id")[:BATCH]):
        products = {product_id for _, product_id, _ in rows if product_id is not None}
        groups = {group_id for _, _, group_id in rows if group_id is not None}
        if groups:
            products |= set(Product.objects.filter(group_id__in=groups).values_list("pk", flat=True))
        index_products(products)
        # By number, not "all up to": on PostgreSQL a lower number may become visible later.
        SearchOutbox.objects.filter(pk__in=[pk for pk, _, _ in rows]).delete()
        count += len(rows)
    tell_followers(patiently=True)
    return count


def tell_followers(*, patiently: bool = False) -> None:
    """Bring the search server up to date with the log, if there is one. In a hurry it only tries; the worker makes up for it."""
    if settings.ELASTICSEARCH_URL:
        # The client takes half a second to import, which a shop without such a server need not pay.
        from search.engines.elasticsearch import following

        following.follow(patiently=patiently)
        if patiently and following.drop_ended():
            following.follow(patiently=True)


def a_follower_still_holds(product_id: int) -> bool:
    """Whether a search server has words of this product that the database no longer has, or cannot be asked."""
    if not settings.ELASTICSEARCH_URL:
        return False
    from search.engines.elasticsearch import proof

    return proof.still_holds(product_id)
