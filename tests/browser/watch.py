"""Watches a page the way a careful visitor with the developer tools open would."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, Request, Response

BROKEN_FROM = 400


class Watch:
    """Collects what went wrong behind the screen: console errors, script errors, failed and foreign requests.

    The fixtures ``page_360`` and ``page_1280`` fail the test when anything is left in :attr:`problems` at its end. A test that wants a
    refusal says so before it causes it: ``watch.forgive(r"404 .*/don-hang/")``.
    """

    def __init__(self, home: str) -> None:
        self.home = home
        self.problems: list[str] = []
        self._forgiven: list[re.Pattern[str]] = []

    def forgive(self, pattern: str) -> None:
        """Accept problems whose text matches ``pattern`` (a regular expression) from now on."""
        self._forgiven.append(re.compile(pattern))

    def follow(self, page: Page) -> None:
        """Start watching a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._add(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _add(self, problem: str) -> None:
        if not any(pattern.search(problem) for pattern in self._forgiven):
            self.problems.append(problem)

    def _console(self, message: ConsoleMessage) -> None:
        # The status of a failed resource is reported by _response, with its address and method.
        # htmx tells of requests that a left page cancelled, as _failed knows them too.
        if message.text.startswith(("htmx:sendAbort", "htmx:afterRequest")):
            return
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self._add(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home + "/", "data:", "blob:", "about:")):
            self._add(f"request to another server: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left while it still loads cancels its requests; that is the visitor's choice, not a fault.
        if request.failure != "net::ERR_ABORTED":
            self._add(f"request failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= BROKEN_FROM:
            self._add(f"{response.status} {response.request.method} {response.url}")
