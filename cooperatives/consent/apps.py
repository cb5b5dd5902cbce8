"""App configuration of ``cooperatives.consent``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    """Registers the app under the label ``consent``."""

    name = "cooperatives.consent"
    label = "consent"
    verbose_name = _("Sự đồng ý")
    default_auto_field = "django.db.models.BigAutoField"
