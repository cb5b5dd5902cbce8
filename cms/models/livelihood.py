"""Livelihood models: what a group did, what it cost, how another group can do the same."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from catalog.cards import product_cards
from catalog.models import Product
from cms.blocks import CopiedBlock, CostBlock, FigureBlock, StepBlock, YearBlock
from cooperatives.groups.models import Group

from .base import EditorialPage, with_renditions


class ModelPageQuerySet(PageQuerySet):
    """Questions about many livelihood models."""

    def featured(self, day: datetime.date | None = None) -> ModelPageQuerySet:
        """Live models that staff feature on ``day`` (today), in the order they chose."""
        day = day or timezone.localdate()
        in_time = Q(featured_from__lte=day) & (Q(featured_until__isnull=True) | Q(featured_until__gte=day))
        found: ModelPageQuerySet = self.live().filter(in_time).order_by("featured_order", "-first_published_at")
        return found


class ModelIndexPage(EditorialPage):
    """All livelihood models."""

    subpage_types: ClassVar = ["cms.ModelPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục mô hình sinh kế")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the models with their pictures."""
        context = super().get_context(request, *args, **kwargs)
        found = (
            ModelPage.objects.live()
            .child_of(self)
            .select_related("picture", "group", "locale")
            .order_by("featured_order", "-first_published_at")
        )
        context["models"] = list(found)
        with_renditions(*(model.picture for model in context["models"]))
        return context


class ModelPage(EditorialPage):
    """One model: figures, costs, results, steps, and who already copied it."""

    kick = models.CharField(_("dòng trên tựa"), max_length=60)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="models", verbose_name=_("nhóm"))
    figures = StreamField([("figure", FigureBlock())], blank=True, verbose_name=_("con số chính"))
    cost_intro = models.CharField(_("lời dẫn về tiền"), max_length=300, blank=True)
    cost_title = models.CharField(_("tựa bảng vốn"), max_length=120, blank=True)
    costs = StreamField([("cost", CostBlock())], blank=True, verbose_name=_("vốn ban đầu"))
    years = StreamField([("year", YearBlock())], blank=True, verbose_name=_("thu và chi mỗi năm"))
    warning = models.CharField(_("điều nên phòng"), max_length=300, blank=True)
    steps = StreamField([("step", StepBlock())], blank=True, verbose_name=_("các bước"))
    copied_intro = models.CharField(_("lời dẫn nơi đã làm theo"), max_length=300, blank=True)
    copied = StreamField([("place", CopiedBlock())], blank=True, verbose_name=_("nơi đã làm theo"))
    featured_from = models.DateField(_("đưa lên trang đầu từ"), null=True, blank=True)
    featured_until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    featured_order = models.PositiveSmallIntegerField(_("thứ tự"), default=50)

    objects = PageManager.from_queryset(ModelPageQuerySet)()
    parent_page_types: ClassVar = ["cms.ModelIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("group"),
        FieldPanel("figures"),
        MultiFieldPanel(
            [FieldPanel("cost_intro"), FieldPanel("cost_title"), FieldPanel("costs"), FieldPanel("years"), FieldPanel("warning")],
            heading=_("Tiền"),
        ),
        FieldPanel("steps"),
        MultiFieldPanel([FieldPanel("copied_intro"), FieldPanel("copied")], heading=_("Nơi đã làm theo")),
    ]
    promote_panels: ClassVar = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("featured_from"), FieldPanel("featured_until"), FieldPanel("featured_order")])],
            heading=_("Đưa lên trang đầu"),
        ),
    ]

    class Meta:
        verbose_name = _("mô hình sinh kế")

    @property
    def cost_total_vnd(self) -> int:
        """Sum of the table of costs, so that it always adds up."""
        return sum(int(block.value["amount_vnd"]) for block in self.costs)

    @property
    def year_rows(self) -> list[dict[str, Any]]:
        """Rows of the table of results with what is left."""
        rows = [block.value for block in self.years]
        return [{**dict(row), "left_vnd": int(row["income_vnd"]) - int(row["cost_vnd"])} for row in rows]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add some goods of the group."""
        context = super().get_context(request, *args, **kwargs)
        goods = Product.objects.on_sale().filter(group_id=self.group_id).values_list("pk", flat=True)[:4] if self.group_id else []
        context["cards"] = product_cards(list(goods))
        with_renditions(self.picture)
        return context
