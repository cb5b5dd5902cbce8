"""``manage.py stripe_balance``: reads Stripe's balance now, and says how it stands to our books. Exit code 1 when they differ."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from storefront.payments.services.balance_import import import_balance
from storefront.payments.services.stripe_reconciliation import stripe_reconciliation


class Command(BaseCommand):
    """One line for each currency, in its smallest unit."""

    help = "Imports the movements of Stripe's balance and compares it with the books."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError (exit code 1) when a balance differs."""
        import_balance()
        states = stripe_reconciliation()
        for state in states:
            told = f"expected={state.expected} seen={state.seen} difference={state.difference} unknown={state.unknown}"
            self.stdout.write(f"{state.currency} {told} at={state.seen_at.isoformat()}")
        if any(state.difference for state in states):
            raise CommandError("Stripe's balance and the books differ.")
