"""App configuration of ``cooperatives.support``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Registers the app under the label ``support``."""

    name = "cooperatives.support"
    label = "support"
    verbose_name = _("Chương trình")
    default_auto_field = "django.db.models.BigAutoField"
