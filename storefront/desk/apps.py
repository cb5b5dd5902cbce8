"""App configuration of ``storefront.desk``."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Registers the app under the label ``desk``."""

    name = "storefront.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
    default_auto_field = "django.db.models.BigAutoField"
