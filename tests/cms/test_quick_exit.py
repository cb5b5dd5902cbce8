"""The way out of sensitive pages: a plain link to a neutral place that is not told where the visitor comes from."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from cms.models import ShopSettings, StandardPage, StoryPage
from tests.consent.people import make_consent
from tests.consent.test_gate import make_story


def door(client, path: str):
    return BeautifulSoup(client.get(path).content, "html.parser").select_one("a[data-quick-exit]")


def test_a_page_without_it_has_none(client, site):
    assert door(client, site.about.url) is None


@pytest.mark.parametrize(("language", "words"), [("vi", "Thoát"), ("en", "Leave")])
def test_it_is_a_link_that_works_without_scripts(client, site, language, words):
    page = StandardPage.objects.get(pk=site.about.pk)
    page.offers_quick_exit = True
    page.save_revision().publish()
    if language == "en":
        page = page.copy_for_translation(site.english.locale)
        page.save_revision().publish()
    link = door(client, page.url)
    assert (link.get_text(strip=True), link["href"], link["referrerpolicy"]) == (words, "https://nchmf.gov.vn/", "no-referrer")
    assert link["rel"] == ["noreferrer", "nofollow"]
    assert client.get(page.url)["Referrer-Policy"] == "same-origin"


def test_the_center_chooses_where_it_leads(client, site):
    ShopSettings.objects.create(site=site.home.get_site(), quick_exit_url="https://bao.example/")
    story = make_story(site, make_consent(), live=True, offers_quick_exit=True)
    assert StoryPage.objects.get(pk=story.pk).offers_quick_exit
    assert door(client, story.url)["href"] == "https://bao.example/"
