"""App configuration of ``catalog``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """Registers the app under the label ``catalog``."""

    name = "catalog"
    label = "catalog"
    verbose_name = _("Hàng")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers that announce changed products."""
        from catalog import receivers

        receivers.connect()
