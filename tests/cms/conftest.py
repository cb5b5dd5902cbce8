"""A site with a home page in two languages, as Wagtail wants it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page, Site

from catalog.models import GroupProfile
from cms.models import FairIndexPage, HomePage, ModelIndexPage, StandardPage, StoryIndexPage
from cooperatives.media.models import Picture
from tests.factories import make_group
from tests.media.test_pictures import photo


def make_picture(alt: str = "Một tấm vải đỏ") -> Picture:
    """A small red picture."""
    return Picture.objects.create(title=alt, alt_vi=alt, alt_en="A red cloth", file=ContentFile(photo(size=(64, 40)), name="a.jpg"))


def make_profile(**fields: Any) -> GroupProfile:
    """A group with its public page."""
    group = fields.pop("group", None) or make_group("Tổ dệt Nà Phòn", name_en="Nà Phòn weavers", member_count=31)
    given = {"craft_vi": "Khăn, vải", "craft_en": "Scarves", "intro_vi": "Ba mươi mốt người dệt.", "is_featured": True, **fields}
    return GroupProfile.objects.create(group=group, **given)


@pytest.fixture
def site(db):
    """Home in Vietnamese and English with the index pages below it."""
    cache.clear()
    for page in Page.objects.filter(depth=2):
        page.delete()
    vi, _ = Locale.objects.get_or_create(language_code="vi")
    en, _ = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.get(depth=1)
    home = root.add_child(
        instance=HomePage(title="Sinh Kế", slug="trang-dau", locale=vi, headline="Hàng của chị em làm nghề", lead="Mời vào.")
    )
    stories = home.add_child(instance=StoryIndexPage(title="Chuyện nghề", slug="chuyen-nghe", locale=vi))
    models = home.add_child(instance=ModelIndexPage(title="Mô hình sinh kế", slug="mo-hinh", locale=vi))
    fairs = home.add_child(instance=FairIndexPage(title="Hội chợ", slug="hoi-cho", locale=vi))
    about = home.add_child(instance=StandardPage(title="Về chúng tôi", slug="ve-chung-toi", locale=vi, body=[("heading", "Ai đứng sau")]))
    english = home.copy_for_translation(en)
    english.headline, english.lead = "Made by women who know their craft", "Come in."
    english.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return SimpleNamespace(home=home, english=english, stories=stories, models=models, fairs=fairs, about=about)
