"""Mail settings from ``EMAIL_URL``, e.g. ``smtp+tls://user:password@mail.example.org:587`` or ``console:``."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def mail_settings(url: str) -> tuple[str, dict[str, Any]]:
    """Return (backend path, extra settings). Raises ImproperlyConfigured for a scheme it does not know."""
    if not url or url.startswith("console:"):
        return "django.core.mail.backends.console.EmailBackend", {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtp+ssl"}:
        raise ImproperlyConfigured(f"EMAIL_URL: unknown scheme {parts.scheme!r}; use smtp, smtp+tls, smtp+ssl or console.")
    return _SMTP, {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
    }
