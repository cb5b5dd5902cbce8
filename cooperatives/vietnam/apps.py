"""App configuration of ``cooperatives.vietnam``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VietnamConfig(AppConfig):
    """Registers the app under the label ``vietnam``."""

    name = "cooperatives.vietnam"
    label = "vietnam"
    verbose_name = _("Việt Nam")
    default_auto_field = "django.db.models.BigAutoField"
