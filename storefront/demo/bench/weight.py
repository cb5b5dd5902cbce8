"""What a browser loads on a first visit, photos left out: the page, styles, scripts, fonts, drawings.

Files are fetched as a browser does and count as they travel. The page itself is counted compressed by brotli, which the proxy in front of
a shop does; ``….as_served`` says what it would be without one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urldefrag, urljoin

import brotli

from .client import Answer, Client, shown

SIGN_IN, BY_EMAIL, CHOOSE_GROUP = "/nhom/vao/", "/nhom/vao/email/", "/nhom/chon-nhom/"
ACCEPT: Final = {"Accept-Encoding": "gzip, deflate, br"}
BROTLI_QUALITY: Final = 5
"""What servers use for pages that are made anew each time; files are compressed beforehand, as well as possible."""

_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_URL: Final = re.compile(r"url\(['\"]?(?!data:)([^'\")]+)['\"]?\)")
_CLASS: Final = re.compile(r"\.([a-zA-Z][\w-]*)")


class _Page(HTMLParser):
    """Finds what a page loads, and the classes on it."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.classes.update(given.get("class", "").split())
        if tag == "link" and given.get("rel") in {"stylesheet", "preload", "icon", "modulepreload"}:
            self.files.append(given.get("href", ""))
        elif tag == "script" and given.get("src"):
            self.files.append(given["src"])
        elif tag == "use":
            self.files.append(given.get("href", ""))


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one first visit. ``as_served``: all of it when nothing stands before the shop's own server."""

    all: int
    fonts: int
    html: int
    as_served: int


def weigh(client: Client, path: str) -> Weight:
    """Load a page with everything on it but photos. Raises MeasurementFailed when something on it does not exist."""
    page = client.get(path, headers=ACCEPT)
    is_compressed = "content-encoding" in page.headers
    html = len(page.body) if is_compressed else len(brotli.compress(page.body, quality=BROTLI_QUALITY))
    files = _load_all(client, path, client.get(path).text if is_compressed else page.text)
    total = sum(files.values())
    fonts = sum(size for name, size in files.items() if name.endswith(".woff2"))
    return Weight(html + total, fonts, html, len(page.body) + total)


def enter_portal(client: Client, *, email: str, password: str) -> None:
    """Sign in to the members' portal for one of her groups. Raises MeasurementFailed when the shop refuses."""
    token = shown(client.get(BY_EMAIL), "csrfmiddlewaretoken")
    client.post(BY_EMAIL, {"login": email, "password": password, "csrfmiddlewaretoken": token})
    choice = client.get(CHOOSE_GROUP)
    client.post(CHOOSE_GROUP, {name: shown(choice, name) for name in ("group", "csrfmiddlewaretoken")})


def _load_all(client: Client, path: str, html: str) -> dict[str, int]:
    """Bytes of every file of a page, by address."""
    reader = _Page()
    reader.feed(html)
    waiting = [urldefrag(urljoin(path, name)).url for name in reader.files]
    loaded: dict[str, int] = {}
    while waiting:
        name = waiting.pop()
        if name in loaded or not name:
            continue
        loaded[name] = len(client.get(name, headers=ACCEPT).body)
        if name.endswith(".css"):
            waiting += _used(client.get(name), name, reader.classes)
    return loaded


def _used(style: Answer, address: str, classes: set[str]) -> list[str]:
    """Files that the page needs of a style sheet: fonts, and pictures of rules for classes that are on the page."""
    found = []
    for selector, rules in _RULE.findall(style.text):
        wanted = _CLASS.findall(selector)
        if "@font-face" in selector or not wanted or classes.intersection(wanted):
            found += [urljoin(address, url) for url in _URL.findall(rules)]
    return found
