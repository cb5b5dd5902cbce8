"""News for derived data only (search index, caches). Money and state never travel by signal."""

from django.dispatch import Signal

product_changed = Signal()
"""Sent on commit with ``product_ids: list[int]`` when words, price, stock, pictures or certificates of products changed."""
