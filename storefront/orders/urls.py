"""Addresses of ``storefront.orders``. Cancelling lives in payments (it may give money back), buying again in checkout (it fills a cart)."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.orders import views

app_name = "orders"
urlpatterns: list[URLPattern] = [
    path("", views.find, name="find"),
    path("<slug:number>/<slug:secret>/", views.detail, name="detail"),
]
