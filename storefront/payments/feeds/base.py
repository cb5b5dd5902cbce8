"""One movement as a bank feed tells it, and the checks that every feed shares."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from cooperatives.vietnam.errors import DomainError
from storefront.payments.statement_rows import read_moment

MAX_BYTES: Final = 64 * 1024
SIGNED_WITHIN: Final = timedelta(minutes=5)
"""A signature may be this old, or this far ahead of our clock."""
OLDEST: Final = timedelta(days=7)
"""Movements before this come by statement file; a feed repeats itself for hours, not for weeks."""
AHEAD: Final = timedelta(minutes=10)
MOST_VND: Final = 10**13


class NoticeRefused(DomainError):
    """A notice that is not taken in; nothing is stored. Facts: ``reason``.

    forged (no or a wrong secret), signed_too_early, signed_too_late, too_large, not_json, fields, amount, date, too_old, in_future,
    changed (known by its number, but with another movement).
    """


class NoticeNotOurs(DomainError):
    """Genuine, but no movement on our account: a test of the address, another account, a failed transfer. Facts: ``reason``."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One movement. ``notice_id`` names the message at its source; amounts: positive in, negative out."""

    source: str
    notice_id: str
    account: str
    booked_at: datetime
    amount_vnd: int
    text: str
    bank_ref: str
    balance_vnd: int | None = None
    """On the account after this movement, where a feed tells it."""


def hex_hmac(secret: str, message: bytes) -> str:
    """HMAC-SHA256 as lower-case hex."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def same_secret(ours: str, theirs: str) -> bool:
    """Compare without telling by the time taken where they differ."""
    return hmac.compare_digest(ours.encode(), theirs.encode("utf-8", "replace"))


def json_object(body: bytes) -> Mapping[str, Any]:
    """The body as an object. Raises NoticeRefused."""
    if len(body) > MAX_BYTES:
        raise NoticeRefused(reason="too_large")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as broken:
        raise NoticeRefused(reason="not_json") from broken
    if not isinstance(told, dict):
        raise NoticeRefused(reason="not_json")
    return told


def amount_of(value: object) -> int:
    """A whole number of đồng above zero. Raises NoticeRefused: zero, negative, with a fraction, text that is no number."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 13:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= MOST_VND:
        raise NoticeRefused(reason="amount")
    return value


def moment_of(value: object, now: datetime) -> datetime:
    """When it was booked, in Vietnam's time. Raises NoticeRefused for no date, one in the future, one that is too old."""
    moment = read_moment(value) if isinstance(value, str) else None
    if moment is None:
        raise NoticeRefused(reason="date")
    if moment > now + AHEAD:
        raise NoticeRefused(reason="in_future")
    if moment < now - OLDEST:
        raise NoticeRefused(reason="too_old")
    return moment


def text_of(value: object, longest: int) -> str:
    """Text on one line, cut; empty for anything that is no text or number."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(value.replace("\x00", "").split())[:longest] if isinstance(value, str) else ""


def check_account(value: object, ours: str) -> None:
    """Raise NoticeNotOurs unless the movement is on our account; leading zeros are not told by all banks."""
    theirs = text_of(value, 40).replace(" ", "")
    if not ours or theirs.lstrip("0") != ours.lstrip("0"):
        raise NoticeNotOurs(reason="other_account")
