"""``manage.py load_roles``: the roles of staff and the review of pages, for a new database or after an upgrade."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from storefront.accounts.roles import ROLES, write_page_permissions, write_roles


class Command(BaseCommand):
    """Write them; nothing that is there already is taken away, except the right of editors to publish past the review."""

    help = "Writes the roles of staff and the review of pages."

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing."""
        with transaction.atomic(), translation.override("vi"):
            write_roles()
            write_page_permissions()
        if options["verbosity"]:
            self.stdout.write(", ".join(ROLES))
