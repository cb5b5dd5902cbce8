"""``manage.py evaluate_search CATALOG.jsonl JUDGMENTS.jsonl``: how good the search is on these products and queries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from search.engines import ENGINES, of_name, throwaway_index
from search.judging.catalogue import load
from search.judging.evaluate import Outcome, Summary, ask, by_kind, summary
from search.judging.files import LineWrong, read_catalogue, read_judgments
from search.judging.throwaway import throwaway_database


class Command(BaseCommand):
    """Loads the catalogue into a throw-away database, indexes it, asks every query as the search box does, and prints the scores."""

    help = "Chấm điểm tìm kiếm trên một danh mục và những câu tìm đã có lời giải."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Two files, and how much to print."""
        parser.add_argument("catalogue", type=Path, help="products, one JSON object a line")
        parser.add_argument("judgments", type=Path, help="queries with what answers them, one JSON object a line")
        parser.add_argument("--engine", choices=ENGINES, help="default: the one this shop is configured with")
        parser.add_argument("--worst", type=int, default=20, help="how many of the worst queries to print")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for files that cannot be read and for an engine that this database does not have."""
        try:
            items, judgments = read_catalogue(options["catalogue"]), read_judgments(options["judgments"])
        except (LineWrong, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        if not items or not judgments:
            raise CommandError("Both files need at least one line.")
        try:
            chosen = of_name(options["engine"])
        except LookupError as error:
            raise CommandError(str(error)) from error
        try:
            with throwaway_database():
                keys = load(items)
                with throwaway_index(options["engine"]):
                    outcomes = ask(chosen, judgments, keys)
        except DatabaseError as error:
            raise CommandError(f"The throw-away database failed: {error}") from error
        except ConnectionError as error:
            raise CommandError(f"The cluster does not answer: {error}") from error
        self._print(outcomes, len(items), options)

    def _print(self, outcomes: list[Outcome], products: int, options: dict[str, Any]) -> None:
        name = options["engine"] or connection.vendor
        self.stdout.write(f"{products} products, {len(outcomes)} queries, engine {name}\n\n")
        self.stdout.write(f"{'kind':<14}{'queries':>8}{'nDCG@10':>9}{'recall@24':>11}{'zero':>7}")
        for kind, mean in by_kind(outcomes).items():
            self.stdout.write(_line(kind, mean))
        self.stdout.write(_line("ALL", summary(outcomes)))
        worst = sorted(outcomes, key=lambda one: (one.ndcg, one.recall))[: max(0, options["worst"])]
        if worst:
            self.stdout.write(f"\n{'nDCG':>5} {'recall':>6}  {'kind':<12} query -> first answers")
        for one in worst:
            first = ", ".join(f"{key}:{one.judged.grades.get(key, 0)}" for key in one.found[:5]) or "nothing"
            self.stdout.write(f"{one.ndcg:>5.2f} {one.recall:>6.2f}  {one.judged.kind:<12} {one.judged.query} -> {first}")


def _line(name: str, one: Summary) -> str:
    return f"{name:<14}{one.count:>8}{one.ndcg:>9.3f}{one.recall:>11.3f}{one.zero:>7.1%}"
