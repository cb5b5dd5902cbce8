"""App configuration of ``storefront.channels.saleor``."""

from django.apps import AppConfig


class SaleorConfig(AppConfig):
    """Registers the app under the label ``saleor``."""

    name = "storefront.channels.saleor"
    label = "saleor"
    verbose_name = "Saleor"
