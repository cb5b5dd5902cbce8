"""Livelihood models: what a group did, what it cost, how another group can do the same."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from catalog.blocks import FactBlock
from catalog.cards import product_cards
from catalog.models import GroupProfile, Product
from cms.blocks import BodyBlock, CopiedBlock, CostBlock, FigureBlock, StepBlock, YearBlock
from cooperatives.groups.models import Group

from .base import EditorialPage, EditorialQuerySet, with_renditions
from .feature import Feature

ASK_HELP = _("Bộ phận của trung tâm. Điện thoại và email lấy từ thông tin cửa hàng.")


class ModelPageQuerySet(EditorialQuerySet):
    """Questions about many livelihood models."""

    def featured(self, day: datetime.date | None = None) -> ModelPageQuerySet:
        """Live models that staff feature on ``day`` (today), in the order they chose."""
        found: ModelPageQuerySet = self.public().in_order(day).filter(feature_order__isnull=False)
        return found

    def in_order(self, day: datetime.date | None = None) -> ModelPageQuerySet:
        """All, those that are featured on ``day`` first. A feature of either language holds for both."""
        features = Feature.objects.in_time(day).filter(model__translation_key=OuterRef("translation_key"))
        placed = self.annotate(feature_order=Subquery(features.order_by("sort_order", "pk").values("sort_order")[:1]))
        found: ModelPageQuerySet = placed.order_by(F("feature_order").asc(nulls_last=True), "-first_published_at", "pk")
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
        found = ModelPage.objects.public().child_of(self).in_order()
        context["models"] = list(found.select_related("picture", "group", "locale"))
        with_renditions(*(model.picture for model in context["models"]))
        return context


class ModelPage(EditorialPage):
    """One model: figures, costs, results, steps, and who already copied it."""

    removed_with_consent = True

    kick = models.CharField(_("dòng trên tựa"), max_length=60)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="models", verbose_name=_("nhóm"))
    about = StreamField(BodyBlock(), blank=True, verbose_name=_("ai làm, làm ra gì"))
    figures = StreamField([("figure", FigureBlock())], blank=True, verbose_name=_("con số chính"))
    cost_intro = models.CharField(_("lời dẫn về tiền"), max_length=300, blank=True)
    cost_title = models.CharField(_("tựa bảng vốn"), max_length=120, blank=True)
    costs = StreamField([("cost", CostBlock())], blank=True, verbose_name=_("vốn ban đầu"))
    years = StreamField([("year", YearBlock())], blank=True, verbose_name=_("thu và chi mỗi năm"))
    times = StreamField([("time", FactBlock())], blank=True, verbose_name=_("mất bao lâu"))
    support = StreamField([("help", FactBlock())], blank=True, verbose_name=_("được giúp gì"))
    ask = models.CharField(_("hỏi ai"), max_length=160, blank=True, help_text=ASK_HELP)
    warning = models.CharField(_("điều nên phòng"), max_length=300, blank=True)
    steps = StreamField([("step", StepBlock())], blank=True, verbose_name=_("các bước"))
    copied_intro = models.CharField(_("lời dẫn nơi đã làm theo"), max_length=300, blank=True)
    copied = StreamField([("place", CopiedBlock())], blank=True, verbose_name=_("nơi đã làm theo"))

    objects = PageManager.from_queryset(ModelPageQuerySet)()
    parent_page_types: ClassVar = ["cms.ModelIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("group"),
        FieldPanel("about"),
        FieldPanel("figures"),
        MultiFieldPanel(
            [FieldPanel("cost_intro"), FieldPanel("cost_title"), FieldPanel("costs"), FieldPanel("years"), FieldPanel("warning")],
            heading=_("Tiền"),
        ),
        FieldPanel("times"),
        FieldPanel("support"),
        FieldPanel("steps"),
        FieldPanel("ask"),
        MultiFieldPanel([FieldPanel("copied_intro"), FieldPanel("copied")], heading=_("Nơi đã làm theo")),
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

    @property
    def year_bars(self) -> list[dict[str, Any]]:
        """The same rows as lengths for the picture above the table: per mille of the largest amount."""
        rows = self.year_rows
        largest = max((max(int(row["income_vnd"]), int(row["cost_vnd"])) for row in rows), default=0)
        return [
            {**row, "income": 1000 * int(row["income_vnd"]) // largest, "cost": 1000 * int(row["cost_vnd"]) // largest}
            for row in rows
            if largest
        ]

    @property
    def leaflet_url(self) -> str:
        """The page as one sheet of paper."""
        return reverse("cms:model_leaflet", args=[self.pk])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add some goods of the group, and the pages of the groups that do this."""
        context = super().get_context(request, *args, **kwargs)
        goods = Product.objects.on_sale().filter(group_id=self.group_id).values_list("pk", flat=True)[:4] if self.group_id else []
        context["cards"] = product_cards(list(goods))
        context["profiles"] = self._profiles()
        with_renditions(self.picture, *(profile.cover for profile in context["profiles"]))
        return context

    def _profiles(self) -> list[GroupProfile]:
        """Its own group first, then those that copied it."""
        followers = [block.value["group"] for block in self.copied]
        ids = [self.group_id, *(group.pk for group in followers if group)]
        rows = GroupProfile.objects.shown().filter(group_id__in=ids, group__is_active=True).select_related("group", "cover")
        return sorted(rows, key=lambda profile: ids.index(profile.group_id))
