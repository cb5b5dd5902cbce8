"""Settings that every way of running the shop shares. The environment is read in :mod:`.environment` only."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from storefront.security import shop_policy

from .databases import database
from .environment import BASE_DIR, ENV
from .installed import INSTALLED_APPS as INSTALLED_APPS

DEBUG = False
DATA_DIR = Path(ENV.data_dir or BASE_DIR / "var")
SECRET_KEY = ENV.secret_key
FIELD_KEYS = ENV.field_keys
ALLOWED_HOSTS = ENV.allowed_hosts
BASE_URL = ENV.base_url or "http://127.0.0.1:8000"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = 0
ROOT_URLCONF = "storefront.urls"
WSGI_APPLICATION = "storefront.wsgi.application"
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": database(ENV.database_url, DATA_DIR / "sinhke.sqlite3")}
STRIPE_SECRET_KEY = ENV.stripe_secret_key
STRIPE_WEBHOOK_SECRET = ENV.stripe_webhook_secret
STRIPE_API_BASE = ENV.stripe_api_base
ELASTICSEARCH_URL = ENV.elasticsearch_url
ELASTICSEARCH_INDEX = "sinhke"  # alias of the index that answers; names of indexes begin with it
SHOP_BANK = {"bin": ENV.shop_bank_bin, "account": ENV.shop_bank_account, "holder": ENV.shop_bank_holder}
# Services that tell us what came in on that account; each is off while its secrets are empty.
BANK_FEEDS = {
    "sepay_api_key": ENV.sepay_api_key,
    "sepay_webhook_secret": ENV.sepay_webhook_secret,
    "payos_checksum_key": ENV.payos_checksum_key,
}

MIDDLEWARE = [
    "storefront.security.VisitorAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "storefront.compression.TextGzipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "storefront.security.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "storefront.gone.GoneMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.publishing.PublishingGateMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "storefront.cart.middleware.CartMiddleware",
    "storefront.desk.access.HiddenDeskMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "storefront" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wagtail.contrib.settings.context_processors.settings",
                "storefront.cart.context.cart_count",
                "storefront.context.shop",
            ],
        },
    },
]

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/tai-khoan/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "storefront.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "storefront.accounts.signing.LoginForm",
    "signup": "storefront.accounts.signing.SignupForm",
    "add_email": "storefront.accounts.signing.AddEmailForm",
    "change_password": "storefront.accounts.signing.ChangePasswordForm",
    "set_password": "storefront.accounts.signing.SetPasswordForm",
    "reset_password": "storefront.accounts.signing.ResetPasswordForm",
    "reset_password_from_key": "storefront.accounts.signing.ResetPasswordKeyForm",
}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "storefront.accounts.lockout.name_of_visitor"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
SMS_SENDER = ENV.sms_sender
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- language and country ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "storefront" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(ENV.media_root or BASE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Sinh Kế"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cooperatives.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cooperatives.media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "m4a", "mp3", "odp", "ods", "odt", "ogg", "opus", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS

# --- background work, cache, mail ------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.redis_url}
        if ENV.redis_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "sinhke"}
    )
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = ENV.mail_from
SERVER_EMAIL = ENV.mail_from
# A form that leads to the hosted page of the card gateway is followed there by the browser only when the policy names its origin.
CARD_PAGE_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(STRIPE_API_BASE)) if STRIPE_API_BASE else "https://checkout.stripe.com"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": shop_policy(CARD_PAGE_ORIGIN if STRIPE_SECRET_KEY else "")}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
