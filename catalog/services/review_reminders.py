"""Once a day a mail to those who may pass goods, while something waits longer than it should. Nothing waits silently."""

from __future__ import annotations

import datetime
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import CenterReviewTask
from catalog.services.review import Waiting, queue

TIMEOUT_SECONDS: Final = 10


def remind_of_reviews(now: datetime.datetime | None = None) -> int:
    """The job: one mail to each reviewer; returns how many are late."""
    late = [one for one in queue(now) if one.is_late]
    if late:
        _send(late, now or timezone.now())
    return len(late)


def _send(late: list[Waiting], now: datetime.datetime) -> None:
    roles = CenterReviewTask.objects.filter(active=True).values("groups")
    people = get_user_model()._default_manager.filter(is_active=True, is_staff=True, groups__in=roles).distinct()
    to = sorted(one.email for one in people if one.email)
    with translation.override("vi"):
        lines = [
            _("%(name)s, %(group)s: chờ %(days)s ngày") % {"name": one.item, "group": one.item.group, "days": (now - one.since).days}
            for one in late
        ]
        subject = ngettext("%(count)s món chờ duyệt quá 2 ngày", "%(count)s món chờ duyệt quá 2 ngày", len(late)) % {"count": len(late)}
        body = "\n\n".join(["\n".join(lines), f"{settings.BASE_URL.rstrip('/')}/admin/viec/duyet/"])
    connection = get_connection(timeout=TIMEOUT_SECONDS)
    for address in to:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address], connection=connection).send()
