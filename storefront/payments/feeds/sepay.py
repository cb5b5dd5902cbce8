"""SePay's webhook: one JSON object a movement, with an API key, or signed over the time and the body.

Source of the form: developer.sepay.vn, "SePay webhooks" (fields, authentication, replies).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from .base import (
    MOST_VND,
    SIGNED_WITHIN,
    Notice,
    NoticeRefused,
    amount_of,
    check_account,
    hex_hmac,
    json_object,
    moment_of,
    same_secret,
    text_of,
)

SOURCE: Final = "sepay"
_SIGNS: Final = {"in": 1, "out": -1}


def read(*, body: bytes, headers: Mapping[str, str], api_key: str, webhook_secret: str, account: str, now: datetime) -> Notice:
    """Check and read a delivery. With a ``webhook_secret`` the signature is demanded, else the API key; one of the two must be set.

    Raises NoticeRefused and NoticeNotOurs.
    """
    if webhook_secret:
        _check_signature(body, headers, webhook_secret, now)
    else:
        _check_key(headers, api_key)
    told = json_object(body)
    notice_id, sign = text_of(told.get("id"), 60), _SIGNS.get(text_of(told.get("transferType"), 8).lower())
    if not notice_id or sign is None:
        raise NoticeRefused(reason="fields")
    check_account(told.get("accountNumber"), account)
    return Notice(
        source=SOURCE,
        notice_id=notice_id,
        account=account,
        booked_at=moment_of(told.get("transactionDate"), now),
        amount_vnd=sign * amount_of(told.get("transferAmount")),
        text=text_of(told.get("content"), 500) or text_of(told.get("description"), 500),
        bank_ref=text_of(told.get("referenceCode"), 80),
        balance_vnd=_balance(told.get("accumulated")),
    )


def _balance(value: object) -> int | None:
    """``accumulated``: the balance after the movement; 0 stands for a bank that does not tell it."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_VND else None


def _check_key(headers: Mapping[str, str], api_key: str) -> None:
    scheme, _, given = headers.get("Authorization", "").partition(" ")
    if not api_key or scheme.lower() != "apikey" or not same_secret(api_key, given.strip()):
        raise NoticeRefused(reason="forged")


def _check_signature(body: bytes, headers: Mapping[str, str], secret: str, now: datetime) -> None:
    """``X-SePay-Signature: sha256=<hex of HMAC over "<X-SePay-Timestamp>.<body>">``."""
    stamp = headers.get("X-SePay-Timestamp", "").strip()
    given = headers.get("X-SePay-Signature", "").strip().lower().removeprefix("sha256=")
    if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 12:
        raise NoticeRefused(reason="forged")
    if not same_secret(hex_hmac(secret, stamp.encode() + b"." + body), given):
        raise NoticeRefused(reason="forged")
    age = now.timestamp() - int(stamp)
    if abs(age) > SIGNED_WITHIN.total_seconds():
        raise NoticeRefused(reason="signed_too_early" if age > 0 else "signed_too_late")
