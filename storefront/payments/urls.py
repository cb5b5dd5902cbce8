"""Addresses of ``storefront.payments``."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.payments import views

app_name = "payments"
urlpatterns: list[URLPattern] = [
    path("<str:number>/<str:secret>/", views.state, name="state"),
    path("<str:number>/<str:secret>/ma.svg", views.qr, name="qr"),
    path("<str:number>/<str:secret>/ma.png", views.qr_image, name="qr_image"),
    path("<str:number>/<str:secret>/huy/", views.cancel, name="cancel"),
]
