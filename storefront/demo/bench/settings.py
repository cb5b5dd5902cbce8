"""Settings of the measured server: as in production (no DEBUG, hashed and compressed files), with the demo's secrets and no HTTPS.

The settings they build on lie above this room, and imports go down only, so these are read by name, as Django reads them.
"""

from importlib import import_module

_base = import_module("storefront.settings.base")
_demo = import_module("storefront.settings.dev")
globals().update({name: value for name, value in vars(_base).items() if name.isupper()})

DEMO = True
SECRET_KEY = _demo.SECRET_KEY
FIELD_KEYS = _demo.FIELD_KEYS
SHOP_BANK = _demo.SHOP_BANK
SMS_SENDER = _demo.SMS_SENDER
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "storefront.demo.bench.urls"
MIDDLEWARE = ["storefront.demo.bench.stopwatch.StopwatchMiddleware", *_base.MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MEDIA_ROOT = _base.DATA_DIR / "media"
STATIC_ROOT = _base.DATA_DIR / "static"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "root": {"handlers": ["console"]},
}
