"""Debian's Chromium, driven against a live server: ``page_360`` and ``page_1280`` are a phone's and a desk's first visit.

At the end of a test its pages must have shown no console error, no failed request and no request to another server. Where a test fails,
a picture of each page is left in ``test-results/``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.axe import assert_accessible
from tests.browser.watch import Watch

# Playwright's synchronous API keeps an event loop in this thread, which Django takes for asynchronous code. It is not.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = Path("/usr/bin/chromium")
RESULTS = Path(__file__).resolve().parents[2] / "test-results"
WAIT_MS = 10_000
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
HERE = Path(__file__).parent
_failed: pytest.StashKey[bool] = pytest.StashKey()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        raise RuntimeError(f"{CHROMIUM} is missing. Install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def watch(live_server) -> Iterator[Watch]:
    """What goes wrong behind the screens of this test; checked at its end."""
    watching = Watch(live_server.url)
    yield watching
    assert not watching.problems, "\n".join(["behind the screen:", *watching.problems])


@pytest.fixture
def new_page(browser: Browser, live_server, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open a visitor of her own: ``new_page(width=360, height=740, javascript=True, locale="vi-VN", dark=False)``."""
    pages: list[Page] = []

    def open_page(*, width: int, height: int, javascript: bool = True, locale: str = "vi-VN", dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale=locale,
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        watch.follow(page)
        pages.append(page)
        return page

    yield open_page
    for number, page in enumerate(pages):
        if request.node.stash.get(_failed, False) and not page.is_closed():
            RESULTS.mkdir(exist_ok=True)
            name = re.sub(r"[^\w-]+", "-", request.node.nodeid.removeprefix("tests/browser/"))
            page.screenshot(path=RESULTS / f"{name}-{number}.png", full_page=True)
        page.context.close()


@pytest.fixture
def page_360(new_page: Callable[..., Page]) -> Page:
    """A visitor with a small phone."""
    return new_page(width=360, height=740)


@pytest.fixture
def page_1280(new_page: Callable[..., Page]) -> Page:
    """A visitor at a desk."""
    return new_page(width=1280, height=800)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """``axe(page)`` fails when axe-core finds anything on the page."""
    return assert_accessible


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """``fits(page)`` fails when the page can be scrolled sideways."""

    def assert_fits(page: Page) -> None:
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, f"{page.url} is {wide} px wide in a window of {room} px"

    return assert_fits
