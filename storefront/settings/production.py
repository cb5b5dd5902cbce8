"""Production: every secret comes from the environment, and a demo secret is refused at start."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ENV
from .mail import mail_settings

_DEMO_MARKS = ("demo", "test-only", "changeme", "insecure")


def _require(name: str, value: object) -> None:
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production (see the README's table of variables).")


_require("SECRET_KEY", ENV.secret_key)
_require("FIELD_KEYS", ENV.field_keys)
_require("ALLOWED_HOSTS", ENV.allowed_hosts)
_require("BASE_URL", ENV.base_url)
if len(ENV.secret_key) < 50 or any(mark in ENV.secret_key.lower() for mark in _DEMO_MARKS):
    raise ImproperlyConfigured("SECRET_KEY is a demo secret or shorter than 50 characters; production needs its own long random one.")
if "ZGVtby1vbmx5LW5vdC1hLXNlY3JldC1maWVsZC1rZXk=" in ENV.field_keys:
    raise ImproperlyConfigured("FIELD_KEYS holds the demo key; production needs its own.")
for _name, _secret in (
    ("SEPAY_API_KEY", ENV.sepay_api_key),
    ("SEPAY_WEBHOOK_SECRET", ENV.sepay_webhook_secret),
    ("PAYOS_CHECKSUM_KEY", ENV.payos_checksum_key),
):
    if _secret and len(_secret) < 16:
        raise ImproperlyConfigured(f"{_name} is shorter than 16 characters: whoever guesses it makes orders count as paid.")

DEBUG = False
DEMO = False
EMAIL_BACKEND, _mail = mail_settings(ENV.email_url)
globals().update(_mail)
if ENV.trusted_proxies and not ENV.trusted_proxies.isdecimal():
    raise ImproperlyConfigured("TRUSTED_PROXIES is a number: how many servers of yours pass a request on before it reaches the shop.")
TRUSTED_PROXIES = int(ENV.trusted_proxies or 1)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# W019 asks for DENY; the editors' preview shows our own pages in a frame of our own, so it is SAMEORIGIN.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
