"""The slip that she takes home: what she allowed, until when, and a secret address to take it back without asking anybody.

Only a keyed hash of the secret is kept. A new slip makes the old one's address void.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any, Final

from django.conf import settings
from wagtail.log_actions import log

from cooperatives.consent.models import Consent
from cooperatives.vietnam.errors import DomainError

BYTES: Final = 16


class ConsentWithdrawn(DomainError):
    """There is no slip for a consent that was taken back."""


def secret_hash(secret: str) -> str:
    """What the database keeps of a secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"slip:{secret}".encode(), hashlib.sha256).hexdigest()


def issue_slip(*, consent: Consent, actor: Any) -> str:
    """Return a new secret for the slip. Raises ConsentWithdrawn, and then nothing was changed."""
    secret = secrets.token_urlsafe(BYTES)
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(secret_hash=secret_hash(secret)):
        raise ConsentWithdrawn(consent=consent.pk)
    log(instance=consent, action="consent.slip_printed", user=actor)
    return secret


def consent_of(secret: str) -> Consent | None:
    """The consent whose newest slip carries this secret."""
    return Consent.objects.filter(secret_hash=secret_hash(secret)).select_related("person").first() if secret else None
