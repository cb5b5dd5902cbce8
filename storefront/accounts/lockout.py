"""For django-axes: who is trying to sign in. The shop's form sends ``login``, the admin's ``username``, allauth passes ``email``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

_NAMES = ("email", "username", "login")


def name_of_visitor(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """Return the address that a password is tried for, folded so that casing makes no new chances; empty when none was sent."""
    sent: Any = request.POST if request is not None else {}
    for source in (credentials or {}, sent):
        for name in _NAMES:
            if source.get(name):
                return str(source[name]).strip().casefold()[:254]
    return ""
