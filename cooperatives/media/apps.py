"""App configuration of ``cooperatives.media``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Registers the app under the label ``media``."""

    name = "cooperatives.media"
    label = "media"
    verbose_name = _("Ảnh")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what pictures hold of a person, and watch what Wagtail's uploader puts aside."""
        from cooperatives.media import holder, put_aside  # noqa: F401
