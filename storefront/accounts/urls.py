"""Addresses of ``storefront.accounts``; signing in and out, passwords and e-mail addresses are allauth's, under the same prefix."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("dia-chi/", views.add_address, name="address_add"),
    path("dia-chi/<int:pk>/", views.edit_address, name="address_edit"),
    path("dia-chi/<int:pk>/xoa/", views.delete_address, name="address_delete"),
    path("dia-chi/<int:pk>/mac-dinh/", views.default_address, name="address_default"),
    path("ngon-ngu/", views.choose_language, name="language"),
]
