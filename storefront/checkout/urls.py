"""Addresses of ``storefront.checkout``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _soon(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


app_name = "checkout"
urlpatterns: list[URLPattern] = [path("", _soon, name="start"), path("xa/", _soon, name="communes")]
