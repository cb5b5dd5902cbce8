"""``manage.py bench``: measures the shop on this machine and prints one JSON object a line; see :mod:`storefront.demo.bench`."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from storefront.demo.bench.plan import QUICK, Bench, Plan
from storefront.demo.bench.report import Report


class Command(BaseCommand):
    """Uses files of its own in a temporary folder, and nothing of the shop that is installed here."""

    help = "Measures pages, orders, the weight of a first visit and load_demo. Prints one JSON object a line, progress on standard error."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller measure less."""
        parser.add_argument("--quick", action="store_true", help="tiny catalogues, a moment each, no load_demo: to see that it works")
        parser.add_argument(
            "--only", action="append", choices=["pages", "search", "orders", "demo", "weight"], help="measure this part; may be repeated"
        )
        parser.add_argument("--products", type=int, help="pages, search and orders at this one size")
        parser.add_argument("--port", type=int, default=0, help="port of the measured server (default: any free one)")
        parser.add_argument("--migrated", type=Path, help="an empty, migrated SQLite file to start from; saves half a minute")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure. Raises CommandError when something failed, or was not as it must be; the other lines are printed all the same."""
        plan = QUICK if options["quick"] else Plan()
        if options["products"]:
            plan = replace(plan, sizes=(options["products"],), search_sizes=(options["products"],))
        report = Report(self._line)
        self._begun = time.monotonic()
        self._is_silent = options["verbosity"] == 0
        with tempfile.TemporaryDirectory(prefix="sinhke-bench-") as folder:
            bench = Bench(plan, report, Path(folder), port=options["port"], migrated=options["migrated"], say=self._say)
            bench.measure(options["only"] or [])
        self._say("done")
        if report.failures:
            raise CommandError("\n".join(report.failures))

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _say(self, text: str) -> None:
        if not self._is_silent:
            self.stderr.write(f"{time.monotonic() - self._begun:6.0f} s  {text}", self.style.NOTICE)
            self.stderr.flush()
