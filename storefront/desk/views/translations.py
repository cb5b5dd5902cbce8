"""What still has no English, and what English is older than its Vietnamese: pages of the center and goods."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from catalog.models import Product
from cms.translations import CURRENT, DRAFT, MISSING, STALE, Pair, translation_pairs
from storefront.desk.access import WRITE_ENGLISH
from storefront.desk.pages import DeskPage

WORDS = {MISSING: _("Chưa có bản tiếng Anh"), STALE: _("Bản tiếng Anh cũ hơn"), DRAFT: _("Đang viết nháp"), CURRENT: _("Đủ")}
TONES = {MISSING: "failed", STALE: "late", DRAFT: "sent", CURRENT: "paid"}
MOST_GOODS = 200


class Translations(DeskPage):
    """Both lists; what is in order is only counted."""

    permissions = WRITE_ENGLISH
    template_name = "desk/translations.html"
    page_title = _("Bản tiếng Anh")
    header_icon = "wagtail-localize-language"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows that need work, each with the address where it is done."""
        pairs = translation_pairs()
        goods = Product.objects.without_english().select_related("group").order_by("name_vi")
        return {
            **super().get_context_data(**kwargs),
            "rows": [_row(pair) for pair in pairs if pair.state != CURRENT],
            "current": sum(pair.state == CURRENT for pair in pairs),
            "goods": goods[:MOST_GOODS],
            "goods_count": goods.count(),
        }


def _row(pair: Pair) -> dict[str, Any]:
    return {
        "title": pair.source.title,
        "kind": pair.source.content_type.name,
        "words": WORDS[pair.state],
        "tone": TONES[pair.state],
        "published_at": pair.source.last_published_at,
        "translated_at": pair.translation.last_published_at if pair.translation else None,
        "source_url": _edit(pair.source),
        "url": _edit(pair.translation) if pair.translation and pair.state != MISSING else _translate(pair.source),
    }


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _translate(page: Page) -> str:
    """Where the localize package makes the English page."""
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])
