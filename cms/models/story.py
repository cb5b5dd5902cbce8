"""Stories of the crafts, and their index."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from catalog.blocks import FactBlock
from catalog.cards import product_cards
from cms.blocks import BodyBlock
from cooperatives.groups.models import Group

from .base import EditorialPage, EditorialQuerySet, siblings_of_kind, with_renditions
from .quick_exit import OffersQuickExit

WORDS_A_MINUTE = 220
PER_PAGE = 12


QUIET_PROGRAMME = _("Chương trình này có nút thoát nhanh, nên không gắn bài kể về ai vào đó.")


class Theme(models.TextChoices):
    """What a story is about, for readers who browse."""

    CRAFT = "craft", _("Cách làm")
    LAND = "land", _("Đất và mùa")
    MARKET = "market", _("Đường ra chợ")
    TOGETHER = "together", _("Làm chung")
    LEARNING = "learning", _("Học nghề, giữ nghề")


class StoryPageQuerySet(EditorialQuerySet):
    """Questions about many stories."""

    def of_programme(self, programme: Page) -> StoryPageQuerySet:
        """Stories that came out of a programme, whichever of its languages they point at."""
        found: StoryPageQuerySet = self.filter(programme__translation_key=programme.translation_key)
        return found


class StoryIndexPage(EditorialPage):
    """All stories, newest first."""

    subpage_types: ClassVar = ["cms.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục chuyện nghề")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of stories with their pictures, narrowed as the address asks, and where they can be followed."""
        from cms.story_filter import StoryFilter

        context = super().get_context(request, *args, **kwargs)
        context["filter"] = narrowed = StoryFilter(self.stories(), request.GET)
        found = narrowed.found.select_related("picture", "group", "locale")
        context["page_obj"] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context["feed_url"] = reverse("cms:story_feed") + (f"?{narrowed.query}" if narrowed.query else "")
        context["stories"] = list(context["page_obj"].object_list)
        with_renditions(*(story.picture for story in context["stories"]))
        return context

    def stories(self) -> StoryPageQuerySet:
        """What readers may see under this index, newest first."""
        found: StoryPageQuerySet = StoryPage.objects.public().child_of(self).order_by("-first_published_at", "-pk")
        return found


class StoryPage(OffersQuickExit, EditorialPage):
    """One story: how something is made and why, with the goods it tells about."""

    removed_with_consent = True

    kick = models.CharField(_("dòng trên tựa"), max_length=60, help_text=_("Ví dụ: Cách làm · Sơn La"))
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name=_("nhóm"))
    picture_caption = models.CharField(_("chú thích ảnh"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))
    aside_title = models.CharField(_("tựa bảng bên"), max_length=80, blank=True)
    aside = StreamField([("fact", FactBlock())], blank=True, verbose_name=_("bảng bên"))

    theme = models.CharField(_("chủ đề"), max_length=12, choices=Theme.choices, blank=True)
    programme = models.ForeignKey(
        "cms.ProgrammePage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("từ chương trình")
    )

    objects = PageManager.from_queryset(StoryPageQuerySet)()
    parent_page_types: ClassVar = ["cms.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kick"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("picture_caption"),
        FieldPanel("group"),
        FieldRowPanel([FieldPanel("theme"), FieldPanel("programme")]),
        FieldPanel("body"),
        InlinePanel("goods", label=_("Món trong bài"), max_num=4),
        FieldPanel("aside_title"),
        FieldPanel("aside"),
    ]
    settings_panels: ClassVar = [*EditorialPage.settings_panels, FieldPanel("offers_quick_exit")]
    search_fields: ClassVar = [*EditorialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("chuyện nghề")

    def clean(self) -> None:
        """Raises ValidationError when the story would tie somebody to a programme that names nobody."""
        super().clean()
        if self.programme is not None and self.programme.offers_quick_exit:
            raise ValidationError({"programme": QUIET_PROGRAMME})

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
