"""``manage.py load_demo``: fills an empty shop with invented groups, goods, stories, orders and payouts. Safe to run again."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from storefront.demo.loading.pictures import PicturesMissing
from storefront.demo.loading.plan import finish, load_demo, steps_count


class Command(BaseCommand):
    """For trying the shop out; refuses to run outside the demo settings, whose passwords are public."""

    help = "Fills the shop with demo content and sign-ins. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything with a progress bar, then prove the books.

        Raises CommandError outside the demo settings, when a picture file is missing, and when the books differ.
        """
        if not getattr(settings, "DEMO", False):
            raise CommandError("load_demo writes sign-ins with a public password; it runs with the demo settings only.")
        started = time.monotonic()
        silent = options["verbosity"] == 0
        try:
            with tqdm(total=steps_count(), unit="", disable=silent, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} {desc}") as bar:
                load_demo(tick=bar.update, say=bar.set_description_str)
        except PicturesMissing as missing:
            raise CommandError(str(missing)) from missing
        report = finish()
        if not report.is_ok:
            raise CommandError("The books differ; see manage.py check_ledger.")
        if not silent:
            self.stdout.write(self.style.SUCCESS(f"Xong sau {time.monotonic() - started:.0f} giây / done."))
