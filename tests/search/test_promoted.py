"""Results that staff put above the others: in the reader's language, only while public, with marks or without."""

from __future__ import annotations

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale

from tests.cms.conftest import site  # noqa: F401


def promote(words: str, **fields: object) -> None:
    query = Query.get(words)
    SearchPromotion.objects.create(query=query, sort_order=query.editors_picks.count(), **fields)


def shown(client, words: str, prefix: str = "") -> bool:
    return 'class="promoted"' in client.get(f"{prefix}/tim/", {"q": words}).content.decode()


@pytest.mark.parametrize("typed", ["giao hàng", "Giao  HÀNG"])
def test_a_page_stands_above_the_results(client, site, typed):  # noqa: F811
    promote("giao hàng", page=site.about, description="Bao lâu thì tới.")
    html = client.get("/tim/", {"q": typed}).content.decode()
    assert '<a href="/ve-chung-toi/"><b>Về chúng tôi</b></a><p class="small muted">Bao lâu thì tới.</p>' in html


def test_words_without_marks_find_what_was_promoted_without_marks(client, site):  # noqa: F811
    promote("doi tra", page=site.about)
    assert shown(client, "đổi trả")
    assert not shown(client, "đổi")


def test_it_is_the_page_in_the_readers_language_or_nothing(client, site):  # noqa: F811
    promote("about", page=site.about)
    assert not shown(client, "about", "/en")
    english = site.about.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "About us"
    english.save_revision().publish()
    assert f'<a href="{english.url}"><b>About us</b></a>' in client.get("/en/tim/", {"q": "about"}).content.decode()


def test_a_page_that_is_not_public_any_more_is_not_promoted(client, site):  # noqa: F811
    promote("giao hàng", page=site.about)
    site.about.unpublish()
    assert not shown(client, "giao hàng")


def test_an_address_of_the_shop_can_be_promoted(client, site):  # noqa: F811
    promote("tra đơn", external_link_url="http://testserver/don/", external_link_text="Tra cứu đơn")
    assert '<a href="http://testserver/don/"><b>Tra cứu đơn</b></a>' in client.get("/tim/", {"q": "tra đơn"}).content.decode()
