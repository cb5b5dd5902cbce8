"""App configuration of ``search``."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the app under the label ``search``."""

    name = "search"
    label = "search"
    verbose_name = "Tìm kiếm"
    default_auto_field = "django.db.models.BigAutoField"
