"""Addresses of ``storefront.checkout``."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.checkout import views

app_name = "checkout"
urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("phi/", views.quote, name="quote"),
    path("xa/", views.communes, name="communes"),
    path("mua-lai/<slug:number>/<slug:secret>/", views.reorder, name="reorder"),
]
