"""App configuration of ``storefront.portal``."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the app under the label ``portal``."""

    name = "storefront.portal"
    label = "portal"
    verbose_name = "Cổng của thành viên"
    default_auto_field = "django.db.models.BigAutoField"
