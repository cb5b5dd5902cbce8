"""Translations go out past the workflow, from an editor of their own: the tick and the second person are asked for there too."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import StoryPage
from storefront.accounts.roles import EDITORS, PROTECTORS
from tests.cms.conftest import site  # noqa: F401
from tests.cms.test_review import OWN, person, roles  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import make_story
from tests.desk.people import client_of, said, text_of


@pytest.fixture
def english(site, roles) -> StoryPage:  # noqa: F811
    """The English draft of a story, with a village in its first lines."""
    story = make_story(site, make_consent(), live=True, lead="Màu lên chậm.")
    source, _ = TranslationSource.update_or_create_from_instance(story)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target(publish=False)
    translate(translation, "Màu lên chậm.", "She dyes in Na Phon village.", person(EDITORS))
    return StoryPage.objects.get(locale__language_code="en")


def translate(translation: Translation, words: str, into: str, user) -> None:
    segment = StringSegment.objects.get(source=translation.source, string__data=words)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults={"data": into, "last_translated_by": user, "translation_type": "manual"},
    )


def publish(page: StoryPage, user, **given: str):
    return client_of(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish", **given})


def state(page: StoryPage) -> tuple[bool, str]:
    page.refresh_from_db()
    return page.live, page.lead


@pytest.mark.django_db(transaction=True)
def test_warnings_are_read_before_a_translation_goes_out(english):
    protector = person(PROTECTORS)
    asked = publish(english, protector)
    assert "Na Phon village" in text_of(asked) and "Tôi đã đọc các cảnh báo" in text_of(asked)
    assert (state(english)[0], PageLogEntry.objects.filter(action="cms.warnings_read").count()) == (False, 0)
    publish(english, protector, acknowledged="1")
    assert state(english) == (True, "She dyes in Na Phon village.")
    entry = PageLogEntry.objects.get(action="cms.warnings_read")
    assert (entry.page_id, entry.user, entry.data) == (english.pk, protector, {"count": 1, "kinds": {"hamlet": 1}})


@pytest.mark.django_db(transaction=True)
def test_a_translation_without_warnings_goes_out_at_once(english):
    translation = Translation.objects.get()
    translate(translation, "Màu lên chậm.", "The colour takes its time.", person(EDITORS))
    publish(english, person(PROTECTORS))
    assert state(english) == (True, "The colour takes its time.")


@pytest.mark.django_db(transaction=True)
def test_who_translated_it_is_not_the_second_person(english):
    protector = person(PROTECTORS)
    translate(Translation.objects.get(), "Màu lên chậm.", "The colour takes its time.", protector)
    assert said(publish(english, protector, acknowledged="1")) == OWN
    assert state(english)[0] is False


@pytest.mark.django_db(transaction=True)
def test_an_editor_may_not_publish_a_translation(english):
    publish(english, person(EDITORS), acknowledged="1")
    assert state(english)[0] is False
