"""Addresses of what goes with a page of the center without being one."""

from __future__ import annotations

from django.urls import path

from cms import calendar, leaflet
from cms.feeds import StoryFeed

app_name = "cms"
urlpatterns = [
    path("nguon-tin/chuyen-nghe.xml", StoryFeed(), name="story_feed"),
    path("to-roi/<int:pk>/", leaflet.model_leaflet, name="model_leaflet"),
    path("lich/<int:pk>.ics", calendar.fair_calendar, name="fair_calendar"),
]
