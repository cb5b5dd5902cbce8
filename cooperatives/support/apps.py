"""App configuration of ``cooperatives.support``."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Registers the app under the label ``support``."""

    name = "cooperatives.support"
    label = "support"
    verbose_name = "Chương trình"
    default_auto_field = "django.db.models.BigAutoField"
