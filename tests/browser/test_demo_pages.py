"""The pages why people stay, as full as the demo makes them: axe finds nothing, nothing sticks out, light and dark, phone and desk."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import Page

from catalog.models import GroupProfile
from cms.models.base import EditorialPage

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
LOOKS = [(360, "vi", False), (360, "en", True), (1280, "vi", True), (1280, "en", False)]
OF_EACH_KIND = 2


def addresses(language: str) -> list[str]:
    """The first pages of each kind, and the pages of two groups."""
    kinds: dict[str, list[str]] = {}
    for page in Page.objects.filter(depth__gt=1, locale__language_code=language).live().public().specific():
        if isinstance(page, EditorialPage):
            kinds.setdefault(type(page).__name__, []).append(page.url)
    groups = [profile.group.get_absolute_url() for profile in GroupProfile.objects.select_related("group").order_by("pk")[:OF_EACH_KIND]]
    prefix = "/en" if language == "en" else ""
    assert {"StoryPage", "ModelPage", "FairPage", "ProgrammePage", "StandardPage"} <= set(kinds)
    return [url for urls in kinds.values() for url in urls[:OF_EACH_KIND]] + [f"{prefix}{url.removeprefix('/en')}" for url in groups]


def test_pages_of_the_center_are_accessible_and_fit(new_page, axe, fits):
    call_command("load_demo", verbosity=0)
    cache.clear()
    problems: list[str] = []
    for width, language, dark in LOOKS:
        page = new_page(width=width, height=800, dark=dark)
        for path in addresses(language):
            page.goto(path)
            for looks_right in (axe, fits):
                try:
                    looks_right(page)
                except AssertionError as wrong:
                    problems.append(str(wrong))
    assert not problems, "\n".join(problems)
