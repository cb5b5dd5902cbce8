"""App configuration of ``cooperatives.media``."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Registers the app under the label ``media``."""

    name = "cooperatives.media"
    label = "media"
    verbose_name = "Ảnh"
    default_auto_field = "django.db.models.BigAutoField"
