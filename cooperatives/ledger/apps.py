"""App configuration of ``cooperatives.ledger``."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the app under the label ``ledger``."""

    name = "cooperatives.ledger"
    label = "ledger"
    verbose_name = "Sổ cái"
    default_auto_field = "django.db.models.BigAutoField"
