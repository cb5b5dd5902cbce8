"""What staff put above the results of a word: pages of the center, kept in Wagtail's list of promoted results."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion

from cms.models.base import EditorialPage
from cooperatives.vietnam.text import fold


@dataclass(frozen=True, slots=True)
class Promoted:
    """One promoted result as the reader sees it."""

    title: str
    url: str
    description: str


def promoted(text: str, language: str) -> list[Promoted]:
    """Promoted results of the words as typed, marks or not, in the order of staff; pages in the reader's language while they are public."""
    asked = " ".join(text.lower().split())
    if not asked:
        return []
    rows = SearchPromotion.objects.filter(query__query_string__in={asked, fold(asked)}).select_related("query", "page")
    found = [_result(row, language) for row in rows.order_by("sort_order", "pk")]
    return [one for one in found if one is not None]


def _result(row: SearchPromotion, language: str) -> Promoted | None:
    if row.page is None:
        url = row.external_link_url
        return Promoted(row.external_link_text or url, url, row.description) if url else None
    kind = row.page.specific_class
    if kind is None or not issubclass(kind, EditorialPage):
        return None
    pages = kind.objects.public().filter(translation_key=row.page.translation_key, locale__language_code=language)
    page = pages.select_related("locale").first()
    return Promoted(page.title, page.url, row.description or page.lead) if page else None
