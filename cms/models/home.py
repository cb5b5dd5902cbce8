"""The home page: a hero that staff write, and sections that fill themselves by rule or by hand."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from cms.section_blocks import SectionsBlock
from cms.sections import sections_of

from .base import EditorialPage


class HomePage(EditorialPage):
    """The first page in one language."""

    kick = models.CharField(_("dòng trên tựa"), max_length=60, blank=True)
    headline = models.CharField(_("tựa lớn"), max_length=120)
    hero_page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("nút chính dẫn tới")
    )
    hero_button = models.CharField(_("chữ trên nút chính"), max_length=40, blank=True)

    sections = StreamField(SectionsBlock(), blank=True, verbose_name=_("các phần"), help_text=_("Để trống thì trang tự xếp như thường lệ."))

    fills_itself = True
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 2  # one in each language
    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("kick", "headline", "lead", "picture", "hero_page", "hero_button")], heading=_("Mở trang")
        ),
        FieldPanel("sections"),
        InlinePanel("picks", label=_("Chọn cho tuần này"), max_num=8),
    ]

    class Meta:
        verbose_name = _("trang đầu")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections (see :mod:`cms.sections`)."""
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_of(self)
        return context


class HomePick(Orderable):
    """A product that staff picked for the home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="picks")
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("món hàng"))

    panels: ClassVar = [FieldPanel("product")]
