"""Certificates: dated papers that somebody uploaded and somebody else verified.

A badge, facet or claim shows only while its certificate is verified, not revoked and valid TODAY, decided when read; so it goes at
midnight by itself. Where it may show is decided by its scheme: :mod:`catalog.claims`. Who moves it: :mod:`catalog.services.certificates`.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.files import private_files
from catalog.models.label import LabelScheme

EXPIRING_DAYS = 180
"""So long before its end a certificate counts as ending: a new dossier takes months."""
PRINTED = ("scheme_id", "group_id", "product_id", "number", "decided_on", "issuer_as_printed", "issued_on", "expires_on", "scan")
"""What a second person compares with the paper."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about many certificates."""

    def valid_on(self, day: datetime.date | None = None) -> CertificateQuerySet:
        """Certificates that hold on ``day`` (today): verified, not revoked, begun and not over."""
        day = day or timezone.localdate()
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day), verified_at__isnull=False, revoked_at__isnull=True, issued_on__lte=day
        )

    def in_state(self, *states: str, day: datetime.date | None = None) -> CertificateQuerySet:
        """Certificates that stand in one of these states on ``day`` (today)."""
        asked = Q(pk__in=[])
        for state in states:
            asked |= _where(Certificate.State(state), day or timezone.localdate())
        return self.filter(asked)


def new_check_code() -> str:
    """Return the code under which the public checks a certificate."""
    return secrets.token_urlsafe(9)


def scan_name(certificate: Certificate, filename: str) -> str:
    """A random name: what people call the files on their phones may name them."""
    ending = filename.rpartition(".")[2].lower()
    return f"certificates/{secrets.token_hex(12)}.{ending if ending in ('pdf', 'jpg', 'jpeg', 'png', 'webp') else 'bin'}"


class Certificate(models.Model):
    """A paper that somebody uploaded and somebody else verified. Scope: one product, or the whole group when ``product`` is empty."""

    class State(models.TextChoices):
        """Where it stands. Only facts are stored (who verified when, revoked when, the last day), so time moves it without a job."""

        PENDING = "pending", _("Chờ người thứ hai kiểm")
        VERIFIED = "verified", _("Còn hiệu lực")
        EXPIRING = "expiring", _("Sắp hết hạn")
        EXPIRED = "expired", _("Hết hạn")
        REVOKED = "revoked", _("Đã thu hồi")

    class Way(models.TextChoices):
        """How the second person found the paper to be real."""

        LIST = "list", _("Tra danh sách của nơi cấp")
        PHONE = "phone", _("Gọi nơi cấp")
        SEEN = "seen", _("Xem bản chính")

    scheme = models.ForeignKey(LabelScheme, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("loại nhãn"))
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="certificates", verbose_name=_("nhóm"))
    product = models.ForeignKey(
        "catalog.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("cho món")
    )
    number = models.CharField(_("số"), max_length=80)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer_as_printed = models.CharField(_("nơi cấp, như in trên giấy"), max_length=200)
    issued_on = models.DateField(_("có hiệu lực từ"))
    expires_on = models.DateField(
        _("hết hạn, như in trên giấy"), null=True, blank=True, help_text=_("Ngày in trên giấy luôn đúng hơn ngày tính ra.")
    )
    is_end_counted = models.BooleanField(_("ngày hết hạn do tính ra"), default=False, editable=False)
    scan = models.FileField(_("ảnh giấy (không công khai)"), upload_to=scan_name, storage=private_files, blank=True)
    check_code = models.CharField(max_length=16, unique=True, default=new_check_code, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    uploaded_at = models.DateTimeField(auto_now_add=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người kiểm")
    )
    verified_at = models.DateTimeField(_("kiểm lúc"), null=True, blank=True)
    verified_way = models.CharField(_("kiểm bằng cách nào"), max_length=8, choices=Way.choices, blank=True)
    verified_how = models.CharField(_("ghi chú khi kiểm (không công khai)"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_reason = models.CharField(_("lý do thu hồi"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy chứng nhận")
        verbose_name_plural = pgettext_lazy("many", "giấy chứng nhận")
        indexes = [models.Index(fields=["scheme", "product", "expires_on"]), models.Index(fields=["group", "expires_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("uploaded_by")), name="certificate_verified_by_another"
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True) | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="certificate_verified_whole",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")), name="certificate_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(is_end_counted=False) | Q(expires_on__isnull=False), name="certificate_counted_end_is_there"
            ),
            models.UniqueConstraint(fields=["scheme", "number", "issuer_as_printed", "group", "product"], name="certificate_once"),
            models.UniqueConstraint(
                fields=["scheme", "number", "issuer_as_printed", "group"],
                condition=Q(product__isnull=True),
                name="certificate_of_group_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.short_name} {self.number}"

    def get_absolute_url(self) -> str:
        """Public "check this certificate" page."""
        return reverse("catalog:certificate", args=[self.check_code])

    def is_valid(self, day: datetime.date | None = None) -> bool:
        """Whether it holds on ``day`` (today)."""
        day = day or timezone.localdate()
        return (
            self.verified_at is not None
            and self.revoked_at is None
            and self.issued_on <= day
            and (self.expires_on is None or self.expires_on >= day)
        )

    def state_on(self, day: datetime.date | None = None) -> State:
        """Where it stands on ``day`` (today): the same answer as :meth:`CertificateQuerySet.in_state`."""
        day = day or timezone.localdate()
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.verified_at is None:
            return self.State.PENDING
        if self.expires_on is None or self.expires_on > day + datetime.timedelta(days=EXPIRING_DAYS):
            return self.State.VERIFIED
        return self.State.EXPIRING if self.expires_on >= day else self.State.EXPIRED

    @property
    def fingerprint(self) -> str:
        """A short text that changes when anything printed on the paper, or its scan, is changed here."""
        told = [str(getattr(self, name) or "") for name in PRINTED]
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:20]

    @property
    def public_number(self) -> str:
        """The number, unless the group hides its place: a decision's number leads to the province that took it."""
        return "" if self.group.hides_place else self.number

    @property
    def public_issuer(self) -> str:
        """Who gave it, as printed; for a group that hides its place only what kind of office gives this label."""
        return self.scheme.issuer if self.group.hides_place else self.issuer_as_printed


class CertificateReminder(models.Model):
    """Somebody has to be told that a certificate ends soon: one row, told once. A new last day starts anew.

    Claimed by a conditional UPDATE before the mail goes out, so that two workers do not both send it.
    """

    class Audience(models.TextChoices):
        """Who is told."""

        STAFF = "staff", _("Trung tâm")
        GROUP = "group", _("Nhóm")

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="reminders")
    ends_on = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=8, choices=Audience.choices)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "ends_on", "days_before", "audience"], name="certificate_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.days_before}"


def _where(state: Certificate.State, day: datetime.date) -> Any:
    """The rows of one state."""
    states = Certificate.State
    standing = Q(verified_at__isnull=False, revoked_at__isnull=True)
    soon = day + datetime.timedelta(days=EXPIRING_DAYS)
    return {
        states.PENDING: Q(verified_at__isnull=True, revoked_at__isnull=True),
        states.VERIFIED: standing & (Q(expires_on__isnull=True) | Q(expires_on__gt=soon)),
        states.EXPIRING: standing & Q(expires_on__gte=day, expires_on__lte=soon),
        states.EXPIRED: standing & Q(expires_on__lt=day),
        states.REVOKED: Q(revoked_at__isnull=False),
    }[state]
