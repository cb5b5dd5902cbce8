"""``manage.py bench`` runs from end to end and prints what it promises. How fast this machine is, is not asserted."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from storefront.demo.bench.report import Report, Timings, percentile

PAGES = (
    "listing", "listing_page_5", "listing_two_facets", "product", "search_ca_phe_dak_lak", "search_mat_ong", "search_typo", "search_mixed",
    "listing_after_change", "search_after_change",
)  # fmt: skip
OTHERS = ("constant", "home", "suggest", "communes", "cart_add", "checkout")
TIMES = ("p50", "p50.ratio", "p95", "p95.ratio", "rate", "rate.ratio", "server_p95", "server_cpu_p95")
VISITS = ("home", "listing", "portal_sign_in", "portal_home", "portal_parcels", "portal_money")
SIZE = 200
KINDS = ("selective", "unaccented", "broad", "filtered", "listed", "mistyped", "by_price", "suggest")
SEARCH = {f"{kind}.{time}" for kind in KINDS for time in ("p50", "p95", "p95.budget_used", "cpu_p50", "cpu_p95", "again_p95")} | {
    "rebuild", "first", "first_mistyped", "change_found.p50", "change_found.p100", "memory", "index",
}  # fmt: skip


def _expected_names() -> set[str]:
    names = {f"fill.{SIZE}", f"first_listing.{SIZE}"}
    names |= {f"{page}.{SIZE}.{time}" for page in PAGES + OTHERS for time in TIMES}
    names |= {f"{page}.{SIZE}.server_p95.budget_used" for page in PAGES}
    names |= {f"search_fill.{SIZE}"} | {f"search_sqlite.{SIZE}.{what}" for what in SEARCH}
    names |= {f"orders_8_processes.{what}" for what in ("rate", "p95", "errors", "stock_difference")}
    names |= {f"first_visit.{page}{share}" for page in VISITS for share in ("", ".fonts", ".html", ".as_served")}
    return names | {f"first_visit.{page}.budget_used" for page in ("home", "home.fonts", *VISITS[2:])}


def _migrated(folder: Path) -> Path | None:
    """A copy of the empty test database; on PostgreSQL there is none, and the command migrates one for itself."""
    if connection.vendor != "sqlite":
        return None
    target = folder / "migrated.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
        database.execute("VACUUM INTO ?", [str(target)])
    return target


@pytest.mark.serial
@pytest.mark.django_db
def test_a_quick_run_prints_a_line_for_everything_it_measures(tmp_path):
    printed = io.StringIO()
    call_command("bench", quick=True, migrated=_migrated(tmp_path), verbosity=0, stdout=printed)
    lines = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert {tuple(line) for line in lines} == {("name", "value", "unit")}
    values = {line["name"]: line["value"] for line in lines}
    assert len(values) == len(lines)
    assert set(values) - {"migrate"} == _expected_names()
    assert {line["unit"] for line in lines} == {"s", "ms", "ratio", "requests/s", "orders/s", "orders", "packs", "bytes", "MB"}
    assert values["orders_8_processes.errors"] == 0
    assert values["orders_8_processes.stock_difference"] == 0
    assert [name for name, value in values.items() if value <= 0] == ["orders_8_processes.errors", "orders_8_processes.stock_difference"]
    assert values[f"constant.{SIZE}.p50.ratio"] == 1
    # Pages leave compressed, so what is served is what was weighed.
    assert values["first_visit.home.fonts"] < values["first_visit.home"] == values["first_visit.home.as_served"]


@pytest.mark.serial
def test_a_shop_that_cannot_be_made_is_told_and_fails_the_command(tmp_path):
    (tmp_path / "empty.sqlite3").touch()
    printed = io.StringIO()
    with pytest.raises(CommandError, match=r"^weight: (?s:.*)no such table"):
        call_command("bench", quick=True, only=["weight"], migrated=tmp_path / "empty.sqlite3", verbosity=0, stdout=printed)
    assert printed.getvalue() == ""


@pytest.mark.parametrize(("percent", "value"), [(50, 2), (75, 3), (95, 4), (100, 4), (1, 1)])
def test_percentile_is_a_value_that_was_measured(percent, value):
    assert percentile([3, 1, 4, 2], percent) == value


def test_times_are_told_beside_the_constant_page_and_the_budget():
    lines: list[dict] = []
    report = Report(lambda line: lines.append(json.loads(line)))
    report.timings("home.10", Timings([0.02, 0.03], [0.01, 0.025], [0.01, 0.02]), Timings([0.01], [0.001], [0.001]), with_budget=True)
    assert {line["name"]: (line["value"], line["unit"]) for line in lines} == {
        "home.10.p50": (20.0, "ms"),
        "home.10.p50.ratio": (2.0, "ratio"),
        "home.10.p95": (30.0, "ms"),
        "home.10.p95.ratio": (3.0, "ratio"),
        "home.10.rate": (40.0, "requests/s"),
        "home.10.rate.ratio": (0.4, "ratio"),
        "home.10.server_p95": (25.0, "ms"),
        "home.10.server_cpu_p95": (20.0, "ms"),
        "home.10.server_p95.budget_used": (0.5, "ratio"),
    }
