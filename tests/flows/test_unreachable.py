"""What is not public is reached by no stranger, shopper or member: not by its address, by a list or a search, nor by its pictures."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group as Role
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale, PageViewRestriction, Workflow

from catalog.models import GroupProfile, ProductPicture
from cms.models import FairIndexPage, FairPage, HomePage, ModelIndexPage, ModelPage, StandardPage, StoryIndexPage, StoryPage
from cms.review import NAME, set_up_review
from cooperatives.media.models import Picture
from search.rebuilding import rebuild
from tests.browser.shop import open_shop
from tests.consent.people import make_consent
from tests.desk.people import client_of
from tests.factories import make_group, make_member, make_product, make_user
from tests.flows.crawler import MACHINES, crawl, found
from tests.media.test_pictures import photo

pytestmark = pytest.mark.django_db
WORD = "Xuyenkhongthay"
"""Stands in every text of what is hidden; nothing else has it."""
PAST = timezone.now() - datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def _picture(**fields) -> Picture:
    picture = Picture.objects.create(title=WORD, alt_vi=WORD, alt_en=WORD, file=ContentFile(photo(size=(64, 40)), name="a.jpg"), **fields)
    for spec in ("width-20|format-webp", "width-32|format-avif"):
        picture.get_rendition(spec)
    return picture


def _story(shop, kind: str, **fields) -> StoryPage:
    given = {
        "title": f"{WORD} {kind}",
        "slug": f"an-{kind}",
        "kick": WORD,
        "lead": WORD,
        "locale": shop.home.locale,
        "body": [("text", f"<p>{WORD}</p>")],
        **fields,
    }
    shop.pictures.append(_picture())
    page = shop.stories.add_child(instance=StoryPage(picture=shop.pictures[-1], **given))
    page.save_revision()
    shop.hidden.append(page)
    return page


@pytest.fixture
def shop(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    opened = open_shop()
    home = HomePage.objects.get(locale=Locale.objects.get(language_code="vi"))
    stories = home.add_child(instance=StoryIndexPage(title="Chuyện nghề", slug="chuyen-nghe", locale=home.locale))
    shop = SimpleNamespace(home=home, stories=stories, weavers=opened.weavers, hidden=[], second=[], pictures=[], goods=[])
    _hide_pages(shop)
    _hide_models_and_fairs(shop)
    _hide_goods(shop)
    rebuild()
    return shop


def _hide_pages(shop) -> None:
    _story(shop, "nhap", live=False)
    _story(shop, "het-han", expire_at=PAST)
    waiting = _story(shop, "cho-duyet", live=False)
    set_up_review(Role.objects.create(name="Bảo vệ"))
    Workflow.objects.get(name=NAME).start(waiting, make_user(staff=True))
    PageViewRestriction.objects.create(page=_story(shop, "rieng"), restriction_type="login")
    _story(shop, "hen-gio", live=False, go_live_at=timezone.now() + DAY)
    consent = make_consent()
    ended = _story(shop, "het-dong-y", body=[("quote", {"words": WORD, "by": WORD, "consent": consent})])
    today = timezone.localdate()
    type(consent).objects.filter(pk=consent.pk).update(valid_from=today - 9 * DAY, valid_until=today - DAY)
    changed = shop.stories.add_child(instance=StoryPage(title="Bài đang hiện", slug="dang-hien", kick="Nghề", locale=shop.home.locale))
    changed.lead = WORD
    changed.save_revision()
    assert ended.live and StandardPage.objects.filter(title__contains=WORD).count() == 0


def _hide_models_and_fairs(shop) -> None:
    """Each has a second address: a sheet to print, a file for the calendar."""
    today = timezone.localdate()
    models = shop.home.add_child(instance=ModelIndexPage(title="Mô hình", slug="mo-hinh", locale=shop.home.locale))
    fairs = shop.home.add_child(instance=FairIndexPage(title="Hội chợ", slug="hoi-cho", locale=shop.home.locale))
    kinds: dict[str, dict[str, object]] = {"nhap": {"live": False}, "het-han": {"expire_at": PAST}, "rieng": {}}
    for kind, fields in kinds.items():
        given = {"title": f"{WORD} {kind}", "slug": f"an-{kind}", "kick": WORD, "lead": WORD, "locale": shop.home.locale, **fields}
        model = models.add_child(instance=ModelPage(**given))
        fair = fairs.add_child(instance=FairPage(starts_on=today, ends_on=today, place=WORD, **given))
        shop.second += [f"/to-roi/{model.pk}/", f"/lich/{fair.pk}.ics"]
        if kind == "rieng":
            for page in (model, fair):
                PageViewRestriction.objects.create(page=page, restriction_type="login")
        else:
            shop.hidden += [model, fair]


def _hide_goods(shop) -> None:
    resting = make_group(f"{WORD} nghỉ", slug="an-nghi", is_active=False)
    shop.pictures += [_picture(group=resting), _picture(group=resting), _picture(group=shop.weavers)]
    GroupProfile.objects.create(group=resting, craft_vi=WORD, intro_vi=WORD, cover=shop.pictures[-3])
    for number, (group, live) in enumerate(((resting, True), (shop.weavers, False))):
        product = make_product(group, f"{WORD} {number}", slug=f"an-mon-{number}", live=live)
        ProductPicture.objects.create(product=product, picture=shop.pictures[number - 2])
        product.save_revision()
        shop.goods.append(product)


def _strangers() -> dict[str, Client]:
    return {"stranger": Client(), "shopper": client_of(make_user()), "member": client_of(make_member(make_group()))}


def test_nothing_leads_there(client, shop):
    starts = [
        "/",
        "/en/",
        "/chuyen-nghe/",
        "/hang/",
        "/nhom-lam-ra/",
        "/mo-hinh/",
        "/hoi-cho/",
        f"/tim/?q={WORD}",
        f"/tim/goi-y/?q={WORD}",
        *MACHINES,
    ]
    seen = crawl(client, starts)
    assert {"/chuyen-nghe/dang-hien/", "/google-vi.xml"} <= set(seen)
    asked = {url: body.replace(f"q={WORD}".encode(), b"").replace(f'value="{WORD}"'.encode(), b"") for url, body in seen.items()}
    secrets = ["/an-", *(f"{WORD} {kind}" for kind in ("nhap", "het-han", "cho-duyet", "rieng", "hen-gio", "het-dong-y", "nghi", "0", "1"))]
    assert [leak for url, body in asked.items() for leak in found(secrets, "", body) if url] == []
    told = [url for url, body in asked.items() if WORD.casefold() in body.decode(errors="ignore").casefold()]
    assert [url for url in told if "/tim/" not in url] == []


def test_their_addresses_answer_404_or_ask_to_sign_in(shop):
    for who, client in _strangers().items():
        for page in shop.hidden:
            answer = client.get(page.url)
            body = answer.content.decode()
            is_private = page.slug == "an-rieng"
            assert answer.status_code == (404 if not is_private else 302 if who == "stranger" else 200), (who, page.slug)
            assert is_private or WORD not in body, (who, page.slug)
        for path in (
            *shop.second,
            "/hang/an-mon-0/",
            "/hang/an-mon-1/",
            "/en/hang/an-mon-0/",
            "/nhom-lam-ra/an-nghi/",
            "/en/nhom-lam-ra/an-nghi/",
        ):
            answer = client.get(path)
            assert answer.status_code == 404 and WORD not in answer.content.decode(), (who, path)


def test_a_search_does_not_know_them(client, shop):
    for path in ("/tim/", "/tim/goi-y/", "/en/tim/", "/hang/"):
        for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
            body = client.get(path, {"q": WORD}, **headers).content.decode()
            assert found(["an-mon", "an-nghi", *(f"{WORD} {kind}" for kind in ("nghỉ", "0", "1", "nhap"))], "", body.encode()) == [], path


def test_previews_and_versions_are_for_staff(shop):
    for who, client in _strangers().items():
        for page in shop.hidden:
            number, version = page.pk, page.latest_revision_id or 1
            for name, given in {
                "view_draft": [number],
                "preview_on_edit": [number],
                "revisions_view": [number, version],
                "edit": [number],
                "history": [number],
            }.items():
                answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=given))
                assert answer.status_code in (302, 403, 404) and WORD not in answer.content.decode(), (who, name)
        for product in shop.goods:
            answer = client.get(f"/admin/snippets/catalog/product/edit/{product.pk}/")
            assert answer.status_code in (302, 403, 404) and WORD not in answer.content.decode()


def test_their_pictures_are_not_served(shop):
    for who, client in _strangers().items():
        for picture in shop.pictures:
            private = who != "stranger" and picture == shop.hidden[3].picture
            for url in [picture.file.url, *(one.url for one in picture.renditions.all())]:
                assert client.get(url).status_code == 404 or private, (who, url)


def test_their_documents_are_not_served(shop):
    document = get_document_model().objects.create(title=WORD, file=ContentFile(b"%PDF-1.7 x", name="a.pdf"))
    page = shop.hidden[0]
    page.body = [("text", f'<p><a linktype="document" id="{document.pk}">x</a></p>')]
    page.save_revision()
    for client in _strangers().values():
        assert client.get(document.url).status_code == 404
        assert client.get(f"/media/{document.file.name}").status_code == 404
