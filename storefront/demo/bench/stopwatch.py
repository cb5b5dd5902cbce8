"""Says how long Django was busy with a request, so that it can be told from what the server and the network take."""

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
        """Answer with a header ``Server-Timing: app;dur=12.345`` in milliseconds."""
        begun = time.perf_counter()
        response = self.get_response(request)
        response[HEADER] = f"app;dur={(time.perf_counter() - begun) * 1_000:.3f}"
        return response
