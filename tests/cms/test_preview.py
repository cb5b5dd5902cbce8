"""What an editor sees before anybody else: the page in its language, with Wagtail's accessibility checker in it."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from cms.models import StandardPage
from tests.cms.conftest import site  # noqa: F401
from tests.desk.people import client_of
from tests.factories import make_user


def test_drafts_are_previewed_in_both_languages_with_the_checker_and_by_nobody_else(site):  # noqa: F811
    english = site.about.copy_for_translation(Locale.objects.get(language_code="en"))
    editor = client_of(make_user(staff=True, superuser=True))
    for page, words in ((site.about, "Nháp mới"), (english, "New draft")):
        draft = StandardPage.objects.get(pk=page.pk)
        draft.title = words
        draft.save_revision()
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        html = editor.get(address).content.decode()
        assert (words in html, "wagtail-userbar" in html, f'<html lang="{page.locale.language_code}"' in html) == (True, True, True)
        assert Client().get(address).status_code in (302, 404)
    assert "wagtail-userbar" not in editor.get("/").content.decode()
