"""Addresses of the consent room."""

from __future__ import annotations

from django.urls import path

from cooperatives.consent import views

app_name = "consent"
urlpatterns = [path("<str:secret>/", views.mine, name="mine")]
