"""Nothing with a person in it becomes public without a consent that covers it today, whichever way it is published."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from catalog.models import ProductPicture
from cms.models import StoryPage
from cooperatives.consent.gate import ConsentMissing
from cooperatives.consent.models import Consent, Person, Use
from cooperatives.consent.models.consent import last_day_allowed
from cooperatives.media.models import Picture
from tests.cms.conftest import site  # noqa: F401
from tests.consent.people import make_consent
from tests.factories import make_product, make_user
from tests.media.test_pictures import photo

DAY = datetime.timedelta(days=1)


def quote(consent: Consent | None, words: str = "Cứ chờ màu lên.", **fields: object) -> tuple[str, dict[str, object]]:
    return ("quote", {"words": words, "by": "Tổ dệt Nà Phòn", "consent": consent, **fields})


def make_story(site, consent: Consent | None = None, *, live: bool = False, **fields: object) -> StoryPage:  # noqa: F811
    """A draft story that quotes somebody."""
    given = {"title": "Ba mươi ngày", "kick": "Cách làm", "locale": site.home.locale, "body": [quote(consent)], **fields}
    return site.stories.add_child(instance=StoryPage(live=live, **given))


def post_story(client: Any, story: StoryPage, consent: Consent, words: str, action: str) -> Any:
    """Send the editor's form of ``story`` with one quote in it."""
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    page = client.get(edit)
    form = {name: value for name, value in page.context["form"].initial.items() if isinstance(value, str | int)}
    block = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "quote", "body-0-id": "",
        "body-0-value-words": words, "body-0-value-by": "Tổ", "body-0-value-consent": str(consent.pk),
    }  # fmt: skip
    formsets = {"goods-TOTAL_FORMS": "0", "goods-INITIAL_FORMS": "0", "goods-MIN_NUM_FORMS": "0", "goods-MAX_NUM_FORMS": "4"}
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": ""}
    return client.post(edit, {**form, **block, **formsets, **comments, "aside-count": "0", action: "1"}, follow=True)


def people_picture(*consents: Consent) -> Picture:
    picture = Picture.objects.create(title="Chị em", alt_vi="Hai người dệt", shows="people", file=ContentFile(photo(), name="a.jpg"))
    picture.consents.set(consents)
    return picture


@pytest.fixture
def curator(client, db):
    user = make_user(staff=True)
    user.is_superuser = True
    user.save()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def in_past(**fields: Any) -> Consent:
    today = timezone.localdate()
    return make_consent(valid_from=today - 30 * DAY, valid_until=today - DAY, **fields)


@pytest.mark.parametrize(
    "made",
    [
        lambda: None,
        in_past,
        lambda: make_consent(valid_from=timezone.localdate() + DAY),
        lambda: make_consent(withdrawn_at=timezone.now()),
        lambda: make_consent(covers_words=False),
        lambda: make_consent(on_site=False, in_print=True),
        lambda: make_consent(in_vietnamese=False),
    ],
    ids=["none", "ended", "not yet", "withdrawn", "no words", "not on the site", "other language"],
)
def test_a_revision_is_not_published_without_a_consent_that_covers_it(client, site, made):  # noqa: F811
    story = make_story(site, made())
    revision = story.save_revision()
    with pytest.raises(ConsentMissing) as refused:
        revision.publish()
    assert [(need.what, need.language) for need in refused.value.facts["missing"]] == [("words", "vi")]
    story.refresh_from_db()
    assert (story.live, Use.objects.count()) == (False, 0)
    assert client.get(f"/chuyen-nghe/{story.slug}/").status_code == 404


def test_with_a_consent_it_is_published_and_what_it_rests_on_is_written_down(client, site):  # noqa: F811
    consent = make_consent()
    story = make_story(site, consent)
    story.save_revision().publish()
    assert "Cứ chờ màu lên." in client.get(f"/chuyen-nghe/{story.slug}/").content.decode()
    assert list(Use.objects.values_list("consent_id", "object_id", "what", "channel", "language")) == [
        (consent.pk, story.pk, "words", "site", "vi")
    ]


def test_a_name_under_the_words_needs_one_more(site):  # noqa: F811
    story = make_story(site, body=[quote(make_consent(), signed_by_name=True)])
    with pytest.raises(ConsentMissing) as refused:
        story.save_revision().publish()
    assert [need.what for need in refused.value.facts["missing"]] == ["name"]


def test_it_goes_by_itself_at_midnight_and_everywhere(client, site, clock):  # noqa: F811
    clock.set("2026-11-23 09:00")
    consent = make_consent(valid_until=datetime.date(2026, 11, 24))
    story = make_story(site, consent, title="Chàm")
    story.save_revision().publish()
    clock.set("2026-11-24 23:59")
    assert client.get(f"/chuyen-nghe/{story.slug}/").status_code == 200
    assert "Chàm" in client.get("/chuyen-nghe/").content.decode()
    assert "Chàm" in client.get("/").content.decode()
    clock.set("2026-11-25 00:00")
    assert client.get(f"/chuyen-nghe/{story.slug}/").status_code == 404
    assert "Chàm" not in client.get("/chuyen-nghe/").content.decode()
    assert "Chàm" not in client.get("/").content.decode()


