"""``manage.py rebuild_search``: write the whole index again while the shop stays open."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from catalog.models import Product
from search.indexing import rebuild


class Command(BaseCommand):
    """Needed after loading products past Django's signals (bulk loads, a restored backup) or after an interrupted write."""

    help = "Dựng lại bảng tìm kiếm từ danh mục hàng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many products are in the index now."""
        begun = time.monotonic()
        total = Product.objects.passed().count()
        with tqdm(total=total, unit="món", disable=True if options["verbosity"] == 0 else None) as bar:
            count = rebuild(lambda done: bar.update(done - bar.n))
        if options["verbosity"]:
            self.stdout.write(f"{count} món trong bảng tìm kiếm, {time.monotonic() - begun:.1f} giây.")
