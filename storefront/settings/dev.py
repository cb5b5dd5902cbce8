"""The demo and development settings: one SQLite file, mail on the console, demo sign-ins. Refuses to run with ``DEBUG=0``."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ENV, MIDDLEWARE

if ENV.debug in {"0", "false", "no"}:
    raise ImproperlyConfigured("The demo settings hold demo secrets and refuse DEBUG=0; use storefront.settings.production.")

DEBUG = True
SECRET_KEY = ENV.secret_key or "demo-only-not-a-secret-please-set-your-own-in-production"
FIELD_KEYS = ENV.field_keys or ["ZGVtby1vbmx5LW5vdC1hLXNlY3JldC1maWVsZC1rZXk="]
ALLOWED_HOSTS = ENV.allowed_hosts or ["127.0.0.1", "localhost", "[::1]", "testserver"]
SHOP_BANK = {"bin": "970436", "account": "1028866888", "holder": "SINH KE DEMO"}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SMS_SENDER = ENV.sms_sender or "storefront.accounts.senders.ConsoleSender"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [*MIDDLEWARE, "storefront.demo.not_found.NotFoundMiddleware"]
DEMO = True
