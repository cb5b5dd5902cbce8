"""``manage.py replay_withdrawals``: after a backup was restored, take back again what was taken back since."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cooperatives.consent.services import replay_withdrawals


class Command(BaseCommand):
    """Reads the journal beside the database. Run it before the shop is opened again; running it twice changes nothing."""

    help = "Repeats withdrawals of consents that the restored database does not know."

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay and say how many."""
        self.stdout.write(self.style.SUCCESS(f"{replay_withdrawals()} withdrawal(s) repeated."))
