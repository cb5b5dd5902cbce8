"""Addresses that are the same for readers of every language."""

from __future__ import annotations

from django.urls import path

from storefront.sharing.cards.views import card
from storefront.sharing.merchant.views import merchant_feed
from storefront.sharing.robots import robots
from storefront.sharing.sitemaps import sitemap_index, sitemap_part

app_name = "sharing"
urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:part>.xml", sitemap_part, name="sitemap_part"),
    path("the/<slug:kind>/<slug:language>/<int:key>.<slug:fingerprint>.jpg", card, name="card"),
    path("google-<slug:language>.xml", merchant_feed, name="merchant"),
]
