"""Programmes that groups and stories came out of: what it is for, where, when, with whom, and the brochure."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from catalog.models import GroupProfile
from cms.blocks import BodyBlock
from cms.place_field import ProvinceInput

from .base import EditorialPage, with_renditions
from .quick_exit import OffersQuickExit

STORIES = 6
NAMES_NOBODY = _("Trang có nút thoát nhanh không nêu nhóm nào, để không ai đoán ra ai. Bỏ các nhóm, hoặc bỏ nút thoát nhanh.")


class ProgrammeIndexPage(EditorialPage):
    """All programmes."""

    subpage_types: ClassVar = ["cms.ProgrammePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục chương trình")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the programmes in the order of the tree."""
        context = super().get_context(request, *args, **kwargs)
        context["programmes"] = list(ProgrammePage.objects.public().child_of(self).select_related("picture", "locale").order_by("path"))
        with_renditions(*(programme.picture for programme in context["programmes"]))
        return context


class ProgrammePage(OffersQuickExit, EditorialPage):
    """One programme. Where readers may need to leave fast, no group and no story is tied to it, so that nobody can be guessed."""

    kick = models.CharField(_("dòng trên tựa"), max_length=80, blank=True)
    place = models.CharField(_("ở đâu"), max_length=160, blank=True, help_text=_("Chỉ tên tỉnh hay thành phố."))
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True, help_text=_("Để trống nếu còn đang làm."))
    aims = StreamField([("aim", CharBlock(label=_("Mục tiêu"), max_length=200))], blank=True, verbose_name=_("để làm gì"))
    partners = StreamField([("partner", CharBlock(label=_("Đơn vị"), max_length=120))], blank=True, verbose_name=_("cùng với ai"))
    brochure = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("tờ giới thiệu")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))

    parent_page_types: ClassVar = ["cms.ProgrammeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("place", widget=ProvinceInput),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("aims"),
        FieldPanel("partners"),
        FieldPanel("brochure"),
        FieldPanel("body"),
        InlinePanel("groups", label=_("Nhóm trong chương trình")),
    ]
    settings_panels: ClassVar = [*EditorialPage.settings_panels, FieldPanel("offers_quick_exit")]
    search_fields: ClassVar = [*EditorialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("chương trình")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_start",
                violation_error_message=_("Ngày hết phải bằng hoặc sau ngày bắt đầu."),
            )
        ]

    def clean(self) -> None:
        """Raises ValidationError when a page that readers may need to leave fast names a group."""
        super().clean()
        if self.offers_quick_exit and self.groups.all():
            raise ValidationError({"offers_quick_exit": NAMES_NOBODY})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages of its groups, and its newest stories in this language."""
        from .story import StoryPage

        context = super().get_context(request, *args, **kwargs)
        ids = [] if self.offers_quick_exit else [row.group_id for row in self.groups.all()]
        profiles = GroupProfile.objects.shown().filter(group_id__in=ids, group__is_active=True).select_related("group", "cover")
        context["profiles"] = sorted(profiles, key=lambda profile: ids.index(profile.group_id))
        told = StoryPage.objects.public().of_programme(self).filter(locale_id=self.locale_id)
        stories = told.select_related("picture", "locale").order_by("-first_published_at")[:STORIES]
        context["stories"] = [] if self.offers_quick_exit else list(stories)
        with_renditions(self.picture, *(profile.cover for profile in context["profiles"]), *(story.picture for story in context["stories"]))
        return context


class ProgrammeGroup(Orderable):
    """A group that took part."""

    page = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="groups")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+", verbose_name=_("nhóm"))

    panels: ClassVar = [FieldPanel("group")]
