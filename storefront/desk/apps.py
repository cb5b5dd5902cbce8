"""App configuration of ``storefront.desk``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Registers the app under the label ``desk``."""

    name = "storefront.desk"
    label = "desk"
    verbose_name = _("Bàn làm việc")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which rooms hold nothing that a consent covers; keep Wagtail's mails to pages."""
        from storefront.desk import holders, quiet  # noqa: F401

        quiet.connect()
