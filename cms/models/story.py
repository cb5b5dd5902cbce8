"""Stories of the crafts, and their index."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from catalog.cards import product_cards
from cms.blocks import BodyBlock, FactBlock
from cooperatives.groups.models import Group

from .base import EditorialPage, siblings_of_kind, with_renditions

WORDS_A_MINUTE = 220
PER_PAGE = 12


class StoryIndexPage(EditorialPage):
    """All stories, newest first."""

    subpage_types: ClassVar = ["cms.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục chuyện nghề")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of stories with their pictures."""
        context = super().get_context(request, *args, **kwargs)
        stories = StoryPage.objects.live().child_of(self).select_related("picture", "group", "locale").order_by("-first_published_at")
        context["page_obj"] = Paginator(stories, PER_PAGE).get_page(request.GET.get("page"))
        context["stories"] = list(context["page_obj"].object_list)
        with_renditions(*(story.picture for story in context["stories"]))
        return context


class StoryPage(EditorialPage):
    """One story: how something is made and why, with the goods it tells about."""

    kick = models.CharField(_("dòng trên tựa"), max_length=60, help_text=_("Ví dụ: Cách làm · Sơn La"))
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name=_("nhóm"))
    picture_caption = models.CharField(_("chú thích ảnh"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))
    aside_title = models.CharField(_("tựa bảng bên"), max_length=80, blank=True)
    aside = StreamField([("fact", FactBlock())], blank=True, verbose_name=_("bảng bên"))

    parent_page_types: ClassVar = ["cms.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("picture_caption"),
        FieldPanel("group"),
        FieldPanel("body"),
        InlinePanel("goods", label=_("Món trong bài"), max_num=4),
        FieldPanel("aside_title"),
        FieldPanel("aside"),
    ]
    search_fields: ClassVar = [*EditorialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("chuyện nghề")

    @property
    def minutes(self) -> int:
        """Reading time in minutes, at least one."""
        words = sum(len(str(block.value).split()) for block in self.body)
        return max(1, round(words / WORDS_A_MINUTE))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the goods of the story and three stories to read on."""
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = product_cards([row.product_id for row in self.goods.all()])
        context["more"] = siblings_of_kind(self, StoryPage, 3)
        with_renditions(self.picture)
        return context


class StoryProduct(Orderable):
    """A product that a story tells about."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="goods")
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("món hàng"))

    panels: ClassVar = [FieldPanel("product")]
