"""``manage.py check_ledger``: prove the books, print what was counted, exit 1 on any difference."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from cooperatives.ledger.checks import Report, check_books


class Command(BaseCommand):
    """Prove the books. Exit code 0: nothing differs; 1: something does (or money is late, with ``--fail-late``)."""

    help = "Recounts the ledger and exits with 1 when anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
        parser.add_argument("--fail-late", action="store_true", help="also exit with 1 when an account that must drain is late")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="alias of the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print."""
        report = check_books(using=options["database"])
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
        else:
            self._print(report)
        if not report.is_ok or (options["fail_late"] and report.late):
            sys.exit(1)

    def _print(self, report: Report) -> None:
        self.stdout.write(f"{'check':<12}{'counted':>16}  result")
        for result in report.results:
            self.stdout.write(f"{result.name:<12}{result.counted:>16}  {'ok' if result.is_ok else 'DIFFERS'}")
            for difference in result.differences:
                self.stdout.write(f"{'':<30}{difference}")
        if report.ages:
            self.stdout.write(f"\n{'must drain':<20}{'balance':>16}{'oldest':>16}{'days':>6}{'limit':>7}")
        for aged in report.ages:
            limit = "-" if aged.limit_days is None else str(aged.limit_days)
            late = "  LATE" if aged.is_late else ""
            self.stdout.write(
                f"{aged.account.code:<20}{aged.balance_vnd:>16}{aged.oldest_vnd:>16}{aged.age.days:>6}{limit:>7}{late}  {aged.oldest_key}"
            )


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "ok": report.is_ok,
        "checks": [
            {"name": result.name, "counted": result.counted, "ok": result.is_ok, "differences": result.differences}
            for result in report.results
        ],
        "must_drain": [
            {
                "account": aged.account.code,
                "balance_vnd": aged.balance_vnd,
                "oldest_vnd": aged.oldest_vnd,
                "oldest_at": aged.oldest_at.isoformat(),
                "oldest_key": aged.oldest_key,
                "age_days": aged.age.days,
                "limit_days": aged.limit_days,
                "late": aged.is_late,
            }
            for aged in report.ages
        ],
    }
