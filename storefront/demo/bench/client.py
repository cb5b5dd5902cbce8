"""A shopper's browser, as little of it as is needed: one connection that is kept, cookies, hidden fields."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

from storefront.demo.bench.errors import MeasurementFailed
from storefront.demo.bench.programs import HOST
from storefront.demo.bench.stopwatch import HEADER

TIMEOUT_SECONDS: Final = 60
REDIRECTS: Final = (301, 302, 303)
_TIMING: Final = re.compile(r"(\w+);dur=([\d.]+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; names of headers are lower case.

    ``seconds``: from the first byte sent to the last one read; ``inside``: what Django says it needed of that;
    ``cpu``: how long the processor worked on it.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    inside: float
    cpu: float

    @property
    def text(self) -> str:
        """The body, decoded."""
        return self.body.decode()


class Client:
    """One visitor."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)
        self.cookies: dict[str, str] = {}

    def get(self, path: str, *, expect: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a page. Raises MeasurementFailed when the status is another one than expected."""
        return self._ask("GET", path, None, expect, headers or {})

    def post(self, path: str, fields: Mapping[str, str], *, expect: int = 302, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a form. Raises MeasurementFailed when the status is another one than expected."""
        return self._ask("POST", path, urlencode(fields), expect, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def forget(self) -> None:
        """Become another visitor on the same connection."""
        self.cookies.clear()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None, expect: int, headers: Mapping[str, str]) -> Answer:
        sent = {"Accept": "text/html", "Accept-Language": "vi", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = time.perf_counter()
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - begun
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        told = {name: float(number) / 1_000 for name, number in _TIMING.findall(response.headers.get(HEADER, ""))}
        if response.status != expect:
            found = " ".join(content.decode(errors="replace").split())[:300]
            raise MeasurementFailed(f"{method} {path} answered {response.status}, not {expect}: {found}")
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, lowered, content, seconds, told.get("app", 0.0), told.get("cpu", 0.0))


def shown(answer: Answer, name: str) -> str:
    """The value of a hidden field on a page. Raises MeasurementFailed when the page has no such field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    if found is None:
        raise MeasurementFailed(f"The page has no field {name!r}: {' '.join(answer.text.split())[:200]}")
    return found[1]
