"""Listens for changes of the catalogue: a line for the outbox inside the transaction, the index after the commit.

Search is derived: when the index cannot be written, the sale goes on, the log says so, and the worker makes up for it from the outbox.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.signals import post_delete, post_save

from catalog.models import Category, LabelScheme
from catalog.signals import product_changed, product_changing
from cooperatives.groups.models import Group
from search import outbox
from search.indexing import index_products
from search.models import AmbiguousWord, SynonymSet

log = logging.getLogger(__name__)


def connect() -> None:
    """Called once, when the app is ready."""
    product_changing.connect(_on_product_changing, dispatch_uid="search.product_changing")
    product_changed.connect(_on_product_changed, dispatch_uid="search.product_changed")
    post_save.connect(_on_group_saved, sender=Group, dispatch_uid="search.Group.goods")
    for model in (Category, LabelScheme, Group, SynonymSet, AmbiguousWord):
        for signal in (post_save, post_delete):
            signal.connect(_on_names_changed, sender=model, dispatch_uid=f"search.{model.__name__}.names")


def _on_product_changing(product_ids: Iterable[int], **kwargs: Any) -> None:
    outbox.put(product_ids=product_ids)


def _on_product_changed(product_ids: Iterable[int], **kwargs: Any) -> None:
    ids = list(product_ids)
    try:
        index_products(ids)
        outbox.tell_followers()
    except DatabaseError:
        log.exception("search index not updated for products %s; the worker will try again, `manage.py search_rebuild` mends it", ids[:20])


def _on_group_saved(instance: Group, **kwargs: Any) -> None:
    """Her name and her place stand in the rows of her goods; a place that is hidden now must be gone from there at once."""
    if not kwargs.get("raw") and not kwargs.get("created"):
        outbox.put(group_id=instance.pk)
        transaction.on_commit(lambda: _on_product_changed(instance.products.values_list("pk", flat=True)))


def _on_names_changed(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        outbox.put()
        transaction.on_commit(_note)


def _note() -> None:
    try:
        outbox.apply_names()
    except DatabaseError:
        log.exception("search was not told of changed names; the worker will try again, `manage.py search_rebuild` mends it")
