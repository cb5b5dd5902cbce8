"""App configuration of ``cooperatives.ledger``."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """Registers the app under the label ``ledger``; keeps its triggers in place around every ``migrate``."""

    name = "cooperatives.ledger"
    label = "ledger"
    verbose_name = _("Sổ cái")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the triggers to ``migrate`` and to ``check --database``."""
        pre_migrate.connect(step_aside, sender=self, dispatch_uid="ledger.step_aside")
        post_migrate.connect(stand_guard, sender=self, dispatch_uid="ledger.stand_guard")
        checks.register(check_triggers, checks.Tags.database)


def step_aside(*, using: str = DEFAULT_DB_ALIAS, plan: Any = (), **_: Any) -> None:
    """Drop the triggers before a migration of the ledger: SQLite cannot rename a rebuilt table while another table's trigger names it."""
    from . import triggers

    if any(migration.app_label == "ledger" for migration, _backwards in plan):
        triggers.remove(connections[using])


def stand_guard(*, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Write the triggers after ``migrate``, and forget accounts that a flush may have taken."""
    from . import chart, triggers

    triggers.install(connections[using])
    chart.forget_accounts()


def check_triggers(*, databases: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """Warn when triggers are missing. Not an error: ``migrate`` runs this check first, and is the cure."""
    from . import triggers

    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        gone = triggers.missing(connections[alias])
        if gone:
            found.append(
                checks.Warning(
                    f"{len(gone)} triggers of the ledger are missing in the database '{alias}': {', '.join(gone)}.",
                    hint="Run manage.py migrate; it writes them again. Then run manage.py check_ledger.",
                    id="ledger.W001",
                )
            )
    return found
