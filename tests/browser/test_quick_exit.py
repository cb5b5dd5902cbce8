"""A visitor leaves a sensitive page at once, and going back does not bring it, nor anything of this shop, to the screen again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import Site

from cms.models import HomePage, ShopSettings, StandardPage
from tests.browser.shop import open_shop

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]

NEUTRAL = "https://thoi-tiet.example/"


@pytest.fixture
def path(watch) -> str:
    """A page with a way out, that leads to a page which this test answers."""
    open_shop()
    watch.forgive(re.escape(f"request to another server: {NEUTRAL}"))
    home = HomePage.objects.get(locale__language_code="vi")
    home.add_child(
        instance=StandardPage(
            title="Khi chị cần giúp", slug="can-giup", locale=home.locale, body=[("heading", "Gọi ai")], offers_quick_exit=True
        )
    )
    ShopSettings.objects.create(site=Site.objects.get(), quick_exit_url=NEUTRAL)
    return "/can-giup/"


def follow(page: Page) -> list[dict[str, str]]:
    """Answer for the neutral page; returns the headers of what was asked of it."""
    asked: list[dict[str, str]] = []

    def answer(route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(content_type="text/html; charset=utf-8", body="<title>Thời tiết</title><p>Hôm nay nắng.</p>")

    page.route(f"{NEUTRAL}**", answer)
    return asked


def leave_by_button(page: Page) -> None:
    page.get_by_role("link", name="Thoát").click()


def leave_by_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_keys])
def test_back_does_not_return(new_page, path, leave, axe, fits):
    page = new_page(width=360, height=740)
    asked = follow(page)
    page.goto("/")
    page.goto(path)
    axe(page)
    fits(page)
    page.mouse.wheel(0, 2_000)
    expect(page.get_by_role("link", name="Thoát")).to_be_in_viewport()
    leave(page)
    page.wait_for_url(NEUTRAL)
    assert "referer" not in asked[0]
    page.go_back()
    page.wait_for_url(NEUTRAL)
    expect(page.get_by_text("Hôm nay nắng.")).to_be_visible()


def test_two_presses_do_not_leave(page_360, path):
    page_360.goto(path)
    for _ in range(2):
        page_360.keyboard.press("Escape")
    expect(page_360.get_by_role("heading", name="Khi chị cần giúp")).to_be_visible()


def test_who_comes_again_by_herself_is_let_in(page_360, path):
    follow(page_360)
    page_360.goto(path)
    leave_by_button(page_360)
    page_360.wait_for_url(NEUTRAL)
    page_360.goto(path)
    expect(page_360.get_by_role("heading", name="Khi chị cần giúp")).to_be_visible()


def test_it_works_without_scripts(new_page, path):
    page = new_page(width=360, height=740, javascript=False)
    asked = follow(page)
    page.goto(path)
    expect(page.get_by_text("phím Esc")).to_be_hidden()
    leave_by_button(page)
    page.wait_for_url(NEUTRAL)
    assert "referer" not in asked[0]


def test_it_looks_right_in_the_dark_and_in_english(new_page, path, axe, fits):
    page = new_page(width=1280, height=800, dark=True)
    vietnamese = StandardPage.objects.get(slug="can-giup")
    english = vietnamese.copy_for_translation(HomePage.objects.get(locale__language_code="en").locale)
    english.save_revision().publish()
    page.goto(english.url)
    expect(page.get_by_role("link", name="Leave")).to_be_visible()
    axe(page)
    fits(page)
