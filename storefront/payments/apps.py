"""App configuration of ``storefront.payments``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Registers the app under the label ``payments``."""

    name = "storefront.payments"
    label = "payments"
    verbose_name = _("Tiền vào")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the close of a day see what only the bank's statements and Stripe tell."""
        from cooperatives.ledger.closing import register_look

        from .services.balances import open_bank_items
        from .services.stripe_reconciliation import open_stripe_items

        register_look(open_bank_items)
        register_look(open_stripe_items)
