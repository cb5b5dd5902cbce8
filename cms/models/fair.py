"""Fairs: booths by rows, a programme, before / during / after."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from catalog.models import GroupProfile
from cms.blocks import BoothRowBlock, ProgrammeBlock

from .base import EditorialPage, with_renditions


class FairPageQuerySet(PageQuerySet):
    """Questions about many fairs."""

    def coming(self, day: datetime.date | None = None) -> FairPageQuerySet:
        """Live fairs that are on or still to come on ``day`` (today), soonest first."""
        found: FairPageQuerySet = self.live().filter(ends_on__gte=day or timezone.localdate()).order_by("starts_on")
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
        fairs = list(FairPage.objects.live().child_of(self).select_related("picture", "locale").order_by("-starts_on"))
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows with each group's public page, place and picture."""
        context = super().get_context(request, *args, **kwargs)
        rows = [block.value for block in self.rows]
        group_ids = {booth["group"].pk for row in rows for booth in row["booths"] if booth["group"]}
        profiles = {
            profile.group_id: profile for profile in GroupProfile.objects.filter(group_id__in=group_ids).select_related("cover", "group")
        }
        with_renditions(self.picture, *(profile.cover for profile in profiles.values()))
        context["rows"] = [
            {
                "title": row["title"],
                "anchor": row["anchor"],
                "booths": [
                    {
                        "number": booth["number"],
                        "shows": booth["shows"],
                        "group": booth["group"],
                        "profile": profiles.get(booth["group"].pk),
                    }
                    for booth in row["booths"]
                    if booth["group"] and booth["group"].is_active
                ],
            }
            for row in rows
        ]
        return context
