"""Taxes that the center pays on to the state."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaxPayment(models.Model):
    """Taxes of one month, proposed by one person, approved by another, and booked when the bank shows the money leaving.

    ``vat_vnd`` and ``pit_vnd`` were withheld from sellers (2300), ``own_vat_vnd`` is the VAT in the center's own fees (2400).
    """

    class Status(models.TextChoices):
        """Approved: the transfer may be ordered. Settled: it stands on the statement and in the books."""

        PROPOSED = "proposed", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt")
        SETTLED = "settled", _("Đã nộp")
        DROPPED = "dropped", _("Đã bỏ")

    period_on = models.DateField(_("tháng"), help_text="First day of the month")
    vat_vnd = models.BigIntegerField(_("GTGT khấu trừ"))
    pit_vnd = models.BigIntegerField(_("TNCN khấu trừ"))
    own_vat_vnd = models.BigIntegerField(_("GTGT trên phí của trung tâm"))
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đề nghị"))
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người duyệt")
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    bank_line = models.OneToOneField("payments.BankLine", on_delete=models.PROTECT, null=True, blank=True, related_name="tax_payment")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần nộp thuế")
        verbose_name_plural = pgettext_lazy("many", "lần nộp thuế")
        ordering = ["-period_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["period_on"], condition=Q(status__in=["proposed", "approved"]), name="taxpayment_one_open"),
            models.CheckConstraint(
                condition=Q(vat_vnd__gte=0, pit_vnd__gte=0, own_vat_vnd__gte=0)
                & (Q(vat_vnd__gt=0) | Q(pit_vnd__gt=0) | Q(own_vat_vnd__gt=0)),
                name="taxpayment_positive",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")), name="taxpayment_approved_by_another"
            ),
            models.CheckConstraint(
                condition=(Q(status="settled") & Q(bank_line__isnull=False) & Q(approved_by__isnull=False))
                | (~Q(status="settled") & Q(bank_line__isnull=True)),
                name="taxpayment_settled_by_a_line",
            ),
        ]
        permissions = [("propose_taxpayment", _("Đề nghị nộp thuế")), ("approve_taxpayment", _("Duyệt nộp thuế"))]

    def __str__(self) -> str:
        return f"{self.period_on:%m/%Y} {self.total_vnd}"

    @property
    def total_vnd(self) -> int:
        """What leaves the bank."""
        return self.vat_vnd + self.pit_vnd + self.own_vat_vnd
