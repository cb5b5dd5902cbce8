"""Shows visitors of the demo the shop's own "not found" page, which Django replaces by its technical one while ``DEBUG`` is on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class NotFoundMiddleware:
    """Only in the demo's settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Dress a bare 404 of a page; answers to scripts and the admin stay as they are."""
        response = self.get_response(request)
        is_page = response.status_code == 404 and response.get("Content-Type", "").startswith("text/html")
        if not is_page or request.path.startswith("/admin/"):
            return response
        return render(request, "404.html", status=404)