def test_a_story_that_has_gone_can_be_mended_or_taken_down_but_not_published_again(site, clock):  # noqa: F811
    clock.set("2026-11-23 09:00")
    story = make_story(site, make_consent(valid_until=datetime.date(2026, 11, 24)))
    story.save_revision().publish()
    clock.set("2026-11-25 09:00")
    story = StoryPage.objects.get(pk=story.pk)
    story.locked = True
    story.save()
    with pytest.raises(ConsentMissing):
        story.save_revision().publish()
    story.body = [quote(make_consent())]
    story.save_revision().publish()
    story.unpublish()
    assert StoryPage.objects.get(pk=story.pk).live is False


def test_neither_a_schedule_nor_an_alias_nor_a_copy_nor_a_translation_goes_around_it(client, site, clock):  # noqa: F811
    clock.set("2026-11-23 09:00")
    consent = make_consent(valid_until=datetime.date(2026, 11, 24), in_english=False)
    story = make_story(site, consent, go_live_at=timezone.now() + 3 * DAY)
    story.save_revision().publish()
    clock.set("2026-11-27 09:00")
    with pytest.raises(ConsentMissing):
        call_command("publish_scheduled")
    assert StoryPage.objects.get(pk=story.pk).live is False

    clock.set("2026-11-23 09:00")
    shown = make_story(site, consent, title="Đang hiện")
    shown.save_revision().publish()
    clock.set("2026-11-25 09:00")
    before = Page.objects.count()
    shown = StoryPage.objects.get(pk=shown.pk)
    for publish in (
        lambda: shown.create_alias(parent=site.stories, update_slug="bi-danh"),
        lambda: shown.copy(to=site.stories, update_attrs={"slug": "ban-sao"}, keep_live=True),
    ):
        with pytest.raises(ConsentMissing), transaction.atomic():
            publish()
    assert Page.objects.count() == before

    clock.set("2026-11-23 09:00")
    english = shown.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    with pytest.raises(ConsentMissing) as refused:
        english.save_revision().publish()
    assert [need.language for need in refused.value.facts["missing"]] == ["en"]


def test_the_editor_keeps_the_draft_and_is_told_what_is_missing(client, site, curator):  # noqa: F811
    consent = in_past()
    story = make_story(site, consent, title="Bản nháp")
    story.save_revision()
    response = post_story(client, story, consent, "Lời mới gõ", "action-publish")
    said = " ".join(str(message) for message in response.context["messages"])
    assert "Lời trích: lời kể, tiếng Việt" in said
    assert StoryPage.objects.get(pk=story.pk).live is False
    kept = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert kept.body[0].value["words"] == "Lời mới gõ"


def test_publishing_many_at_once_is_all_or_none(client, site, curator):  # noqa: F811
    good = make_story(site, make_consent(), title="Được")
    bad = make_story(site, None, title="Chưa")
    for story in (good, bad):
        story.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={good.pk}&id={bad.pk}&next=/admin/", {"include_descendants": ""}, follow=True)
    assert "Chưa đăng được" in " ".join(str(message) for message in response.context["messages"])
    assert StoryPage.objects.filter(live=True).count() == 0


def test_a_picture_of_people_needs_all_of_them(client, db):
    one, other = make_consent(), make_consent(covers_face=False)
    product = make_product()
    with pytest.raises(ConsentMissing):
        ProductPicture.objects.create(product=product, picture=people_picture(one, other))
    with pytest.raises(ConsentMissing):
        ProductPicture.objects.create(product=product, picture=people_picture())
    assert ProductPicture.objects.count() == 0
    picture = people_picture(one)
    ProductPicture.objects.create(product=product, picture=picture)
    url = picture.get_rendition("width-20|format-webp").url
    response = client.get(url)
    assert response.getvalue()[:4] == b"RIFF"
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")
    Consent.objects.filter(pk=one.pk).update(withdrawn_at=timezone.now())
    assert client.get(url).status_code == 404
    page = client.get(product.get_absolute_url())
    assert page.status_code == 200, "the group goes on selling"
    assert url not in page.content.decode()


def test_a_story_with_such_a_picture_rests_on_them_too(client, site):  # noqa: F811
    face = make_consent()
    story = make_story(site, make_consent(), picture=people_picture(face))
    story.save_revision().publish()
    assert client.get(f"/chuyen-nghe/{story.slug}/").status_code == 200
    Consent.objects.filter(pk=face.pk).update(withdrawn_at=timezone.now())
    assert client.get(f"/chuyen-nghe/{story.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-01-01", "2027-12-31"), ("2026-01-15", "2028-01-14"), ("2024-02-29", "2026-02-28"), ("2026-03-01", "2028-02-29")],
)
def test_twenty_four_months_and_not_a_day_more_in_the_database_too(db, first, last):
    begin, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    assert last_day_allowed(begin) == end
    make_consent(valid_from=begin, valid_until=end)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_consent(valid_from=begin, valid_until=end + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_consent(valid_from=begin, valid_until=begin - DAY)
    assert Consent.objects.count() == 1


def test_evidence_is_sealed_on_disk_and_has_no_address(db):
    consent = make_consent()
    consent.evidence.save("giay-cua-chi-B.jpg", ContentFile(b"giay that"))
    path = consent.evidence.path
    with open(path, "rb") as raw:
        assert b"giay that" not in raw.read()
    assert "chi-B" not in path
    assert consent.evidence.read() == b"giay that"
    assert consent.evidence.url == ""


def test_a_code_says_nothing(db):
    codes = {Person.objects.create().code for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 9 and code[0] == "P" for code in codes)
