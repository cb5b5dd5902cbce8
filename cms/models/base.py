"""What every page of the center shares."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index


class EditorialPage(Page):
    """A page with a lead and one large picture."""

    lead = models.TextField(_("mở bài"), blank=True, help_text=_("Hai ba câu, nói ngay điều chính."))
    picture = models.ForeignKey(
        "media.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ảnh lớn")
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("picture")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    @property
    def card(self) -> dict[str, Any]:
        """What a list of pages shows of this one."""
        return {"url": self.url, "title": self.title, "kicker": getattr(self, "kick", ""), "summary": self.lead, "picture": self.picture}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the base template needs: the page's description and its addresses in other languages."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_description"] = self.search_description or self.lead
        context["alternate_urls"] = {
            page.locale.language_code: page.get_url(request)
            for page in self.get_translations(inclusive=True).live().select_related("locale")
        }
        context["canonical_url"] = self.get_full_url(request)
        return context


def with_renditions(*pictures: Any) -> None:
    """Fetch the sizes of several pictures in one query, so that templates ask for none."""
    present = [picture for picture in pictures if picture is not None]
    models.prefetch_related_objects(present, "renditions")


def siblings_of_kind(page: Page, kind: type[Page], count: int) -> list[Any]:
    """Newest live pages of the same kind and language, without ``page`` itself, pictures included."""
    others = kind.objects.live().filter(locale_id=page.locale_id).exclude(pk=page.pk)
    found = list(others.select_related("picture", "locale").order_by("-first_published_at")[:count])
    with_renditions(*(other.picture for other in found))
    return found
