"""App configuration of ``storefront.accounts``."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under the label ``accounts``."""

    name = "storefront.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
    default_auto_field = "django.db.models.BigAutoField"
