"""App configuration of ``storefront.checkout``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    """Registers the app under the label ``checkout``."""

    name = "storefront.checkout"
    label = "checkout"
    verbose_name = _("Thanh toán")
    default_auto_field = "django.db.models.BigAutoField"
