"""Addresses of ``search``."""

from __future__ import annotations

from django.urls import path

from search import counted, views

app_name = "search"
urlpatterns = [
    path("hang/", views.listing, name="listing"),
    path("loai/<slug:slug>/", views.category, name="category"),
    path("tinh/<slug:place>/", views.province, name="province"),
    path("nhan/<slug:code>/", views.label, name="label"),
    path("tim/", views.results, name="results"),
    path("tim/goi-y/", views.suggest, name="suggest"),
    path("tim/da-mo/", counted.opened, name="opened"),
]
