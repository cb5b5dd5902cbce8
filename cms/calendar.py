"""A fair as a file for the reader's own calendar (iCalendar, RFC 5545): the whole fair, and every item of its programme."""

from __future__ import annotations

import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from icalendar import Calendar, Event

from cms.models import FairPage

ITEM_LASTS: Final = datetime.timedelta(hours=1)
"""The programme says when something begins, not how long it takes."""


def fair_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the file; 404 for a fair that is not public."""
    fair = get_object_or_404(FairPage.objects.public().select_related("locale"), pk=pk)
    answer = HttpResponse(calendar_of(fair).to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{fair.slug}.ics"'
    return answer


def calendar_of(fair: FairPage) -> Calendar:
    """One event for all days, whose end is the day after the last as the standard wants it, and one for each item."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sinh Ke//Hoi cho//VI")
    calendar.add("version", "2.0")
    whole = _event(fair, "cho", fair.title)
    whole.add("dtstart", fair.starts_on)
    whole.add("dtend", fair.ends_on + datetime.timedelta(days=1))
    whole.add("location", fair.place)
    whole.add("description", fair.lead)
    calendar.add_component(whole)
    for number, block in enumerate(fair.programme, start=1):
        item = _event(fair, str(number), block.value["title"])
        starts_at = block.value["starts_at"].astimezone(datetime.UTC)
        item.add("dtstart", starts_at)
        item.add("dtend", starts_at + ITEM_LASTS)
        item.add("location", ", ".join(words for words in (block.value["where"], fair.place) if words))
        calendar.add_component(item)
    return calendar


def _event(fair: FairPage, part: str, title: str) -> Event:
    event = Event()
    event.add("uid", f"{fair.translation_key}-{fair.locale.language_code}-{part}")
    event.add("dtstamp", fair.last_published_at or datetime.datetime.now(datetime.UTC))
    event.add("summary", title)
    event.add("url", fair.full_url)
    return event
