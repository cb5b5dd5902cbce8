"""App configuration of ``storefront.orders``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """Registers the app under the label ``orders``."""

    name = "storefront.orders"
    label = "orders"
    verbose_name = _("Đơn hàng")
    default_auto_field = "django.db.models.BigAutoField"
