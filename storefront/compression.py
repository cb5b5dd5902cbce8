"""Compresses pages on their way out, for shops without a proxy that does it. Pictures and files go as they are."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORTH_IT: Final = ("text/", "application/json", "application/xml", "application/rss", "image/svg")


class TextGzipMiddleware(GZipMiddleware):
    """Django's own compression (with its random padding against BREACH), for text only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Leave alone what is compressed already."""
        if not response.get("Content-Type", "").startswith(WORTH_IT):
            return response
        return super().process_response(request, response)
