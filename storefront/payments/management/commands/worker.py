"""``manage.py worker``: runs the periodic jobs until it is told to stop. As many as you like may run; each job runs once at a time."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from storefront.payments.jobs import run_due_jobs


class Command(BaseCommand):
    """Looks for due jobs every few seconds; SIGTERM and Ctrl-C let the running job finish first."""

    help = "Runs the shop's periodic jobs: expiry of unpaid orders, release of money to groups, the sweep."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--once`` and ``--pause``."""
        parser.add_argument("--once", action="store_true", help="Run what is due now, then stop.")
        parser.add_argument("--pause", type=float, default=5.0, help="Seconds between two looks.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop until told to stop."""
        stop = Event()

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        if options["once"]:
            self._look()
            return
        before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.stdout.write("worker: ready")
            while not stop.is_set():
                self._look()
                stop.wait(options["pause"])
            self.stdout.write("worker: stopped")
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look(self) -> None:
        close_old_connections()
        for name in run_due_jobs():
            self.stdout.write(f"worker: {name}")
        close_old_connections()
