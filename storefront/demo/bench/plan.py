"""The whole measurement, part by part: pages at each size, the search by itself, many tills at once, loading the demo, the weight of a
first visit."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .catalogue import MEMBER, PASSWORD
from .client import Client
from .errors import MeasurementFailed
from .pages import ADDRESSES, Say, measure_pages
from .programs import DEMO, FILE, collect_static, new_shop, run, server
from .report import Report
from .search import measure_search
from .weight import SIGN_IN, Weight, enter_portal, weigh

SHOP_PAGES: Final = {"home": "/", "listing": "/hang/"}
PORTAL_PAGES: Final = {"portal_sign_in": SIGN_IN, "portal_home": "/nhom/", "portal_parcels": "/nhom/goi/", "portal_money": "/nhom/tien/"}
BUDGETS: Final = {"home": 70_000, "home.fonts": 36_000, **dict.fromkeys(PORTAL_PAGES, 60_000)}
"""Bytes of a first visit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. ``sizes``: products, smallest first; ``search_sizes``: of the search by itself; ``seconds``: for each page,
    journey or kind of question, at most."""

    sizes: tuple[int, ...] = (1_000, 100_000)
    search_sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    seconds: float = 6.0
    orders: int = 800
    processes: int = 8
    with_demo: bool = True
    with_servers: bool = True
    """Whether the search is measured on the PostgreSQL and the cluster that the environment names."""


QUICK: Final = Plan(sizes=(200,), search_sizes=(200,), seconds=0.1, orders=24, with_demo=False, with_servers=False)


class Bench:
    """One run in a folder that is thrown away. ``migrated``: an empty, migrated SQLite file to start from instead of making one."""

    def __init__(self, plan: Plan, report: Report, folder: Path, *, port: int, migrated: Path | None, say: Say) -> None:
        self.plan, self.report, self.folder, self.port, self.say = plan, report, folder, port, say
        self._migrated = migrated

    def parts(self) -> Mapping[str, Callable[[], None]]:
        """What can be measured by itself, in order."""
        parts = {"pages": self.pages, "orders": self.orders, "search": self.search}
        return parts | ({"demo": self.demo} if self.plan.with_demo else {"weight": self.weight})

    def migrated(self) -> Path:
        """An empty, migrated database."""
        if self._migrated is None:
            self.say("migrate")
            folder = self.folder / "migrated"
            folder.mkdir()
            begun = time.perf_counter()
            run(folder, "manage.py", "migrate", "--verbosity", "0")
            self.report.line("migrate", time.perf_counter() - begun, "s")
            self._migrated = folder / FILE
        return self._migrated

    def shop(self, products: int) -> Path:
        """The folder of a shop with so many products; made once, with a line about how long it took."""
        folder = self.folder / str(products)
        if not folder.exists():
            migrated = self.migrated()
            self.say(f"{products} products")
            new_shop(folder, migrated)
            begun = time.perf_counter()
            addresses = run(folder, "-m", "storefront.demo.bench.prepare", str(products))
            self.report.line(f"fill.{products}", time.perf_counter() - begun, "s")
            (folder / ADDRESSES).write_text(addresses, encoding="utf-8")
            self._share_static(folder)
        return folder

    def pages(self) -> None:
        """Times at each size."""
        for products in self.plan.sizes:
            folder = self.shop(products)
            measure_pages(self.report, folder, products=products, seconds=self.plan.seconds, port=self.port, say=self.say)

    def orders(self) -> None:
        """Orders a second when all tills work on one file."""
        folder = self.shop(self.plan.sizes[0])
        self.say("orders")
        printed = run(folder, "-m", "storefront.demo.bench.orders", str(self.plan.orders), str(self.plan.processes))
        found = json.loads(printed)
        name = f"orders_{self.plan.processes}_processes"
        self.report.line(f"{name}.rate", found["rate"], "orders/s")
        self.report.line(f"{name}.p95", found["p95_ms"], "ms")
        self.report.line(f"{name}.errors", found["errors"], "orders")
        self.report.line(f"{name}.stock_difference", found["stock_difference"], "packs")
        if found["errors"] or found["stock_difference"]:
            self.report.failed(name, found)

    def search(self) -> None:
        """The search by itself at each size."""
        for products in self.plan.search_sizes:
            measure_search(
                self.report, self.folder, self.migrated,
                products=products, seconds=self.plan.seconds, with_servers=self.plan.with_servers, say=self.say,
            )  # fmt: skip

    def demo(self) -> None:
        """How long ``load_demo`` takes on an empty shop; and what its pages weigh."""
        self.say("load_demo")
        folder = new_shop(self.folder / "demo", self.migrated())
        begun = time.perf_counter()
        run(folder, "manage.py", "load_demo", "--verbosity", "0", settings_module=DEMO)
        self.report.line("load_demo", time.perf_counter() - begun, "s")
        self._share_static(folder)
        self._weigh(folder)

    def weight(self) -> None:
        """What pages weigh, without loading the demo for it."""
        self._weigh(self.shop(self.plan.sizes[0]))

    def _weigh(self, folder: Path) -> None:
        self.say("first visit")
        with server(folder, self.port) as at, closing(Client(at)) as client:
            for name, path in SHOP_PAGES.items():
                self._weight_lines(name, weigh(client, path))
            for name, path in PORTAL_PAGES.items():
                if path != SIGN_IN and not client.cookies.get("sessionid"):
                    enter_portal(client, email=MEMBER, password=PASSWORD)
                self._weight_lines(name, weigh(client, path))

    def _weight_lines(self, name: str, found: Weight) -> None:
        shares = {"": found.all, ".fonts": found.fonts, ".html": found.html, ".as_served": found.as_served}
        for share, size in shares.items():
            self.report.line(f"first_visit.{name}{share}", size, "bytes")
            if budget := BUDGETS.get(f"{name}{share}"):
                self.report.line(f"first_visit.{name}{share}.budget_used", size / budget, "ratio")

    def _share_static(self, folder: Path) -> None:
        """Give a shop the static files, which are the same for all; collected once."""
        shared = self.folder / "collected"
        if not shared.exists():
            shared.mkdir()
            collect_static(shared)
        (folder / "static").symlink_to(shared / "static", target_is_directory=True)

    def measure(self, only: list[str]) -> None:
        """Run the parts that are wanted (all when none is named). A part that fails does not stop the others."""
        for name, part in self.parts().items():
            if only and name not in only:
                continue
            try:
                part()
            except MeasurementFailed as failed:
                self.report.failed(name, failed)
