"""Times of the search by itself, on each engine that there is, at one size of the catalogue."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings

from .pages import Say
from .programs import new_shop, run
from .report import Report

BUDGETS_MS: Final = {"suggest": 10.0}
BUDGET_MS: Final = 50.0
"""The 95th percentile of every kind of question, at 100,000 products."""
WITH_CLUSTER_FROM: Final = 100_000
"""Nobody puts fewer products on a cluster. A smaller bench measures it all the same, to see that it works."""
SMALL: Final = 1_000


def measure_search(
    report: Report, folder: Path, migrated: Callable[[], Path], *, products: int, seconds: float, with_servers: bool, say: Say
) -> None:
    """Fill a shop with so many products and ask it. ``migrated`` makes an empty, migrated SQLite file; ``with_servers``: the PostgreSQL and
    the cluster of this shop's settings are measured instead of SQLite, and beside it. Raises MeasurementFailed."""
    shop, given, cluster = folder / f"search-{products}", "", ""
    if with_servers:
        given, cluster = _postgres_url(), settings.ELASTICSEARCH_URL
    is_postgres = bool(given)
    if is_postgres:
        shop.mkdir()
    else:
        new_shop(shop, migrated())
    with _database(given, products) if is_postgres else _none() as url:
        say(f"search: {products} products")
        if is_postgres:
            run(shop, "manage.py", "migrate", "--verbosity", "0", database_url=url)
        begun = time.perf_counter()
        run(shop, "-m", "storefront.demo.bench.prepare", str(products), "no-index", database_url=url)
        report.line(f"search_fill.{products}", time.perf_counter() - begun, "s")
        _ask(report, shop, "postgresql" if is_postgres else "sqlite", products, seconds, say, url)
        if cluster and (products >= WITH_CLUSTER_FROM or products <= SMALL):
            _ask(report, shop, "elasticsearch", products, seconds, say, url, cluster)


def _ask(report: Report, shop: Path, engine: str, products: int, seconds: float, say: Say, url: str, cluster: str = "") -> None:
    say(f"search: {products} products on {engine}")
    command = ("-m", "storefront.demo.bench.search_times", engine, str(seconds))
    for line in run(shop, *command, database_url=url, elasticsearch_url=cluster).splitlines():
        found = json.loads(line)
        name = f"search_{engine}.{products}.{found['name']}"
        report.line(name, found["value"], found["unit"])
        kind, _, what = found["name"].rpartition(".")
        if what == "p95":
            report.line(f"{name}.budget_used", found["value"] / BUDGETS_MS.get(kind, BUDGET_MS), "ratio")


def _postgres_url() -> str:
    """Of this shop's database, nothing when it is another one."""
    found = settings.DATABASES["default"]
    if "postgresql" not in found["ENGINE"]:
        return ""
    user = ":".join(quote(str(found[name]), safe="") for name in ("USER", "PASSWORD") if found.get(name))
    place = f"{found.get('HOST') or ''}{':' if found.get('PORT') else ''}{found.get('PORT') or ''}"
    return f"postgresql://{user}{'@' if user else ''}{place}/{found['NAME']}"


@contextmanager
def _none() -> Iterator[str]:
    yield ""


@contextmanager
def _database(url: str, products: int) -> Iterator[str]:
    """A database of its own on the same server, dropped afterwards."""
    import psycopg

    name = f"sinhke_bench_{products}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
