"""Fairs: booths by rows, a programme, before / during / after."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms.blocks import BoothRowBlock, PictureBlock, ProgrammeBlock
from cms.booths import booth_rows, in_two, places_of

from .base import EditorialPage, EditorialQuerySet, with_renditions


class FairPageQuerySet(EditorialQuerySet):
    """Questions about many fairs."""

    def coming(self, day: datetime.date | None = None) -> FairPageQuerySet:
        """Live fairs that are on or still to come on ``day`` (today), soonest first."""
        found: FairPageQuerySet = self.public().filter(ends_on__gte=day or timezone.localdate()).order_by("starts_on")
        return found


class FairIndexPage(EditorialPage):
    """All fairs."""

    subpage_types: ClassVar = ["cms.FairPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục hội chợ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add coming and past fairs."""
        context = super().get_context(request, *args, **kwargs)
        fairs = list(FairPage.objects.public().child_of(self).select_related("picture", "locale").order_by("-starts_on"))
        with_renditions(*(fair.picture for fair in fairs))
        context["coming"] = sorted((fair for fair in fairs if fair.state != "after"), key=lambda fair: fair.starts_on)
        context["past"] = [fair for fair in fairs if fair.state == "after"]
        return context


class FairPage(EditorialPage):
    """One fair. Every booth leads to its group."""

    kick = models.CharField(_("dòng trên tựa"), max_length=80)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    place = models.CharField(_("nơi"), max_length=160, blank=True)
    map_url = models.URLField(_("bản đồ"), blank=True)
    rows = StreamField([("row", BoothRowBlock())], blank=True, verbose_name=_("các dãy"))
    programme_intro = models.CharField(_("lời dẫn lịch"), max_length=200, blank=True)
    programme = StreamField([("item", ProgrammeBlock())], blank=True, verbose_name=_("lịch"))
    afterwards = models.TextField(_("lời sau phiên chợ"), blank=True, help_text=_("Hiện khi chợ đã tan: ai đã tới, bán được gì, còn gì."))
    gallery = StreamField([("picture", PictureBlock())], blank=True, verbose_name=_("ảnh phiên chợ"))

    objects = PageManager.from_queryset(FairPageQuerySet)()
    parent_page_types: ClassVar = ["cms.FairIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("place"),
        FieldPanel("map_url"),
        FieldPanel("rows"),
        FieldPanel("programme_intro"),
        FieldPanel("programme"),
        FieldPanel("afterwards"),
        FieldPanel("gallery"),
    ]

    class Meta:
        verbose_name = _("hội chợ")
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="fair_ends_after_start")]

    @property
    def state(self) -> str:
        """``before``, ``during`` or ``after``, today."""
        today = timezone.localdate()
        if today < self.starts_on:
            return "before"
        return "during" if today <= self.ends_on else "after"

    @property
    def calendar_url(self) -> str:
        """The fair as a file for the reader's calendar."""
        return reverse("cms:fair_calendar", args=[self.pk])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of booths, all or those from one province, and the pictures."""
        context = super().get_context(request, *args, **kwargs)
        rows = booth_rows(self)
        places = places_of(rows)
        chosen = next((place for place in places if place["slug"] == request.GET.get("tinh")), None)
        if chosen is not None:
            rows = [{**row, "booths": [booth for booth in row["booths"] if booth["place"] == chosen["label"]]} for row in rows]
        pictures = [block.value for block in self.gallery if block.value["picture"] and block.value["picture"].may_be_shown()]
        covers = [booth["profile"].cover for row in rows for booth in row["booths"] if booth["profile"]]
        with_renditions(self.picture, *covers, *(value["picture"] for value in pictures))
        context["rows"] = [in_two(row) for row in rows if row["booths"]]
        context["places"], context["chosen_place"] = places, chosen
        context["booth_count"] = sum(len(row["booths"]) for row in rows)
        context["gallery"] = pictures
        return context
