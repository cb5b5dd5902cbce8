"""App configuration of ``cooperatives.payouts``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayoutsConfig(AppConfig):
    """Registers the app under the label ``payouts``."""

    name = "cooperatives.payouts"
    label = "payouts"
    verbose_name = _("Trả tiền cho nhóm")
    default_auto_field = "django.db.models.BigAutoField"
