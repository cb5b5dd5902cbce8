"""``manage.py load_reference``: writes the categories, label schemes and tax rates that every shop needs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from catalog.reference import load_reference


class Command(BaseCommand):
    """Safe to run again at every upgrade: it adds what is missing and leaves what staff changed."""

    help = "Writes the OCOP categories, label schemes and tax rates; adds what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller go back to the tables as delivered."""
        parser.add_argument("--overwrite", action="store_true", help="also reset rows that staff changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and count."""
        for table, written in load_reference(overwrite=options["overwrite"]).items():
            self.stdout.write(f"{table}: {written} new")
