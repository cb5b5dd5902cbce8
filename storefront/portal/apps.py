"""App configuration of ``storefront.portal``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers the app under the label ``portal``."""

    name = "storefront.portal"
    label = "portal"
    verbose_name = _("Cổng của thành viên")
    default_auto_field = "django.db.models.BigAutoField"
