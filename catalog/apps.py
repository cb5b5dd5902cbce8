"""App configuration of ``catalog``."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Registers the app under the label ``catalog``."""

    name = "catalog"
    label = "catalog"
    verbose_name = "Hàng"
    default_auto_field = "django.db.models.BigAutoField"
