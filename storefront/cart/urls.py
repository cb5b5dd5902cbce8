"""Addresses of ``storefront.cart``."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.cart import views

app_name = "cart"
urlpatterns: list[URLPattern] = [
    path("", views.detail, name="detail"),
    path("them/", views.add, name="add"),
    path("sua/", views.update, name="update"),
    path("bo/", views.remove, name="remove"),
    path("dong-y/", views.accept, name="accept"),
    path("noi-nhan/", views.choose_province, name="province"),
]
