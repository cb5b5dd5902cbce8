"""App configuration of ``storefront.demo``."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Registers the app under the label ``demo``."""

    name = "storefront.demo"
    label = "demo"
    verbose_name = "Nội dung mẫu"
    default_auto_field = "django.db.models.BigAutoField"
