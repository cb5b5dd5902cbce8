"""``python -m storefront.demo.bench.search_times <engine> <seconds>``: builds the index of the filled shop of this process and asks it.

Prints lines of a report (:mod:`storefront.demo.bench.report`), their names without engine and size. Every question is asked once as
if nobody had asked it before; ``again`` is the same question right afterwards. Times are those inside this process, the wait for the
database or the cluster included. ``cpu`` is what the processors worked on it, in this process and in that of the database or the node when
it is on this machine; where other programs are busy too it is the steadier figure.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import django

from storefront.demo.bench.report import percentile

if TYPE_CHECKING:
    from search.engines.embedded import EmbeddedEngine

CHANGES: Final = 10
ROUND_PRICE_VND: Final = 700_000_000
"""Nothing costs that much, so a price above it is a new one."""
PATIENCE_SECONDS: Final = 30.0
POLL_SECONDS: Final = 0.02
FEWEST: Final = 30
LEAST_SECONDS: Final = 1.0
"""A shorter run only shows that it works."""


def main(engine_name: str, seconds: float) -> None:
    """Build, ask, print."""
    django.setup()
    from search.engines import of_name
    from storefront.demo.bench.questions import QUESTIONS, beginnings, questions

    begun = time.perf_counter()
    _build(engine_name)
    line("rebuild", time.perf_counter() - begun, "s")
    engine: Any = of_name(engine_name)
    first = questions("selective")[-1], questions("mistyped")[-1]
    for name, query in zip(("first", "first_mistyped"), first, strict=True):
        begun = time.perf_counter()
        engine.search(query)
        line(name, (time.perf_counter() - begun) * 1_000, "ms")
    worked = Worked(engine_name)
    for kind in QUESTIONS:
        _measure(kind, questions(kind), engine.search, engine, worked, seconds)
    _measure("suggest", beginnings(), engine.suggest, engine, worked, seconds)
    _changes(engine)
    line("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024, "MB")
    line("index", _index_bytes(engine_name) / 1_000_000, "MB")


def line(name: str, value: float, unit: str) -> None:
    """One line, at once."""
    print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)


class Worked:
    """Seconds that the processors worked so far for this process and for what answers it."""

    def __init__(self, engine_name: str) -> None:
        self._others = _server_processes(engine_name)

    def __call__(self) -> float:
        """All of it, since each of them began."""
        return time.process_time() + sum(map(_seconds_of, self._others))


def _server_processes(engine_name: str) -> list[Path]:
    """Their folders below ``/proc``, as far as they are on this machine."""
    from django.db import connection

    ids: list[int] = []
    if engine_name == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            ids = [cursor.fetchone()[0]]
    if engine_name == "elasticsearch":
        from search.engines.elasticsearch.client import client

        ids = [node["process"]["id"] for node in client().nodes.info(metric="process")["nodes"].values()]
    return [folder for pid in ids if (folder := Path(f"/proc/{pid}")).is_dir()]


def _seconds_of(process: Path) -> float:
    """Of all its threads; one that ends meanwhile does not count."""
    nanoseconds = 0
    for thread in process.glob("task/*/schedstat"):
        with contextlib.suppress(OSError):
            nanoseconds += int(thread.read_text().split()[0])
    return nanoseconds / 1_000_000_000


def _measure(name: str, asked: Sequence[Any], ask: Callable[[Any], object], engine: EmbeddedEngine, worked: Worked, seconds: float) -> None:
    """Ask as many of these as the time allows, :data:`FEWEST` at least."""
    wall, cpu, again = list[float](), list[float](), list[float]()
    until = time.monotonic() + seconds
    for question in asked:
        if time.monotonic() > until and (len(wall) >= FEWEST or seconds < LEAST_SECONDS):
            break
        engine.forget_answers()
        before, begun = worked(), time.perf_counter()
        ask(question)
        wall.append(time.perf_counter() - begun)
        cpu.append(worked() - before)
        begun = time.perf_counter()
        ask(question)
        again.append(time.perf_counter() - begun)
    for percent in (50, 95):
        line(f"{name}.p{percent}", percentile(wall, percent) * 1_000, "ms")
        line(f"{name}.cpu_p{percent}", percentile(cpu, percent) * 1_000, "ms")
    line(f"{name}.again_p95", percentile(again, 95) * 1_000, "ms")


def _changes(engine: EmbeddedEngine) -> None:
    """How long after the commit of another price a question that asks for this price finds it."""
    from catalog.models import Variant
    from search.query import SearchQuery

    waited = []
    packs = Variant.objects.filter(position=0, stock__on_hand__gt=0).order_by("pk")
    for number in range(CHANGES):
        pack = packs[number * 7]
        price_vnd = ROUND_PRICE_VND + int(time.time() * 10) % 100_000_000 + number
        asked = SearchQuery(price_min=price_vnd, price_max=price_vnd)
        engine.search(asked)
        _set_price(pack.product_id, price_vnd)
        begun = time.perf_counter()
        while engine.search(asked).product_ids != (pack.product_id,):
            if time.perf_counter() - begun > PATIENCE_SECONDS:
                break
            time.sleep(POLL_SECONDS)
        waited.append(time.perf_counter() - begun)
    line("change_found.p50", percentile(waited, 50) * 1_000, "ms")
    line("change_found.p100", percentile(waited, 100) * 1_000, "ms")


def _set_price(product_id: int, price_vnd: int) -> None:
    """All packs of a product, as a member does it from her telephone."""
    from catalog.changes import announce_changed
    from catalog.models import Variant
    from cooperatives.ledger.txn import write_txn

    with write_txn():
        Variant.objects.filter(product_id=product_id).update(price_vnd=price_vnd)
        announce_changed([product_id])


def _build(engine_name: str) -> None:
    if engine_name == "elasticsearch":
        from search.engines.elasticsearch.building import rebuild as rebuild_cluster

        rebuild_cluster()
    else:
        from search.rebuilding import rebuild

        rebuild()


def _index_bytes(engine_name: str) -> int:
    """On disk: the cluster's index; of a database the tables of the index where they can be told apart, else the whole file."""
    from django.conf import settings
    from django.db import connection

    if engine_name == "elasticsearch":
        from search.engines.elasticsearch.client import alias, client

        return int(client().indices.stats(index=alias())["_all"]["primaries"]["store"]["size_in_bytes"])
    if engine_name == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('search_document')")
            return int(cursor.fetchone()[0])
    return int(settings.DATA_DIR.joinpath("sinhke.sqlite3").stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
