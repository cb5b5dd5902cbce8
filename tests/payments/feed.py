"""Deliveries of bank feeds as their makers sign them, and a client that posts them."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.payments.till import ACCOUNT

KEY = "khoa-cua-sepay-rat-dai-12345"
SECRET = "bi-mat-cua-sepay-rat-dai-678"
CHECKSUM = "khoa-kiem-cua-payos-dai-9012"
SEPAY, PAYOS = "/tin/ngan-hang/sepay/", "/tin/ngan-hang/payos/"


def sign(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def sepay_told(**changed: Any) -> dict[str, Any]:
    """What SePay says of one movement."""
    told = {
        "id": 92704,
        "gateway": "Vietcombank",
        "transactionDate": f"{timezone.localtime():%Y-%m-%d %H:%M:%S}",
        "accountNumber": ACCOUNT,
        "code": None,
        "content": "chuyen tien",
        "transferType": "in",
        "transferAmount": 50_000,
        "accumulated": 19_077_000,
        "subAccount": None,
        "referenceCode": "MBVCB.3278907687",
        "description": "",
    }
    return {**told, **changed}


def post(address: str, told: Any, **headers: str):
    body = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    return Client().post(address, body, content_type="application/json", headers=headers)


def by_key(told: Any, key: str = KEY):
    return post(SEPAY, told, Authorization=f"Apikey {key}")


def by_signature(told: Any, *, secret: str = SECRET, ahead_s: int = 0):
    stamp = str(int(timezone.now().timestamp()) + ahead_s)
    body = json.dumps(told, ensure_ascii=False)
    return post(SEPAY, body, **{"X-SePay-Timestamp": stamp, "X-SePay-Signature": f"sha256={sign(secret, f'{stamp}.{body}')}"})


def payos_told(*, secret: str = CHECKSUM, **changed: Any) -> dict[str, Any]:
    """What payOS says of one movement, signed."""
    data = {
        "orderCode": 123,
        "amount": 50_000,
        "description": "chuyen tien",
        "accountNumber": ACCOUNT,
        "reference": "FT26061000001",
        "transactionDateTime": f"{timezone.localtime():%Y-%m-%d %H:%M:%S}",
        "currency": "VND",
        "paymentLinkId": "124c33293c43417ab7879e14c8d9eb18",
        "code": "00",
        "desc": "Thành công",
        "counterAccountBankId": None,
        "counterAccountName": None,
        "virtualAccountName": "",
        **changed,
    }
    told = "&".join(f"{name}={'' if value is None else value}" for name, value in sorted(data.items()))
    return {"code": "00", "desc": "success", "success": True, "data": data, "signature": sign(secret, told)}
