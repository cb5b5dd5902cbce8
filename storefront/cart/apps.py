"""App configuration of ``storefront.cart``."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CartConfig(AppConfig):
    """Registers the app under the label ``cart``; joins carts when somebody signs in."""

    name = "storefront.cart"
    label = "cart"
    verbose_name = _("Giỏ hàng")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sign-ins, whichever way they happen (allauth sends Django's own signal)."""
        from django.contrib.auth.signals import user_logged_in

        from .services.finding import join_on_sign_in

        user_logged_in.connect(join_on_sign_in, dispatch_uid="cart.join_on_sign_in")
