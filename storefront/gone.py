"""Answers 410 where something stood that a person took back, instead of 404, so that search engines drop it for good."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cooperatives.consent.models.withdrawal import GoneAddress, address_hash


class GoneMiddleware:
    """Looks up an address only when nothing was found there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page answer first."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.path.startswith("/admin/"):
            return response
        if not GoneAddress.objects.filter(path_hash=address_hash(request.path)).exists():
            return response
        gone = render(request, "errors/gone.html", status=HTTPStatus.GONE)
        gone["Cache-Control"] = "no-store"
        return gone
