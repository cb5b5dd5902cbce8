"""App configuration of ``cooperatives.groups``."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Registers the app under the label ``groups``."""

    name = "cooperatives.groups"
    label = "groups"
    verbose_name = "Nhóm"
    default_auto_field = "django.db.models.BigAutoField"
