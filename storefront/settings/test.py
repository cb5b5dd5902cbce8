"""Settings of the test suite: fast password hashing, mail in memory, database from ``DATABASE_URL`` or a SQLite file."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import ENV
from .databases import database

DEBUG = False
DEMO = True
SECRET_KEY = "test-only"
FIELD_KEYS = ["dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMTI="]
ALLOWED_HOSTS = ["*"]
TEST_DIR = Path(tempfile.mkdtemp(prefix="sinhke-test-"))
DATABASES = {"default": database(ENV.database_url, TEST_DIR / "sinhke.sqlite3")}
if not ENV.database_url:
    # A file, not memory: threads and processes of the concurrency tests must meet in one database.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DIR / "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
MEDIA_ROOT = TEST_DIR / "media"
DATA_DIR = TEST_DIR
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_SENDER = "storefront.accounts.senders.ConsoleSender"
SHOP_BANK = {"bin": "970436", "account": "1028866888", "holder": "SINH KE DEMO"}
BANK_FEEDS = {"sepay_api_key": "", "sepay_webhook_secret": "", "payos_checksum_key": ""}  # off, as in a shop that is not told any
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
ELASTICSEARCH_URL = ""  # tests of that engine turn it on; see tests/engines
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
