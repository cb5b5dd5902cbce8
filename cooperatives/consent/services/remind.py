"""Mails to staff 60, 30 and 7 days before a consent ends, each once. The mail names codes and days, nothing else."""

from __future__ import annotations

import datetime
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cooperatives.consent.models import Consent, Reminder

DAYS_BEFORE: Final = (60, 30, 7)


def remind_of_ends(now: datetime.datetime | None = None) -> int:
    """The job: send what is due; returns how many consents were named. The row is written first, so no mail goes out twice."""
    day = timezone.localdate(now) if now else timezone.localdate()
    due = []
    for consent in Consent.objects.ending(day, max(DAYS_BEFORE)).select_related("person"):
        left = (consent.valid_until - day).days
        step = min(days for days in DAYS_BEFORE if left <= days)
        with transaction.atomic():
            _row, is_new = Reminder.objects.get_or_create(consent=consent, days_before=step, defaults={"sent_at": timezone.now()})
        if is_new:
            due.append((consent, left))
    if due:
        _send(due)
    return len(due)


def _send(due: list[tuple[Consent, int]]) -> None:
    """One mail to everybody who may change consents."""
    with translation.override("vi"):
        lines = [
            _("%(code)s: còn %(days)s ngày, đến hết %(day)s")
            % {"code": one.person.code, "days": left, "day": f"{one.valid_until:%d/%m/%Y}"}
            for one, left in due
        ]
        intro = _("Những sự đồng ý sau sắp hết hạn. Hỏi lại chị ấy nếu trang còn cần; không thì tới ngày đó trang tự ẩn.")
        address = f"{settings.WAGTAILADMIN_BASE_URL}/admin/snippets/consent/consent/"
        body = "\n\n".join([intro, "\n".join(lines), address])
        subject = _("Sự đồng ý sắp hết hạn: %(count)s") % {"count": len(due)}
    staff = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    to = [user.email for user in staff if user.has_perm("consent.change_consent") and user.email]
    for address in to:
        send_mail(subject, body, None, [address], fail_silently=False)
