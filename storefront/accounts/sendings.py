"""Keys of what phones sent. A phone repeats what it has no answer to for some days at most; after that its key may be forgotten."""

from __future__ import annotations

import datetime
from typing import Final

from django.utils import timezone

from storefront.accounts.models import Sending

KEPT_DAYS: Final = 180


def forget_sendings(now: datetime.datetime | None = None) -> int:
    """Delete keys older than :data:`KEPT_DAYS`; returns how many."""
    long_ago = (now or timezone.now()) - datetime.timedelta(days=KEPT_DAYS)
    return Sending.objects.filter(created_at__lt=long_ago).delete()[0]
