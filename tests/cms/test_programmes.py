"""Programmes with their groups and stories; stories by group, province, programme and theme, and as a feed."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from cms.models import ModelPage, ProgrammeGroup, ProgrammeIndexPage, ProgrammePage, StoryPage
from tests.cms.conftest import make_profile, site  # noqa: F401
from tests.consent.test_withdrawal import status
from tests.desk.people import text_of
from tests.factories import make_group

OFFERED = re.compile(r'<option value=\\?"([^"\\]+)\\?"></option>')


def edited(client, page) -> str:
    """The editor of a page, with what a script makes of its blocks as plain letters."""
    said = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), said)


@pytest.fixture
def programmes(site):  # noqa: F811
    return site.home.add_child(instance=ProgrammeIndexPage(title="Chương trình", slug="chuong-trinh", locale=site.home.locale))


def make_programme(programmes, title: str = "Dự án 8", *, groups=(), **fields) -> ProgrammePage:
    page = ProgrammePage(title=title, locale=programmes.locale, **fields)
    page.groups = [ProgrammeGroup(group=group, sort_order=order) for order, group in enumerate(groups)]  # type: ignore[misc]
    programmes.add_child(instance=page)
    page.save_revision().publish()
    return page


def story(site, title: str, **fields) -> StoryPage:  # noqa: F811
    page = site.stories.add_child(
        instance=StoryPage(title=title, kick="Cách làm", lead=f"Mở bài {title}.", locale=site.home.locale, **fields)
    )
    page.save_revision().publish()
    return page


def titles(client, **query: str) -> list[str]:
    page = client.get("/chuyen-nghe/", query).content.decode()
    return [title for title in ("Chuyện một", "Chuyện hai", "Chuyện ba") if f">{title}</a>" in page]


def test_a_programme_says_what_for_where_when_and_with_whom(client, site, programmes):  # noqa: F811
    weavers = make_profile().group
    brochure = get_document_model().objects.create(title="Tờ", file=ContentFile(b"%PDF-1.4 to", name="to.pdf"))
    page = make_programme(
        programmes, groups=[weavers], place="Cao Bằng", starts_on="2021-10-14", ends_on="2025-12-31", brochure=brochure,
        aims=[("aim", "Tổ do phụ nữ làm chủ.")], partners=[("partner", "Hội Phụ nữ")], body=[("text", "<p>Mỗi lớp hai ngày.</p>")],
    )  # fmt: skip
    story(site, "Chuyện một", programme=page)
    said = text_of(client.get(page.url))
    for words in ("Tổ do phụ nữ làm chủ.", "Cao Bằng", "2021–2025", "Hội Phụ nữ", "Mỗi lớp hai ngày.", "Tổ dệt Nà Phòn", "Chuyện một"):
        assert words in said
    assert status(client, brochure.url) == 200
    page.unpublish()
    assert status(client, brochure.url) == 404
    assert page.title not in text_of(client.get(programmes.url))


def test_where_readers_may_need_to_leave_fast_nobody_is_named(client, site, programmes):  # noqa: F811
    weavers = make_profile().group
    quiet = make_programme(programmes, "Chỗ an toàn", offers_quick_exit=True)
    quiet.groups = [ProgrammeGroup(group=weavers)]
    with pytest.raises(ValidationError) as refused:
        quiet.full_clean()
    assert "không nêu nhóm nào" in str(refused.value)
    told = story(site, "Chuyện một", group=weavers)
    told.programme = quiet
    with pytest.raises(ValidationError):
        told.full_clean()
    ProgrammeGroup.objects.create(page=quiet, group=weavers)
    StoryPage.objects.filter(pk=told.pk).update(programme=quiet)
    assert "Tổ dệt Nà Phòn" not in text_of(client.get(quiet.url))
    assert "Chuyện một" not in text_of(client.get(quiet.url))
    assert "Chỗ an toàn" not in text_of(client.get("/chuyen-nghe/"))


def test_stories_by_group_province_programme_and_theme(client, site, programmes):  # noqa: F811
    here, far = make_group("Tổ gần", slug="to-gan", province="52"), make_group("Tổ xa", slug="to-xa", place_shown="hidden")
    programme = make_programme(programmes)
    story(site, "Chuyện một", group=here, theme="craft")
    story(site, "Chuyện hai", group=far, theme="land", programme=programme)
    story(site, "Chuyện ba", theme="craft", programme=programme)
    assert titles(client) == ["Chuyện một", "Chuyện hai", "Chuyện ba"]
    assert titles(client, nhom="to-gan") == ["Chuyện một"]
    assert titles(client, tinh="52") == ["Chuyện một"]
    assert titles(client, **{"chuong-trinh": str(programme.translation_key)}) == ["Chuyện hai", "Chuyện ba"]
    assert titles(client, **{"chu-de": "craft", "chuong-trinh": str(programme.translation_key)}) == ["Chuyện ba"]
    assert titles(client, tinh="08", nhom="khong-co", page="99") == ["Chuyện một", "Chuyện hai", "Chuyện ba"]  # a hidden place is no choice
    assert "Không có chuyện nào như vậy" in text_of(client.get("/chuyen-nghe/", {"nhom": "to-gan", "chu-de": "land"}))


def test_the_feed_follows_the_filter_and_shows_only_what_is_public(client, site, programmes):  # noqa: F811
    first = story(site, "Chuyện một", theme="craft")
    story(site, "Chuyện hai", theme="land")
    address = "/nguon-tin/chuyen-nghe.xml?chu-de=craft"
    page = client.get("/chuyen-nghe/", {"chu-de": "craft"}).content.decode()
    assert f'<link rel="alternate" type="application/rss+xml" title="Chuyện nghề của Sinh Kế" href="{address}">' in page
    (item,) = ElementTree.fromstring(client.get(address).content).iter("item")
    assert [item.findtext(name) for name in ("title", "description", "category")] == ["Chuyện một", "Mở bài Chuyện một.", "Cách làm"]
    first.unpublish()
    assert not list(ElementTree.fromstring(client.get(address).content).iter("item"))


def test_a_feed_without_an_index_is_not_there(client, site):  # noqa: F811
    assert client.get("/en/nguon-tin/chuyen-nghe.xml").status_code == 404


def test_fields_for_a_place_offer_provinces_and_nothing_finer(admin_client, site, programmes):  # noqa: F811
    programme = make_programme(programmes)
    model = site.models.add_child(instance=ModelPage(title="Nuôi ong", kick="Mô hình", lead="Ong đậu hoa.", locale=site.home.locale))
    offered = {name for page in (programme, model) for name in OFFERED.findall(html.unescape(edited(admin_client, page)))}
    assert len(offered) == 63 and {"Đắk Lắk", "Kon Tum", "Huế"} <= offered
    assert not offered & {"Buôn Ma Thuột", "Cư M’gar", "Mai Châu"}
    assert all(OFFERED.search(html.unescape(edited(admin_client, page))) for page in (programme, model))
