"""Throws cards away when what they show changes or is withdrawn: the view would not send them, this leaves nothing on disk either."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalog.models import GroupProfile
from catalog.signals import product_changed
from cms.models.base import EditorialPage
from cooperatives.groups.models import Group
from cooperatives.media.models import Picture
from storefront.sharing.cards.store import forget, forget_all


def connect() -> None:
    """Called once, when the app is ready."""
    product_changed.connect(_products, dispatch_uid="sharing.cards.products")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_page, dispatch_uid="sharing.cards.pages")
    for model in apps.get_models():
        # A receiver for every sender would make each delete in the shop read its rows first.
        if issubclass(model, EditorialPage):
            post_delete.connect(_page, sender=model, dispatch_uid=f"sharing.cards.{model._meta.label}")
    for model in (Group, GroupProfile):
        for signal in (post_save, post_delete):
            signal.connect(_group, sender=model, dispatch_uid=f"sharing.cards.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(_picture, sender=Picture, dispatch_uid="sharing.cards.pictures")


def _products(product_ids: list[int], **kwargs: Any) -> None:
    forget("hang", product_ids)


def _page(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, EditorialPage):
        forget("trang", [instance.pk])


def _group(instance: Group | GroupProfile, **kwargs: Any) -> None:
    forget("nhom", [instance.group_id if isinstance(instance, GroupProfile) else instance.pk])


def _picture(instance: Picture, created: bool = False, **kwargs: Any) -> None:
    """A picture may be on any card; changing one is rare, and cards are drawn again in a moment."""
    if not created:
        forget_all()
