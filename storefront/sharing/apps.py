"""App of what machines and people who share read about the shop."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    """No models: everything here is said anew from the rooms below each time it is asked."""

    name = "storefront.sharing"
    label = "sharing"
    verbose_name = _("Chia sẻ")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for what makes cards stale."""
        from storefront.sharing.cards import receivers

        receivers.connect()
