"""App configuration of ``storefront.cart``."""

from django.apps import AppConfig


class CartConfig(AppConfig):
    """Registers the app under the label ``cart``."""

    name = "storefront.cart"
    label = "cart"
    verbose_name = "Giỏ hàng"
    default_auto_field = "django.db.models.BigAutoField"
