"""App configuration of ``storefront.demo``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Registers the app under the label ``demo``."""

    name = "storefront.demo"
    label = "demo"
    verbose_name = _("Nội dung mẫu")
    default_auto_field = "django.db.models.BigAutoField"
