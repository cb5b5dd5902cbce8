"""App configuration of ``storefront.shipping``."""

from django.apps import AppConfig


class ShippingConfig(AppConfig):
    """Registers the app under the label ``shipping``."""

    name = "storefront.shipping"
    label = "shipping"
    verbose_name = "Giao hàng"
    default_auto_field = "django.db.models.BigAutoField"
