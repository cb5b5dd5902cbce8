"""App configuration of ``storefront.shipping``."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ShippingConfig(AppConfig):
    """Registers the app under the label ``shipping``; forgets the remembered rates when staff edit them."""

    name = "storefront.shipping"
    label = "shipping"
    verbose_name = _("Giao hàng")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to edits of the delivery table (derived: only a cache)."""
        from .models import DeliveryPolicy, Rate, ZoneTime
        from .table import forget_table

        for model in (DeliveryPolicy, Rate, ZoneTime):
            for signal in (post_save, post_delete):
                signal.connect(forget_table, sender=model, dispatch_uid=f"shipping.{model.__name__}.{id(signal)}")
