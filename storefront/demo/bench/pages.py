"""Times of pages and journeys at one size of the catalogue."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from .client import Client
from .errors import MeasurementFailed
from .journeys import Ask, Shopper
from .programs import server
from .report import Report, Timings

ADDRESSES: Final = "addresses.json"
"""What :mod:`storefront.demo.bench.prepare` printed about a shop."""

WARM_UP: Final = 5
FEWEST: Final = 20
SHARE_OF_WARM_UP: Final = 0.15

Say = Callable[[str], object]


def measure_pages(report: Report, folder: Path, *, products: int, seconds: float, port: int, say: Say) -> None:
    """Serve the shop in ``folder``, which has so many products, and measure every journey for at most ``seconds``."""
    addresses = json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))
    with server(folder, port) as at, closing(Client(at)) as client:
        shopper = Shopper(client, addresses)
        constant = measure(shopper.constant, seconds)
        report.timings(f"constant.{products}", constant, constant)
        report.line(f"first_listing.{products}", client.get("/hang/").seconds * 1_000, "ms")
        for journey in shopper.journeys():
            say(f"{products} products: {journey.name}")
            try:
                found = measure(journey.ask, seconds)
            except MeasurementFailed as failed:
                report.failed(f"{journey.name}.{products}", failed)
            else:
                report.timings(f"{journey.name}.{products}", found, constant, with_budget=journey.has_budget)


def measure(ask: Ask, seconds: float) -> Timings:
    """Repeat after a warm-up, for ``seconds`` in all, but :data:`FEWEST` times at least (fewer in a quick run).

    Raises MeasurementFailed.
    """
    fewest = FEWEST if seconds >= 1 else WARM_UP
    begun = time.monotonic()
    for _ in range(WARM_UP):
        ask()
        if time.monotonic() - begun > seconds * SHARE_OF_WARM_UP:
            break
    seen: list[float] = []
    inside: list[float] = []
    cpu: list[float] = []
    while len(seen) < fewest or time.monotonic() - begun < seconds:
        answers = ask()
        seen.append(sum(answer.seconds for answer in answers))
        inside.append(sum(answer.inside for answer in answers))
        cpu.append(sum(answer.cpu for answer in answers))
    return Timings(seen, inside, cpu)
