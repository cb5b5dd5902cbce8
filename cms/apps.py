"""App configuration of ``cms``."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Registers the app under the label ``cms``."""

    name = "cms"
    label = "cms"
    verbose_name = "Trang"
    default_auto_field = "django.db.models.BigAutoField"
