"""Two people changed one thing: both versions side by side, and she chooses. Nothing is overwritten before that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import pgettext
from wagtail.models import ModelLogEntry

from catalog.models import Variant
from storefront.accounts.models import User
from storefront.portal.access import Seat
from storefront.portal.frame import frame


@dataclass(frozen=True, slots=True)
class Disputed:
    """One field. ``now`` and ``hers`` are read; the values behind them are sent."""

    name: str
    label: str
    now: str
    hers: str
    now_value: Any
    hers_value: Any


def ask_which(
    request: HttpRequest, seat: Seat, *, title: str, address: str, back: str, seen: int, rows: Iterable[Disputed],
    settled: Mapping[str, Any] | None = None, changed: str = "",
) -> HttpResponse:  # fmt: skip
    """Show both. What she chooses is sent to ``address`` as made on what she sees now (``seen``); ``settled`` goes with it unasked."""
    others = {name: "" if value is None else value for name, value in (settled or {}).items()}
    asked = {"title": title, "address": address, "back": back, "seen": seen, "rows": list(rows), "settled": others, "changed": changed}
    return TemplateResponse(request, "portal/both.html", frame(seat, "goods") | asked)


def changed_by(pack: Variant, action: str, now: Mapping[str, int]) -> str:
    """Who made a pack what it is now, when the log knows: "Trung tâm" or a first name."""
    entry = ModelLogEntry.objects.for_instance(pack).filter(action=action).select_related("user").order_by("-timestamp", "-pk").first()
    if entry is None or any(entry.data.get(name) != value for name, value in now.items()):
        return ""
    user = entry.user
    if not isinstance(user, User):
        return ""
    return pgettext("who", "Trung tâm") if user.is_staff else user.first_name
