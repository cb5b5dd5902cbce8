"""App configuration of ``cooperatives.consent``."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Registers the app under the label ``consent``."""

    name = "cooperatives.consent"
    label = "consent"
    verbose_name = "Sự đồng ý"
    default_auto_field = "django.db.models.BigAutoField"
