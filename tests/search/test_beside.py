"""Groups, stories and models that answer the words too: grouped below the goods, only what the public may see, marks optional."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from catalog.models import GroupProfile
from cms.models.story import StoryPage
from cooperatives.groups.models import PlaceShown
from tests.cms.conftest import site  # noqa: F401
from tests.factories import make_group


def found(client, words: str, prefix: str = "") -> tuple[list[str], list[str]]:
    """Names of groups, titles of pages."""
    page = BeautifulSoup(client.get(f"{prefix}/tim/", {"q": words}).content, "html.parser")
    return (
        [link.text for link in page.select("[aria-labelledby=beside-groups] h3 a")],
        [link.text for link in page.select("[aria-labelledby=beside-pages] h3 a")],
    )


@pytest.fixture
def bees(db):
    group = make_group("Nhóm ong Ea Tân", province="66")
    GroupProfile.objects.create(group=group, craft_vi="Mật ong, sáp ong", craft_en="Honey", intro_vi="Nuôi ong.")
    return group


@pytest.mark.parametrize("typed", ["ong ea tan", "Sáp Ong", "sap", "honey", "ong dak lak", "ong phú yên"])
def test_a_group_is_found_by_name_craft_and_place(bees, client, typed):
    assert found(client, typed) == (["Nhóm ong Ea Tân"], [])


@pytest.mark.parametrize("typed", ["ông", "ong hà giang", "o", "ong dệt"])
def test_every_word_counts_and_marks_that_were_typed(bees, client, typed):
    assert found(client, typed)[0] == []


def test_a_place_that_is_kept_to_itself_finds_nobody(bees, client):
    bees.place_shown = PlaceShown.HIDDEN
    bees.save()
    assert found(client, "dak lak")[0] == []
    assert found(client, "sap ong")[0] == ["Nhóm ong Ea Tân"]


def test_a_group_that_does_not_sell_is_not_shown(bees, client):
    bees.is_active = False
    bees.save()
    assert found(client, "sap ong") == ([], [])


@pytest.fixture
def story(site):  # noqa: F811
    words = {"title": "Ba mươi ngày cho một tấm khăn", "kick": "Cách làm", "lead": "Chàm nhuộm bảy lần."}
    page = site.stories.add_child(instance=StoryPage(slug="tam-khan", locale=site.stories.locale, **words))
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("typed", ["tấm khăn", "tam khan", "cham nhuom", "bay lan khan"])
def test_a_story_is_found_by_its_title_and_its_lead(story, client, typed):
    assert found(client, typed) == ([], ["Ba mươi ngày cho một tấm khăn"])


def test_only_in_the_readers_language_and_only_on_the_first_page_without_filters(story, client):
    assert found(client, "tam khan", "/en")[1] == []
    english = story.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title = "Thirty days for a scarf, tấm khăn"
    english.save_revision().publish()
    assert found(client, "tam khan", "/en")[1] == ["Thirty days for a scarf, tấm khăn"]
    page = BeautifulSoup(client.get("/tim/", {"q": "tam khan", "tinh": "66"}).content, "html.parser")
    assert page.select("#beside") == []


def test_a_story_that_is_not_public_any_more_is_not_found(story, client):
    assert found(client, "tam khan")[1] == ["Ba mươi ngày cho một tấm khăn"]
    story.unpublish()
    assert found(client, "tam khan")[1] == []


def test_words_that_find_no_goods_still_show_the_story_first(story, client):
    page = BeautifulSoup(client.get("/tim/", {"q": "tam khan"}).content, "html.parser")
    assert page.h1.text == "Chưa nhóm nào bán “tam khan”"
    sections = [section["aria-labelledby"] for section in page.select("main section[aria-labelledby]")]
    assert sections[0] == "beside-pages"
