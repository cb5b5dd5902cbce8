"""``manage.py search_rebuild``: make the index again while the shop stays open; ``--rollback`` lets the one from before answer."""

from __future__ import annotations

import contextlib
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog.models import Product
from search.models import SearchDocument
from search.rebuilding import NothingToGoBackTo, rebuild, roll_back

Made = TypeVar("Made")


class Command(BaseCommand):
    """Needed after loading products past Django's signals (bulk loads, a restored backup), and to fill a search server.

    The index in the database is made first, then, with ``ELASTICSEARCH_URL``, a new one on the cluster. Broken off, the same command goes
    on where it stopped.
    """

    help = "Dựng lại bảng tìm kiếm từ danh mục hàng; --rollback quay về bản trước."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--rollback``."""
        parser.add_argument("--rollback", action="store_true", help="Quay về bản trước lần dựng lại gần nhất.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, or go back, and say what answers now."""
        if options["rollback"]:
            self._roll_back()
            return
        begun, quiet = time.monotonic(), options["verbosity"] == 0
        count = self._with_bar(Product.objects.passed().count(), quiet, rebuild)
        if not quiet:
            self.stdout.write(f"{count} món trong bảng tìm kiếm, {time.monotonic() - begun:.1f} giây.")
        if settings.ELASTICSEARCH_URL:
            self._rebuild_on_cluster(quiet)

    def _rebuild_on_cluster(self, quiet: bool) -> None:
        from search.engines.elasticsearch import building
        from search.engines.elasticsearch.client import ClusterAway

        begun = time.monotonic()
        try:
            name = self._with_bar(SearchDocument.objects.count(), quiet, building.rebuild)
        except ClusterAway as away:
            raise CommandError(f"Máy chủ tìm kiếm không trả lời ({away}). Chạy lại lệnh này để làm tiếp.") from away
        if not quiet:
            self.stdout.write(f"{name} đang trả lời, {time.monotonic() - begun:.1f} giây.")

    def _roll_back(self) -> None:
        """The cluster's index, when there is one, is another than the database's, so both go back."""
        said = []
        with contextlib.suppress(NothingToGoBackTo):
            said.append(f"{roll_back()} món trong bảng tìm kiếm như trước lần dựng lại.")
        if settings.ELASTICSEARCH_URL:
            said += self._roll_back_on_cluster()
        if not said:
            raise CommandError("Không có bản trước để quay về.")
        self.stdout.write("\n".join(said))

    @staticmethod
    def _roll_back_on_cluster() -> list[str]:
        from search.engines.elasticsearch import building
        from search.engines.elasticsearch.client import ClusterAway

        try:
            return [f"{building.roll_back()} đang trả lời."]
        except building.NothingToGoBackTo:
            return []
        except ClusterAway as away:
            raise CommandError(f"Máy chủ tìm kiếm không trả lời ({away}).") from away

    @staticmethod
    def _with_bar(total: int, quiet: bool, work: Callable[[Callable[[int], object]], Made]) -> Made:
        """Do the work with a progress bar, on a terminal."""
        with tqdm(total=total, unit="món", disable=True if quiet else None) as bar:
            return work(lambda done: bar.update(done - bar.n))
