"""Menus and notices that staff write: in the reader's language, on their days, and never a door to what is not public."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, Site

from catalog.models import Category
from cms.models import ShopMenus, ShopSettings
from cms.models.menus import MenuLinkBlock
from tests.cms.conftest import site  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import make_story
from tests.desk.people import BACKEND, filled
from tests.factories import make_product, make_user


def nav(client, path: str = "/") -> list[tuple[str, str]]:
    """Address and words of the menu on top."""
    page = client.get(path).content.decode()
    inner = page[page.index('<nav class="nav"') : page.index("</nav>", page.index('<nav class="nav"'))]
    return [(url, " ".join(words.split())) for url, words in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', inner)]


def link(**fields: object) -> dict[str, object]:
    return {"page": None, "category": None, "place": "", "title_vi": "", "title_en": "", "apart": False, **fields}


def write_main(*links: dict[str, object]) -> ShopMenus:
    row, _ = ShopMenus.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    row.main = [("link", one) for one in links]
    row.save()
    return row


def test_without_a_written_menu_the_shop_shows_its_own(client, site):  # noqa: F811
    assert [words for _, words in nav(client)][:2] == ["Đang mùa", "Ăn uống"]


def test_links_lead_to_the_page_in_the_readers_language(client, site):  # noqa: F811
    english = site.about.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "About us"
    english.save_revision().publish()
    write_main(link(page=site.about), link(place="groups", title_vi="Người làm", title_en="Makers"), link(place="season"))
    assert nav(client) == [("/ve-chung-toi/", "Về chúng tôi"), ("/nhom-lam-ra/", "Người làm"), ("/hang/?mua=1", "Đang mùa")]
    assert nav(client, "/en/") == [(english.url, "About us"), ("/en/nhom-lam-ra/", "Makers"), ("/en/hang/?mua=1", "In season")]


def test_a_category_keeps_its_own_name(client, site):  # noqa: F811
    category = make_product().category
    assert isinstance(category, Category)
    write_main(link(category=category))
    assert nav(client) == [(reverse("search:category", args=[category.slug]), category.name_vi)]


def test_a_page_that_is_not_public_leaves_the_menu(client, site):  # noqa: F811
    write_main(link(page=site.about), link(place="goods"))
    site.about.unpublish()
    write_main(link(page=site.about), link(place="goods"))
    assert [words for _, words in nav(client)] == ["Tất cả hàng"]


def test_a_story_never_stands_in_a_menu(client, site):  # noqa: F811
    story = make_story(site, make_consent())
    story.save_revision().publish()
    write_main(link(page=story), link(place="goods"))
    assert [words for _, words in nav(client)] == ["Tất cả hàng"]
    with pytest.raises(ValidationError) as refused:
        MenuLinkBlock().clean(MenuLinkBlock().to_python(link(page=story.pk)))
    assert "có thể phải gỡ" in str(refused.value.block_errors["page"])


@pytest.mark.parametrize("targets", [{}, {"place": "goods", "page": True}])
def test_a_link_must_lead_to_one_place(site, targets):  # noqa: F811
    given = {**targets, **({"page": site.about.pk} if targets.get("page") else {})}
    with pytest.raises(ValidationError):
        MenuLinkBlock().clean(MenuLinkBlock().to_python(link(**given)))


def shop(**fields: object) -> ShopSettings:
    row, _ = ShopSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def test_notices_show_on_their_days_and_the_foot_links_to_other_places(client, site, clock):  # noqa: F811
    today = clock.now.date()
    tomorrow, facebook = today + datetime.timedelta(days=1), "https://www.facebook.com/sinhke.example"
    shop(announcement_vi="Phiên chợ mở", announcement_from=tomorrow, announcement_until=tomorrow + datetime.timedelta(days=1))
    shop(facebook_url=facebook)
    seen = []
    for _ in range(4):
        page = client.get("/").content.decode()
        seen.append("Phiên chợ mở" in page)
        clock.advance(days=1)
    assert seen == [False, True, True, False]
    assert f'<a href="{facebook}" rel="me noreferrer">Facebook</a>' in page


def test_the_delivery_notice_stands_in_the_cart_and_the_checkout_in_both_languages(client, site, clock):  # noqa: F811
    shop(delivery_notice_vi="Bưu cục nghỉ Tết", delivery_notice_en="The post rests over Tết", delivery_notice_until=clock.now.date())
    assert "Bưu cục nghỉ Tết" in client.get("/gio-hang/").content.decode()
    assert "The post rests over Tết" in client.get("/en/gio-hang/").content.decode()
    clock.advance(days=1)
    assert "Bưu cục nghỉ Tết" not in client.get("/gio-hang/").content.decode()


def test_dates_in_the_wrong_order_are_refused_in_words(client, site):  # noqa: F811
    row = shop(announcement_vi="Cũ")
    user = make_user(staff=True)
    user.is_superuser = True
    user.save()
    client.force_login(user, backend=BACKEND)
    address = reverse("wagtailsettings:edit", args=["cms", "shopsettings", row.site_id])
    given = {**filled(client, address), "announcement_vi": "Mới", "announcement_from": "2026-12-02", "announcement_until": "2026-12-01"}
    response = client.post(address, given)
    row.refresh_from_db()
    assert ("Ngày hết phải bằng hoặc sau ngày bắt đầu." in response.content.decode(), row.announcement_vi) == (True, "Cũ")
