"""A page for a season or a campaign: a large picture, some words, and sections as on the first page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.section_blocks import SectionsBlock
from cms.sections import sections_of

from .base import EditorialPage


class LandingPage(EditorialPage):
    """Lives under the first page for as long as it is published; schedule its end there."""

    kick = models.CharField(_("dòng trên tựa"), max_length=60, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))
    sections = StreamField(SectionsBlock(), blank=True, verbose_name=_("các phần"))

    fills_itself = False
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("sections"),
    ]
    search_fields: ClassVar = [*EditorialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("trang chiến dịch")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections (see :mod:`cms.sections`)."""
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_of(self)
        return context
