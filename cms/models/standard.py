"""Plain pages: about, delivery and returns, how payouts work, privacy."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock

from .base import EditorialPage


class StandardPage(EditorialPage):
    """A page of plain text."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))

    content_panels: ClassVar = [*EditorialPage.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*EditorialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("trang thường")
