"""Whether a request is a person's who asks for the first time today. Nothing of it is written anywhere."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
import threading
from typing import Final

from crawleruseragents import is_crawler
from django.http import HttpRequest
from django.utils import timezone

MOST_REMEMBERED: Final = 20_000
"""Digests kept at once, about two megabytes."""


def is_person(request: HttpRequest) -> bool:
    """Whether a browser asks because somebody looks at it now: no machine, nothing fetched ahead, nobody who asked not to be counted."""
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    refuses = "1" in {request.headers.get("Sec-GPC"), request.headers.get("DNT")}
    return bool(agent) and "prefetch" not in ahead and not refuses and not is_crawler(agent)


class _Today:
    """Digests of (visitor, what), under a key that this process draws each day and never writes down."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day: datetime.date | None = None
        self._key = b""
        self._seen: set[bytes] = set()

    def is_new(self, said: str) -> bool:
        """Whether this was not told yet today; when the memory is full, it is begun anew."""
        with self._lock:
            today = timezone.localdate()
            if self._day != today or len(self._seen) >= MOST_REMEMBERED:
                self._day, self._key, self._seen = today, secrets.token_bytes(32), set()
            digest = hmac.digest(self._key, said.encode(), hashlib.sha256)[:16]
            is_new = digest not in self._seen
            self._seen.add(digest)
            return is_new

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._day = None


_today: Final = _Today()
forget_visitors = _today.forget


def is_first_today(request: HttpRequest, what: str) -> bool:
    """Whether this visitor did not do the same before today, as far as this process knows: who asks three times is counted once."""
    return _today.is_new(f"{request.META.get('REMOTE_ADDR', '')}|{request.headers.get('User-Agent', '')}|{what}")
