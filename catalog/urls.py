"""Addresses of the catalogue's public pages."""

from __future__ import annotations

from django.urls import path

from catalog import views

app_name = "catalog"
urlpatterns = [
    path("hang/<slug:slug>/", views.product, name="product"),
    path("nhom-lam-ra/", views.groups, name="groups"),
    path("nhom-lam-ra/<slug:slug>/", views.group, name="group"),
    path("chung-nhan/<slug:check_code>/", views.certificate, name="certificate"),
]
