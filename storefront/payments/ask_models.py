"""What a customer asks to give back, and what was answered."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperatives.consent.papers import EncryptedFileStorage


def ask_photos() -> Storage:
    """Where photos of such requests lie: encrypted, outside the media folder, without an address."""
    if "ask_photos" in settings.STORAGES:
        return storages["ask_photos"]
    return EncryptedFileStorage(location=Path(settings.DATA_DIR) / "asked")


class ReturnWindow(models.Model):
    """For how many days after delivery goods may be given back. Dated: an order keeps the window of the day on which it was placed."""

    valid_from = models.DateField(_("từ ngày"), unique=True)
    days = models.PositiveSmallIntegerField(_("số ngày sau khi nhận"), validators=[MaxValueValidator(365)])

    class Meta:
        verbose_name = _("thời hạn trả hàng")
        verbose_name_plural = pgettext_lazy("many", "thời hạn trả hàng")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}: {self.days}"

    @classmethod
    def days_on(cls, day: datetime.date) -> int:
        """Days in force for an order of ``day``; 0 when no row covers it."""
        row = cls.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
        return row.days if row else 0


class RefundRequest(models.Model):
    """A customer's wish to give back packs of one parcel. ``key`` is made by the page that asks; of a parcel one waits at a time."""

    class Status(models.TextChoices):
        """Waiting leads to one of the others; they are final."""

        WAITING = "waiting", _("Chờ xem")
        ACCEPTED = "accepted", _("Đã nhận")
        PARTLY = "partly", _("Nhận một phần")
        REFUSED = "refused", _("Không nhận")

    class Reason(models.TextChoices):
        """Why."""

        BROKEN = "broken", _("Hàng vỡ, hỏng khi tới")
        SPOILED = "spoiled", _("Hàng mốc, ôi, quá hạn")
        WRONG = "wrong", _("Giao sai món")
        MISSING = "missing", _("Thiếu hàng trong gói")
        NOT_AS_TOLD = "not_as_told", _("Không giống mô tả")
        CHANGED_MIND = "changed_mind", _("Tôi đổi ý")

    key = models.UUIDField(unique=True)
    parcel = models.ForeignKey("orders.Parcel", on_delete=models.PROTECT, related_name="refund_requests")
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices, default=Status.WAITING, db_index=True)
    reason = models.CharField(_("lý do"), max_length=14, choices=Reason.choices)
    note = models.CharField(_("khách kể"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("hỏi lúc"), auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("trả lời khách"), max_length=300, blank=True)
    refund = models.OneToOneField("payments.Refund", on_delete=models.PROTECT, null=True, blank=True, related_name="request")

    class Meta:
        verbose_name = _("yêu cầu trả hàng")
        verbose_name_plural = pgettext_lazy("many", "yêu cầu trả hàng")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["parcel"], condition=Q(status="waiting"), name="refundrequest_one_waiting"),
            models.CheckConstraint(
                condition=(Q(status="waiting", refund__isnull=True, decided_at__isnull=True))
                | (Q(status="refused", refund__isnull=True, decided_at__isnull=False) & ~Q(answer=""))
                | (Q(status="accepted", refund__isnull=False, decided_at__isnull=False))
                | (Q(status="partly", refund__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="refundrequest_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parcel}: {self.get_status_display()}"


class RefundRequestLine(models.Model):
    """How many packs of an order line she wants to give back, and how many were taken."""

    request = models.ForeignKey(RefundRequest, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    accepted_quantity = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "line"], name="refundrequestline_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(accepted_quantity__lte=F("quantity")), name="refundrequestline_packs"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.quantity}"


class RefundRequestPhoto(models.Model):
    """A photo that came with it, written anew from its pixels; staff and whoever has the order's link may see it."""

    request = models.ForeignKey(RefundRequest, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="asked/", storage=ask_photos)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.pk}"
