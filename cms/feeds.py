"""Stories as a feed (RSS 2.0) for readers and newspapers that follow the center; the same filters as the page of stories."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import StoryIndexPage, StoryPage
from cms.story_filter import StoryFilter

NEWEST: Final = 20


class StoryFeed(Feed[StoryPage, StoryFilter]):
    """Only what is public now; an item carries the lead, never the whole story, so that nothing lives on in readers after a withdrawal."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StoryFilter:
        """The index of the reader's language with what the address asks for. Raises Http404 without a public index."""
        self.index = StoryIndexPage.objects.public().filter(locale__language_code=get_language()).select_related("locale").first()
        if self.index is None:
            raise Http404
        return StoryFilter(self.index.stories(), request.GET)

    def title(self, narrowed: StoryFilter) -> str:
        """Name of the feed."""
        return _("Chuyện nghề của Sinh Kế")

    def description(self, narrowed: StoryFilter) -> str:
        """What it is."""
        return str(self.index.lead)

    def link(self, narrowed: StoryFilter) -> str:
        """The page of stories, narrowed in the same way."""
        return str(self.index.url) + (f"?{narrowed.query}" if narrowed.query else "")

    def items(self, narrowed: StoryFilter) -> list[StoryPage]:
        """The newest."""
        return list(narrowed.found.select_related("locale")[:NEWEST])

    def item_title(self, item: StoryPage) -> str:
        """Its title."""
        return str(item.title)

    def item_description(self, item: StoryPage) -> str:
        """Its lead."""
        return str(item.lead)

    def item_link(self, item: StoryPage) -> str:
        """Its address."""
        return str(item.url)

    def item_pubdate(self, item: StoryPage) -> datetime.datetime | None:
        """When it came out."""
        moment: datetime.datetime | None = item.first_published_at
        return moment

    def item_categories(self, item: StoryPage) -> list[str]:
        """Its theme."""
        return [str(item.get_theme_display())] if item.theme else []
