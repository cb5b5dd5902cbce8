"""payOS's webhook: the movement under ``data``, signed over its fields in the order of their names.

Source of the form: payos.vn/docs, "Kiểm tra dữ liệu với signature". It carries no time of signing, so what is old is told by the
movement itself and what comes again by its reference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from .base import Notice, NoticeNotOurs, NoticeRefused, amount_of, check_account, hex_hmac, json_object, moment_of, same_secret, text_of

SOURCE: Final = "payos"


def read(*, body: bytes, checksum_key: str, account: str, now: datetime) -> Notice:
    """Check and read a delivery. Raises NoticeRefused and NoticeNotOurs."""
    told = json_object(body)
    data, given = told.get("data"), told.get("signature")
    if not isinstance(data, dict) or not isinstance(given, str) or not checksum_key:
        raise NoticeRefused(reason="forged")
    if not same_secret(hex_hmac(checksum_key, signed_text(data).encode()), given.strip().lower()):
        raise NoticeRefused(reason="forged")
    if told.get("success") is False or data.get("code", "00") != "00":
        raise NoticeNotOurs(reason="failed")
    check_account(data.get("accountNumber"), account)
    if data.get("currency", "VND") != "VND":
        raise NoticeNotOurs(reason="currency")
    bank_ref = text_of(data.get("reference"), 80)
    if not bank_ref:
        raise NoticeRefused(reason="fields")
    return Notice(
        source=SOURCE,
        notice_id=bank_ref,
        account=account,
        booked_at=moment_of(data.get("transactionDateTime"), now),
        amount_vnd=amount_of(data.get("amount")),
        text=text_of(data.get("description"), 500),
        bank_ref=bank_ref,
    )


def signed_text(data: Mapping[str, Any]) -> str:
    """``k=v&k=v`` by name: nothing and "null" are empty, lists are JSON with the keys of their objects sorted."""
    return "&".join(f"{name}={_told(data[name])}" for name in sorted(data))


def _told(value: Any) -> str:
    if value is None or value in ("null", "undefined"):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        rows = [dict(sorted(one.items())) if isinstance(one, dict) else one for one in value]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return str(value)
