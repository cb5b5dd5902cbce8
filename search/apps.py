"""App configuration of ``search``."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the app under the label ``search``, listens to the catalogue and keeps the text index installed."""

    name = "search"
    label = "search"
    verbose_name = _("Tìm kiếm")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect."""
        from search import holder, receivers  # noqa: F401  (registers what rows hold of a person)

        receivers.connect()
        post_migrate.connect(_install_again, sender=self)


def _install_again(using: str, **kwargs: Any) -> None:
    """Django drops triggers when it remakes a SQLite table, so they are looked after each migrate."""
    from django.db import connections

    from search import schema

    if schema.is_ready(connections[using]):
        schema.install(connections[using])
