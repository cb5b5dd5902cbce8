"""Production refuses to start half configured or with a demo's secrets, and Django's deployment check has nothing to say."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

GOOD = {
    "SECRET_KEY": "q7Lw0zXr5mB2vNc9tYk4hGf8dSa1pJe6uRo3iWxZbTnMgQyVlK",
    "FIELD_KEYS": base64.urlsafe_b64encode(b"a key of thirty-two bytes, fixed").decode(),
    "ALLOWED_HOSTS": "shop.sinhke.example",
    "BASE_URL": "https://shop.sinhke.example",
    "EMAIL_URL": "smtp+tls://user:word@mail.sinhke.example:587",
}


def _start(*arguments: str, settings: str = "production", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings_module = {"DJANGO_SETTINGS_MODULE": f"storefront.settings.{settings}"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env={**kept, **settings_module, **environment}, capture_output=True, text=True
    )


def test_deployment_check_is_clean():
    done = _start("check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS", "BASE_URL"])
def test_refuses_to_start_without(name):
    done = _start("check", **{key: value for key, value in GOOD.items() if key != name})
    assert done.returncode != 0
    assert f"{name} must be set in production" in done.stderr


@pytest.mark.parametrize(
    "secret",
    [
        "demo-only-not-a-secret-please-set-your-own-in-production",
        "test-only",
        "django-insecure-q7Lw0zXr5mB2vNc9tYk4hGf8dSa1pJe6uRo3iWxZbTnM",
        GOOD["SECRET_KEY"][:49],
    ],
)
def test_refuses_a_demo_secret_or_a_short_one(secret):
    done = _start("check", **{**GOOD, "SECRET_KEY": secret})
    assert done.returncode != 0
    assert "SECRET_KEY is a demo secret or shorter than 50 characters" in done.stderr


def test_refuses_the_demo_key_of_the_encrypted_fields():
    done = _start("check", **{**GOOD, "FIELD_KEYS": GOOD["FIELD_KEYS"] + ",ZGVtby1vbmx5LW5vdC1hLXNlY3JldC1maWVsZC1rZXk="})
    assert done.returncode != 0
    assert "FIELD_KEYS holds the demo key" in done.stderr


def test_refuses_an_unknown_way_to_send_mail():
    done = _start("check", **{**GOOD, "EMAIL_URL": "pigeon://loft"})
    assert done.returncode != 0
    assert "unknown scheme 'pigeon'" in done.stderr


def test_refuses_a_number_of_proxies_that_is_none():
    done = _start("check", **{**GOOD, "TRUSTED_PROXIES": "nginx"})
    assert done.returncode != 0
    assert "TRUSTED_PROXIES is a number" in done.stderr


@pytest.mark.parametrize("off", ["0", "false", "no"])
def test_demo_settings_refuse_to_run_with_debug_off(off):
    done = _start("check", settings="dev", DEBUG=off)
    assert done.returncode != 0
    assert "refuse DEBUG=0" in done.stderr


@pytest.mark.parametrize("name", ["SEPAY_API_KEY", "SEPAY_WEBHOOK_SECRET", "PAYOS_CHECKSUM_KEY"])
def test_refuses_a_secret_of_a_bank_feed_that_can_be_guessed(name):
    done = _start("check", **{**GOOD, name: "ngan"})
    assert done.returncode != 0
    assert f"{name} is shorter than 16 characters" in done.stderr
