"""Plain pages: about, delivery and returns, how payouts work, privacy."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cooperatives.vietnam.text import slugify_vi

from .base import EditorialPage
from .quick_exit import OffersQuickExit

LONG = 4
"""Headings from which on a page has a table of contents."""


class StandardPage(OffersQuickExit, EditorialPage):
    """A page of plain text."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))

    content_panels: ClassVar = [*EditorialPage.content_panels, FieldPanel("body")]
    settings_panels: ClassVar = [*EditorialPage.settings_panels, FieldPanel("offers_quick_exit")]
    search_fields: ClassVar = [*EditorialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("trang thường")

    @property
    def contents(self) -> list[dict[str, str]]:
        """Headings of a long page, each with its anchor; nothing for a page with few."""
        titles = [str(block.value) for block in self.body if block.block_type == "heading"]
        return [{"title": title, "anchor": slugify_vi(title)} for title in titles] if len(titles) >= LONG else []
