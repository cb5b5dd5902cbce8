"""Addresses of the measured server: the whole shop, a constant page to compare with, and a change of the catalogue on demand.

The shop's own list has a language in its addresses and cannot be included; it is read by name, because it lies above this room.
"""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, URLResolver, path

from storefront.demo.bench import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("bench/constant/", views.constant),
    path("bench/change/", views.change),
    *import_module("storefront.urls").urlpatterns,
]
