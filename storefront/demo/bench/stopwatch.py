"""Says how long Django was busy with a request, so that it can be told from what the server and the network take.

The time of the processor is told beside it: on a machine that has other work to do it is the steadier of the two.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

HEADER: Final = "Server-Timing"


class StopwatchMiddleware:
    """Outermost: everything else, the other middlewares included, is inside its time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a header ``Server-Timing: app;dur=12.345, cpu;dur=9.876`` in milliseconds."""
        begun, worked = time.perf_counter(), time.thread_time()
        response = self.get_response(request)
        inside_ms, cpu_ms = (time.perf_counter() - begun) * 1_000, (time.thread_time() - worked) * 1_000
        response[HEADER] = f"app;dur={inside_ms:.3f}, cpu;dur={cpu_ms:.3f}"
        return response
