"""App configuration of ``cooperatives.vietnam``."""

from django.apps import AppConfig


class VietnamConfig(AppConfig):
    """Registers the app under the label ``vietnam``."""

    name = "cooperatives.vietnam"
    label = "vietnam"
    verbose_name = "Việt Nam"
    default_auto_field = "django.db.models.BigAutoField"
