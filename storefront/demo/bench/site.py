"""A site with a home page in two languages and the index pages below it, for a catalogue without editors."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import FairIndexPage, HomePage, ModelIndexPage, StandardPage, StoryIndexPage
from cooperatives.media.models import Picture

HEADLINE, LEAD = "Hàng của chị em làm nghề", "Mỗi món ghi rõ nhóm làm, nơi làm và mùa làm. Mời bạn vào xem."


@transaction.atomic
def write_site() -> None:
    """Replace the page that Wagtail greets with."""
    for page in Page.objects.filter(depth=2):
        page.delete()
    vietnamese, _ = Locale.objects.get_or_create(language_code="vi")
    english, _ = Locale.objects.get_or_create(language_code="en")
    home = HomePage(title="Sinh Kế", slug="trang-dau", locale=vietnamese, headline=HEADLINE, lead=LEAD, picture=Picture.objects.first())
    Page.objects.get(depth=1).add_child(instance=home)
    for kind, title, slug in (
        (StoryIndexPage, "Chuyện nghề", "chuyen-nghe"),
        (ModelIndexPage, "Mô hình sinh kế", "mo-hinh"),
        (FairIndexPage, "Hội chợ", "hoi-cho"),
        (StandardPage, "Về chúng tôi", "ve-chung-toi"),
    ):
        home.add_child(instance=kind(title=title, slug=slug, locale=vietnamese))
    translated = home.copy_for_translation(english)
    translated.headline, translated.lead = "Made by women who know their craft", "Every product says who made it, where and when."
    translated.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
