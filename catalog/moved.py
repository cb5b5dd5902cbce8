"""Keeps old addresses: when staff change the address of a product or a group, the old one leads to the new one, in both languages.

Pages of the center have this from Wagtail itself. A row that is hidden leads on to a 404, as its own address would.
"""

from __future__ import annotations

from typing import Any, Final, cast

from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from django.urls import reverse
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect

from catalog.models import Product
from cooperatives.groups.models import Group

LANGUAGES: Final = ("vi", "en")
_NAMES: Final[dict[type[Model], str]] = {Product: "catalog:product", Group: "catalog:group"}


def connect() -> None:
    """Called once, when the app is ready."""
    for model in _NAMES:
        pre_save.connect(_remember, sender=model, dispatch_uid=f"catalog.moved.before.{model.__name__}")
        post_save.connect(_lead_on, sender=model, dispatch_uid=f"catalog.moved.after.{model.__name__}")


def _remember(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Put aside the address that the row has in the database now."""
    instance._old_slug = None
    if instance.pk and not kwargs.get("raw") and (update_fields is None or "slug" in update_fields):
        rows: Any = cast(Any, type(instance))._base_manager.filter(pk=instance.pk)
        instance._old_slug = rows.values_list("slug", flat=True).first()


def _lead_on(instance: Any, **kwargs: Any) -> None:
    """Write one redirect for each language. No chain and no ring: old ones are pointed at the new address, one that leaves it goes."""
    old = getattr(instance, "_old_slug", None)
    if not old or old == instance.slug:
        return
    name = _NAMES[type(instance)]
    for language in LANGUAGES:
        with override(language):
            before, after = reverse(name, args=[old]), reverse(name, args=[instance.slug])
        left, now = Redirect.normalise_path(before), Redirect.normalise_path(after)
        Redirect.objects.filter(old_path=now, site=None).delete()
        Redirect.objects.filter(redirect_link=before, site=None).update(redirect_link=after)
        Redirect.objects.update_or_create(
            old_path=left, site=None, defaults={"redirect_link": after, "is_permanent": True, "automatically_created": True}
        )
