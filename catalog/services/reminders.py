"""Mails 180, 90 and 30 days before a certificate ends, to the center and to the group's leads, each once.

A new dossier takes months (OCOP: 36 months, the issuer itself warns at least 30 days before). The mail names papers and days only.
"""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.models import Certificate, CertificateReminder
from cooperatives.groups.models import Membership

logger = logging.getLogger(__name__)
DAYS_BEFORE: Final = (180, 90, 30)
PATIENCE: Final = datetime.timedelta(minutes=30)
MOST_TRIES: Final = 12
TIMEOUT_SECONDS: Final = 10
STAFF, GROUP = CertificateReminder.Audience.STAFF, CertificateReminder.Audience.GROUP


def remind_of_certificates(now: datetime.datetime | None = None) -> int:
    """The job: write down who has to be told, then tell. Returns how many reminders went out.

    After a standstill only the nearest of the missed days is told.
    """
    moment = now or timezone.now()
    write_down(timezone.localdate(moment))
    told = 0
    for group_id, reminders in _claimed(moment).items():
        try:
            _send(group_id, reminders)
        except OSError:  # the mail server is away: the claim runs out and the next run tries again
            logger.exception("reminders of certificates could not be sent: %s", [one.pk for one in reminders])
            continue
        told += CertificateReminder.objects.filter(pk__in=[one.pk for one in reminders]).update(sent_at=timezone.now())
    return told


def write_down(day: datetime.date) -> None:
    """One row for each audience and step that is due. The UNIQUE key keeps it at one."""
    ending = Certificate.objects.in_state(Certificate.State.EXPIRING, day=day)
    rows = [
        CertificateReminder(certificate_id=pk, ends_on=ends_on, days_before=step, audience=audience)
        for pk, ends_on in ending.values_list("pk", "expires_on")
        if ends_on is not None
        for step in [min(days for days in DAYS_BEFORE if (ends_on - day).days <= days)]
        for audience in (STAFF, GROUP)
    ]
    CertificateReminder.objects.bulk_create(rows, ignore_conflicts=True)


def _claimed(now: datetime.datetime) -> dict[int | None, list[CertificateReminder]]:
    """What this call may send, by group, under None for the staff. What was renewed or revoked meanwhile is left."""
    waiting = Q(sent_at=None, tries__lt=MOST_TRIES) & (Q(tried_at=None) | Q(tried_at__lt=now - PATIENCE))
    standing = Q(certificate__revoked_at__isnull=True, certificate__expires_on=F("ends_on"), ends_on__gte=timezone.localdate(now))
    found: dict[int | None, list[CertificateReminder]] = defaultdict(list)
    rows = CertificateReminder.objects.filter(waiting, standing).select_related("certificate__scheme", "certificate__product")
    for one in rows.select_related("certificate__group").order_by("ends_on", "pk"):
        if CertificateReminder.objects.filter(waiting, pk=one.pk).update(tried_at=now, tries=F("tries") + 1):
            found[one.certificate.group_id if one.audience == GROUP else None].append(one)
    return found


def _send(group_id: int | None, reminders: list[CertificateReminder]) -> None:
    to = sorted(set(_staff() if group_id is None else _leads(group_id)))
    if not to:  # members without a mail address read it in the portal
        return
    with translation.override("vi"):
        lines = [
            _("%(label)s số %(number)s, %(subject)s: hết hạn sau ngày %(day)s")
            % {
                "label": one.certificate.scheme.name,
                "number": one.certificate.number,
                "subject": one.certificate.product or one.certificate.group,
                "day": f"{one.ends_on:%d/%m/%Y}",
            }
            for one in reminders
        ]
        intro = _("Những giấy sau sắp hết hạn. Làm hồ sơ xin cấp lại từ bây giờ; qua ngày đó nhãn tự biến mất khỏi trang bán.")
        subject = _("Giấy chứng nhận sắp hết hạn: %(count)s") % {"count": len(reminders)}
        where = "nhom/" if group_id is not None else "admin/snippets/catalog/certificate/"
        body = "\n\n".join([intro, "\n".join(lines), f"{settings.BASE_URL.rstrip('/')}/{where}"])
    connection = get_connection(timeout=TIMEOUT_SECONDS)
    for address in to:  # one by one: nobody sees who else is told
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address], connection=connection).send()


def _leads(group_id: int) -> Iterable[str]:
    leads = Membership.objects.filter(group_id=group_id, role=Membership.Role.LEAD, user__is_active=True)
    # Members without e-mail have an address under .invalid, where no mail server is (RFC 2606).
    return [address for address in leads.values_list("user__email", flat=True) if address and not address.endswith(".invalid")]


def _staff() -> Iterable[str]:
    people = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    return [one.email for one in people if one.email and one.has_perm("catalog.change_certificate")]
