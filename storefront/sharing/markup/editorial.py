"""Pages of the center: stories and models are articles, fairs are events. Their author is always the center, never a person."""

from __future__ import annotations

from typing import Any

from cms.models import FairPage, ModelPage, StoryPage
from storefront.sharing.addresses import absolute
from storefront.sharing.markup.script import Node, filled
from storefront.sharing.markup.shop import publisher


def page_node(page: Any, *, url: str, description: str, language: str, image: str = "") -> Node:
    """The node that fits the kind of page."""
    if isinstance(page, FairPage):
        return _event(page, url, description, image)
    common = {"url": url, "description": description, "image": image, "inLanguage": language, "publisher": publisher()}
    if isinstance(page, StoryPage | ModelPage):
        published, changed = page.first_published_at, page.last_published_at
        dates = {
            "datePublished": published.isoformat() if published else "",
            "dateModified": changed.isoformat() if changed else "",
        }
        return filled({"@type": "Article", "headline": page.title, "author": publisher(), "mainEntityOfPage": url, **dates, **common})
    return filled({"@type": "WebPage", "name": page.title, **common})


def _event(fair: FairPage, url: str, description: str, image: str) -> Node:
    place = {"@type": "Place", "name": fair.place, "address": {"@type": "PostalAddress", "name": fair.place, "addressCountry": "VN"}}
    return filled(
        {
            "@type": "Event",
            "name": fair.title,
            "url": url,
            "description": description,
            "image": image,
            "startDate": fair.starts_on.isoformat(),
            "endDate": fair.ends_on.isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": place if fair.place else None,
            "organizer": {**publisher(), "url": absolute("/")},
        }
    )
