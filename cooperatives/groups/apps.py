"""App configuration of ``cooperatives.groups``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Registers the app under the label ``groups``."""

    name = "cooperatives.groups"
    label = "groups"
    verbose_name = _("Nhóm")
    default_auto_field = "django.db.models.BigAutoField"
