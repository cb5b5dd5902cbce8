"""What became of a consent: who was reminded, the withdrawal with its receipt, and the addresses that answer 410.

No row here repeats a word of what was removed: artefacts are named by kind and number, addresses by a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .consent import Consent


class Withdrawal(models.Model):
    """One taking back: hidden at ``requested_at``; finished when every trace is gone and that was checked."""

    class Via(models.TextChoices):
        """How she asked."""

        STAFF = "staff", _("Nhân viên ghi giúp")
        PAPER = "paper", _("Chị tự rút qua đường dẫn trên giấy")
        REPLAY = "replay", _("Làm lại sau khi khôi phục dữ liệu")

    class Status(models.TextChoices):
        """Where it stands."""

        HIDDEN = "hidden", _("Đã ẩn, đang gỡ")
        FINISHED = "finished", _("Đã gỡ hết và kiểm lại")

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal", verbose_name=_("sự đồng ý"))
    via = models.CharField(_("cách rút"), max_length=8, choices=Via.choices)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    requested_at = models.DateTimeField(_("rút lúc"))
    status = models.CharField(_("tình trạng"), max_length=8, choices=Status.choices, default=Status.HIDDEN)
    finished_at = models.DateTimeField(_("gỡ xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần rút lại")
        verbose_name_plural = _("những lần rút lại")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="hidden", finished_at__isnull=True) | models.Q(status="finished", finished_at__isnull=False),
                name="withdrawal_finished_has_moment",
            )
        ]

    def __str__(self) -> str:
        return str(self.consent)


class RemovedArtefact(models.Model):
    """One line of the receipt: what was removed, and how its absence was proven."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="artefacts")
    kind = models.CharField(_("thứ"), max_length=40)
    reference = models.CharField(_("số"), max_length=120)
    proof = models.CharField(_("kiểm bằng cách"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("kiểm lúc"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["withdrawal", "kind", "reference"], name="artefact_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


def address_hash(path: str) -> str:
    """A keyed hash of an address, so that the table tells nobody what stood there. Slashes at the end do not count."""
    normal = "/" + path.strip("/")
    return hmac.new(settings.SECRET_KEY.encode(), f"gone:{normal}".encode(), hashlib.sha256).hexdigest()


class GoneAddress(models.Model):
    """An address that answers 410 for good."""

    path_hash = models.CharField(max_length=64, unique=True)
    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="addresses")

    def __str__(self) -> str:
        return self.path_hash[:12]


class Reminder(models.Model):
    """Staff were told that a consent ends soon; one row, one mail."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consent", "days_before"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.consent_id}: {self.days_before}"
