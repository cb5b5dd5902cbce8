"""Addresses of ``storefront.payments``."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.payments import ask_views, card_views, views

app_name = "payments"
urlpatterns: list[URLPattern] = [
    path("<slug:number>/<slug:secret>/", views.state, name="state"),
    path("<slug:number>/<slug:secret>/ma.svg", views.qr, name="qr"),
    path("<slug:number>/<slug:secret>/ma.png", views.qr_image, name="qr_image"),
    path("<slug:number>/<slug:secret>/huy/", views.cancel, name="cancel"),
    path("<slug:number>/<slug:secret>/tra-hang/<int:position>/", ask_views.ask, name="ask"),
    path("<slug:number>/<slug:secret>/tra-hang/anh/<int:pk>/", ask_views.photo, name="ask_photo"),
    path("<slug:number>/<slug:secret>/the/", card_views.pay, name="card"),
    path("<slug:number>/<slug:secret>/the/xong/", card_views.paid, name="card_paid"),
    path("<slug:number>/<slug:secret>/the/quay-lai/", card_views.back, name="card_back"),
]
