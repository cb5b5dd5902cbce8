"""App configuration of ``cms``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Registers the app under the label ``cms``."""

    name = "cms"
    label = "cms"
    verbose_name = _("Trang")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register which pictures pages show, and what pages hold of a person."""
        from cms import holder, shown  # noqa: F401
