"""Every kind of page of the center renders, in both languages, with what it is for."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from cms.models import FairPage, Feature, HomePick, ModelPage, ShopSettings, StoryPage, StoryProduct
from tests.cms.conftest import make_picture, make_profile
from tests.consent.people import make_consent
from tests.factories import make_group, make_product


def read(client, url: str) -> BeautifulSoup:
    """A page as a reader gets it; it must be there."""
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in soup.select(selector)]


def test_home_speaks_both_languages(client, site):
    vietnamese, english = read(client, "/"), read(client, "/en/")
    assert words(vietnamese, "h1") == ["Hàng của chị em làm nghề"]
    assert words(english, "h1") == ["Made by women who know their craft"]
    assert (vietnamese.html["lang"], english.html["lang"]) == ("vi", "en")
    links = {link["hreflang"]: link["href"] for link in vietnamese.select("link[rel=alternate][hreflang]")}
    assert links == {"vi": "http://testserver/", "en": "http://testserver/en/", "x-default": "http://testserver/"}


def test_home_shows_what_is_in_season_new_picked_and_for_gifts(client, site, clock):
    clock.set("2026-11-23 09:00")
    group = make_profile().group
    in_season = make_product(group, "Mật hoa rừng", season_from=11, season_to=1, price_vnd=300_000)
    make_product(group, "Vải thiều", season_from=5, season_to=6, price_vnd=300_000)
    picked = make_product(group, "Khăn thêu", price_vnd=690_000)
    HomePick.objects.create(page=site.home, product=picked)
    soup = read(client, "/")
    assert words(soup, "section[aria-labelledby=s1] .pc h3") == ["Mật hoa rừng, gói " + in_season.variants.get().name_vi[4:]]
    assert len(words(soup, "section[aria-labelledby=s8] .pc")) == 1
    assert [name.split(",")[0] for name in words(soup, "section[aria-labelledby=s9] .pc h3")] == ["Vải thiều"]
    assert "Đang mùa" in words(soup, "section[aria-labelledby=s1] .flag")


def test_home_says_how_the_money_is_shared(client, site):
    make_profile()
    amounts = words(read(client, "/"), "section[aria-labelledby=s2] dd")
    assert amounts == ["92.000\xa0₫".replace("\xa0", " "), "7.273 ₫", "727 ₫"]


def test_home_needs_few_queries_however_much_there_is(client, site, django_assert_max_num_queries):
    for _ in range(3):
        make_profile(group=make_group(), cover=make_picture())
    for number in range(20):
        make_product(name=f"Món {number}", season_from=1, season_to=12)
    for number in range(4):
        site.stories.add_child(
            instance=StoryPage(title=f"Chuyện {number}", kick="Cách làm", locale=site.home.locale, picture=make_picture())
        )
    client.get("/")  # sizes of pictures are made on first sight
    cache.clear()
    with django_assert_max_num_queries(36):  # everything cold, menus too: once a minute
        client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")


def test_a_story_with_its_goods_and_more_to_read(client, site):
    product = make_product(name="Khăn dệt")
    body = [
        ("heading", "Màu phải chờ"),
        ("text", "<p>Chị nếm <b>chàm</b>.</p>"),
        ("quote", {"words": "Cứ chờ.", "by": "Tổ dệt Nà Phòn", "consent": make_consent()}),
    ]
    body += [
        ("picture", {"picture": make_picture("Vại chàm"), "caption": "Phơi ba nắng."}),
        ("facts", [{"label": "Sợi", "value": "320 g"}]),
    ]
    story = StoryPage(title="Ba mươi ngày", kick="Chuyện nghề · Phú Thọ", lead="Mười hai nước.", locale=site.home.locale, body=body)
    story.goods.add(StoryProduct(product=product))
    site.stories.add_child(instance=story)
    site.stories.add_child(instance=StoryPage(title="Chuyện khác", kick="Gian bếp", locale=site.home.locale))
    soup = read(client, "/chuyen-nghe/ba-muoi-ngay/")
    assert words(soup, "h1") == ["Ba mươi ngày"]
    assert words(soup, ".prose h2") == ["Màu phải chờ"]
    assert words(soup, ".pull") == ["Cứ chờ. Tổ dệt Nà Phòn"]
    assert soup.select_one(".prose figure img")["alt"] == "Vại chàm"
    assert words(soup, ".prose .facts") == ["Sợi 320 g"]
    assert words(soup, ".aside .pc h3")[0].startswith("Khăn dệt")
    assert words(soup, "section[aria-labelledby=s9] h3") == ["Chuyện khác"]
    assert sorted(words(read(client, "/chuyen-nghe/"), ".sc h3")) == ["Ba mươi ngày", "Chuyện khác"]


def test_an_unpublished_story_is_not_there(client, site):
    story = site.stories.add_child(instance=StoryPage(title="Bản nháp", kick="x", locale=site.home.locale, live=False))
    assert client.get("/chuyen-nghe/ban-nhap/").status_code == 404
    assert "Bản nháp" not in client.get("/chuyen-nghe/").content.decode()
    assert story.live is False


def test_a_model_adds_up_its_own_table(client, site):
    costs = [("cost", {"label": "Thùng ong", "amount_vnd": 7_000_000}), ("cost", {"label": "Đàn ong", "amount_vnd": 8_500_000})]
    years = [("year", {"label": "Thứ nhất", "income_vnd": 16_200_000, "cost_vnd": 3_400_000})]
    steps = [("step", {"title": "Chọn chỗ", "text": "Khuất gió."})]
    page = ModelPage(title="Nuôi ong", kick="Mô hình", lead="Ong.", locale=site.home.locale, costs=costs, years=years, steps=steps)
    page.copied = [("place", {"place": "Sơn La", "year": 2023, "note": "9 hộ"})]
    page.figures = [("figure", {"value": "18 triệu", "label": "vốn"})]
    site.models.add_child(instance=page)
    soup = read(client, "/mo-hinh/nuoi-ong/")
    assert words(soup, "tfoot td") == ["15.500.000 ₫"]
    assert words(soup, "tbody tr")[-1] == "Thứ nhất 16.200.000 ₫ 3.400.000 ₫ 12.800.000 ₫"
    assert words(soup, ".mr") == ["Sơn La 2023 9 hộ"]
    assert words(read(client, "/mo-hinh/"), ".sc h3") == ["Nuôi ong"]


@pytest.mark.parametrize(
    ("first", "last", "shown"), [(0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True), (None, None, False)]
)
def test_models_are_featured_from_day_to_day(client, site, first, last, shown):
    today = timezone.localdate()
    days = [None if step is None else today + datetime.timedelta(step) for step in (first, last)]
    page = site.models.add_child(instance=ModelPage(title="Nuôi ong", kick="x", locale=site.home.locale))
    if days[0]:
        Feature.objects.create(model=page, from_on=days[0], until_on=days[1], sort_order=1)
    assert ("Nuôi ong" in words(read(client, "/"), "section.shade h2")) is shown


def test_a_fair_leads_to_each_group(client, site):
    profile = make_profile(cover=make_picture())
    gone = make_group("Nhóm đã nghỉ", is_active=False)
    booths = [{"number": "01", "group": profile.group, "shows": "Khăn"}, {"number": "02", "group": gone, "shows": "Gạo"}]
    fair = FairPage(title="Chợ Tết", kick="Hội chợ", lead="Chín ngày.", locale=site.home.locale)
    fair.starts_on, fair.ends_on = timezone.localdate() - datetime.timedelta(1), timezone.localdate()
    fair.rows = [("row", {"title": "Dãy dệt", "anchor": "det", "booths": booths})]
    fair.programme = [("item", {"starts_at": timezone.now(), "title": "Mở chợ", "where": "gian 01"})]
    site.fairs.add_child(instance=fair)
    soup = read(client, "/hoi-cho/cho-tet/")
    assert words(soup, ".booth h3") == ["Tổ dệt Nà Phòn"]
    assert soup.select_one(".booth h3 a")["href"] == f"{profile.group.get_absolute_url()}#hang"
    assert "Chợ đang họp." in soup.get_text()
    assert words(read(client, "/"), "h2#s10") == ["Chợ Tết"]
    FairPage.objects.update(ends_on=timezone.localdate() - datetime.timedelta(1))
    cache.clear()
    assert words(read(client, "/"), "h2#s10") == []
    assert "Đã qua" in words(read(client, "/hoi-cho/"), "h2")


def test_a_plain_page_and_the_footer(client, site):
    from wagtail.models import Site

    ShopSettings.objects.create(site=Site.objects.get(), legal_name_vi="Trung tâm mẫu", tax_code="0000000000", hotline="024 0000 0000")
    soup = read(client, "/ve-chung-toi/")
    assert words(soup, ".prose h2") == ["Ai đứng sau"]
    assert "Trung tâm mẫu" in words(soup, "footer .legal")[0]
    assert "Về chúng tôi" in words(soup, "footer a")
