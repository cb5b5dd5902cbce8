"""Reads the process environment, once, in one place.

Every variable that the shop knows is a field of :class:`Environment`; the README lists the same names.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]


def _words(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def _text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


@dataclass(frozen=True)
class Environment:
    """What the shop may be told from outside. Empty text means "not configured"."""

    database_url: str = field(default_factory=lambda: _text("DATABASE_URL"))
    elasticsearch_url: str = field(default_factory=lambda: _text("ELASTICSEARCH_URL"))
    redis_url: str = field(default_factory=lambda: _text("REDIS_URL"))
    secret_key: str = field(default_factory=lambda: _text("SECRET_KEY"))
    field_keys: list[str] = field(default_factory=lambda: _words("FIELD_KEYS"))
    allowed_hosts: list[str] = field(default_factory=lambda: _words("ALLOWED_HOSTS"))
    base_url: str = field(default_factory=lambda: _text("BASE_URL"))
    debug: str = field(default_factory=lambda: _text("DEBUG"))
    email_url: str = field(default_factory=lambda: _text("EMAIL_URL"))
    mail_from: str = field(default_factory=lambda: _text("MAIL_FROM", "Sinh Kế <xinchao@sinhke.example>"))
    sms_sender: str = field(default_factory=lambda: _text("SMS_SENDER"))
    media_root: str = field(default_factory=lambda: _text("MEDIA_ROOT"))
    trusted_proxies: str = field(default_factory=lambda: _text("TRUSTED_PROXIES"))
    data_dir: str = field(default_factory=lambda: _text("DATA_DIR"))
    stripe_secret_key: str = field(default_factory=lambda: _text("STRIPE_SECRET_KEY"))
    stripe_webhook_secret: str = field(default_factory=lambda: _text("STRIPE_WEBHOOK_SECRET"))
    stripe_api_base: str = field(default_factory=lambda: _text("STRIPE_API_BASE"))
    sepay_api_key: str = field(default_factory=lambda: _text("SEPAY_API_KEY"))
    sepay_webhook_secret: str = field(default_factory=lambda: _text("SEPAY_WEBHOOK_SECRET"))
    payos_checksum_key: str = field(default_factory=lambda: _text("PAYOS_CHECKSUM_KEY"))
    shop_bank_bin: str = field(default_factory=lambda: _text("SHOP_BANK_BIN"))
    shop_bank_account: str = field(default_factory=lambda: _text("SHOP_BANK_ACCOUNT"))
    shop_bank_holder: str = field(default_factory=lambda: _text("SHOP_BANK_HOLDER"))


ENV = Environment()
