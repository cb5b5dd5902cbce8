"""Notices changes of products wherever they are made (admin, workflow, console) and announces them.

Services that change rows by ``UPDATE`` go past Django's model signals; they call :func:`catalog.changes.announce_changed` themselves.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.signals import published, unpublished

from catalog.changes import announce_changed
from catalog.models import Certificate, Product, Stock, Variant
from cooperatives.groups.models import Group


def connect() -> None:
    """Called once, when the app is ready."""
    for model in (Product, Variant, Stock, Certificate, Group):
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"catalog.changed.{model.__name__}")
    for wagtail_signal in (published, unpublished):
        wagtail_signal.connect(_on_change, sender=Product, dispatch_uid="catalog.changed.live")


def _on_change(instance: Model, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        announce_changed(_products_of(instance))


def _products_of(instance: Model) -> list[int]:
    """Products that a row says something about."""
    if isinstance(instance, Product):
        return [instance.pk]
    if isinstance(instance, Variant):
        return [instance.product_id]
    if isinstance(instance, Stock):
        return list(Variant.objects.filter(pk=instance.variant_id).values_list("product_id", flat=True))
    if isinstance(instance, Certificate) and instance.product_id is not None:
        return [instance.product_id]
    group_id = instance.group_id if isinstance(instance, Certificate) else instance.pk
    return list(Product.objects.filter(group_id=group_id).values_list("pk", flat=True))
