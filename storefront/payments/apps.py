"""App configuration of ``storefront.payments``."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Registers the app under the label ``payments``."""

    name = "storefront.payments"
    label = "payments"
    verbose_name = "Tiền vào"
    default_auto_field = "django.db.models.BigAutoField"
