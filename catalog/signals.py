"""News for derived data only (search index, caches). Money and state never travel by signal."""

from django.dispatch import Signal

product_changed = Signal()
"""Sent on commit with ``product_ids: list[int]`` when words, price, stock, pictures or certificates of products changed."""

product_changing = Signal()
"""Sent inside the transaction of the change, with the same ``product_ids``: for whoever must not miss it even if the process dies at the
commit. Listeners may only write a row of their own."""
