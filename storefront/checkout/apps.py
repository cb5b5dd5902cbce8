"""App configuration of ``storefront.checkout``."""

from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    """Registers the app under the label ``checkout``."""

    name = "storefront.checkout"
    label = "checkout"
    verbose_name = "Thanh toán"
    default_auto_field = "django.db.models.BigAutoField"
