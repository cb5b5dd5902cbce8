"""App configuration of ``storefront.orders``."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Registers the app under the label ``orders``."""

    name = "storefront.orders"
    label = "orders"
    verbose_name = "Đơn hàng"
    default_auto_field = "django.db.models.BigAutoField"
