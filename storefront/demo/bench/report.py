"""What is measured becomes lines: one JSON object each, ``{"name": …, "value": …, "unit": …}``.

Names are dotted, the number of products second: ``listing.100000.p95``. Beside a time or a rate stands the same as a multiple of the
constant page of the same server (``listing.100000.p95.ratio``), which another machine can be compared by.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

BUDGET_MS: Final = 50.0
"""Listing, product and search pages: the 95th percentile of the time inside Django, at 100,000 products."""

Write = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds of one kind of request, one after another, as the client saw them, inside Django, and of the processor."""

    seen: Sequence[float]
    inside: Sequence[float]
    cpu: Sequence[float]

    @property
    def rate(self) -> float:
        """Requests a second of a single client."""
        return len(self.seen) / sum(self.seen)

    def seen_ms(self, percent: int) -> float:
        """A percentile of what the client saw, in milliseconds."""
        return percentile(self.seen, percent) * 1_000

    def inside_ms(self, percent: int) -> float:
        """A percentile of what Django needed, in milliseconds."""
        return percentile(self.inside, percent) * 1_000

    def cpu_ms(self, percent: int) -> float:
        """A percentile of what the processor worked on it inside Django, in milliseconds."""
        return percentile(self.cpu, percent) * 1_000


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least ``percent`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


class Report:
    """Writes lines as they become known, and remembers what must not be overlooked at the end."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self.failures: list[str] = []

    def line(self, name: str, value: float, unit: str) -> None:
        """One measured value; three digits after the point are more than it deserves."""
        self._write(json.dumps({"name": name, "value": round(value, 3) if isinstance(value, float) else value, "unit": unit}))

    def timings(self, name: str, found: Timings, constant: Timings, *, with_budget: bool = False) -> None:
        """Percentiles and the rate, each with its ratio to the constant page; for pages with a budget, how much of it is used."""
        for percent in (50, 95):
            self.line(f"{name}.p{percent}", found.seen_ms(percent), "ms")
            self.line(f"{name}.p{percent}.ratio", found.seen_ms(percent) / constant.seen_ms(percent), "ratio")
        self.line(f"{name}.rate", found.rate, "requests/s")
        self.line(f"{name}.rate.ratio", found.rate / constant.rate, "ratio")
        self.line(f"{name}.server_p95", found.inside_ms(95), "ms")
        self.line(f"{name}.server_cpu_p95", found.cpu_ms(95), "ms")
        if with_budget:
            self.line(f"{name}.server_p95.budget_used", found.inside_ms(95) / BUDGET_MS, "ratio")

    def failed(self, what: str, why: object) -> None:
        """Something that could not be measured, or must not be so."""
        self.failures.append(f"{what}: {why}")
