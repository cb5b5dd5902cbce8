"""Being paid by card: the hosted page of one attempt, giving back to the card, and disputes.

A row of :class:`CardPage` is written and committed before the gateway is asked for the page, with the key under which it is asked: a
question whose answer was lost is asked again under the same key and has one effect.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_key() -> str:
    """Return a key that names one question to the gateway."""
    return uuid.uuid4().hex


class CardPage(models.Model):
    """One hosted page on which an order may be paid, and the money that came by it. At most one of an order is open."""

    class State(models.TextChoices):
        """Opening: asked for, not answered yet. Paid is final; it is never taken back by a later piece of news."""

        OPENING = "opening", _("Đang mở")
        OPEN = "open", _("Đang mở cho khách")
        PAID = "paid", _("Đã trả")
        EXPIRED = "expired", _("Đã đóng")
        REFUSED = "refused", _("Cổng thẻ không nhận")

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="card_pages", verbose_name=_("đơn"))
    attempt = models.PositiveSmallIntegerField(_("lần"))
    key = models.CharField(max_length=32, unique=True, default=new_key)
    session = models.CharField(max_length=120, unique=True, null=True, blank=True, help_text="The gateway's name for the page")
    url = models.TextField(blank=True)
    amount_vnd = models.BigIntegerField(_("số tiền"))
    state = models.CharField(_("tình trạng"), max_length=8, choices=State.choices, default=State.OPENING)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("trang đóng lúc"))
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When the gateway was last asked about it")
    decline = models.CharField(_("thẻ bị từ chối vì"), max_length=60, blank=True)

    intent = models.CharField(max_length=120, unique=True, null=True, blank=True)
    charge = models.CharField(max_length=120, blank=True)
    received_vnd = models.BigIntegerField(_("đã nhận"), default=0)
    paid_at = models.DateTimeField(_("trả lúc"), null=True, blank=True)
    unallocated_vnd = models.BigIntegerField(_("còn treo"), default=0, help_text="Part of it that still lies in 2090")
    returned_vnd = models.BigIntegerField(_("đã lập trả lại"), default=0, help_text="Asked to be given back, by card or by bank")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người quyết")
    )
    decided_at = models.DateTimeField(_("quyết lúc"), null=True, blank=True)
    decision = models.CharField(_("quyết thế nào"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("trang trả thẻ")
        verbose_name_plural = pgettext_lazy("many", "trang trả thẻ")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state__in=["opening", "open"]), name="cardpage_unfinished"),
            models.Index(fields=["paid_at"], condition=Q(unallocated_vnd__gt=0), name="cardpage_hanging"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state__in=["opening", "open"]), name="cardpage_one_open"),
            models.UniqueConstraint(fields=["order", "attempt"], name="cardpage_attempt_once"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="cardpage_amount_positive"),
            models.CheckConstraint(
                condition=Q(unallocated_vnd__gte=0) & Q(unallocated_vnd__lte=F("received_vnd")), name="cardpage_hangs_what_came"
            ),
            models.CheckConstraint(
                condition=Q(returned_vnd__gte=0) & Q(received_vnd__gte=F("returned_vnd") + F("unallocated_vnd")),
                name="cardpage_never_more_back_than_came",
            ),
            models.CheckConstraint(
                condition=(Q(state="paid") & Q(intent__isnull=False) & Q(paid_at__isnull=False) & Q(received_vnd__gt=0))
                | (~Q(state="paid") & Q(received_vnd=0)),
                name="cardpage_paid_is_whole",
            ),
        ]
        permissions = [("decide_cardpage", _("Quyết tiền thẻ không giao được hàng"))]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.attempt} {self.state}"


class CardRefund(models.Model):
    """The one attempt to give a refund back to the card that paid. Written before the gateway is asked, with the key of the question."""

    class State(models.TextChoices):
        """Asked: nothing is known yet. Only forward; a failure counts even after it had succeeded. Refused: it never began."""

        ASKED = "asked", _("Đang gửi tới thẻ")
        PENDING = "pending", _("Ngân hàng thẻ đang xử lý")
        SUCCEEDED = "succeeded", _("Đã về thẻ")
        FAILED = "failed", _("Thẻ không nhận lại được")
        REFUSED = "refused", _("Cổng thẻ không cho trả")

    refund = models.OneToOneField("payments.Refund", on_delete=models.PROTECT, related_name="card_refund")
    page = models.ForeignKey(CardPage, on_delete=models.PROTECT, related_name="card_refunds")
    key = models.CharField(max_length=32, unique=True, default=new_key)
    name = models.CharField(max_length=120, unique=True, null=True, blank=True, help_text="The gateway's name for it")
    amount_vnd = models.BigIntegerField(_("số tiền"))
    state = models.CharField(_("tình trạng"), max_length=9, choices=State.choices, default=State.ASKED)
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True, help_text="When the gateway was last asked for it; the answer may be lost")
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When its state was last read")
    failure = models.CharField(_("vì sao"), max_length=60, blank=True, help_text="The gateway's code")

    class Meta:
        verbose_name = _("khoản hoàn về thẻ")
        verbose_name_plural = pgettext_lazy("many", "khoản hoàn về thẻ")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(state__in=["asked", "pending"]), name="cardrefund_unfinished")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="cardrefund_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "refused"], name__isnull=True)
                | Q(state__in=["pending", "succeeded", "failed"], name__isnull=False),
                name="cardrefund_named_when_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_vnd} {self.state}"


class CardDispute(models.Model):
    """A card's holder asked her bank for the money back. The gateway's copy of it, and what people decided here."""

    class State(models.TextChoices):
        """Inquiry: nothing is taken yet. The last three are over. Dropped: an inquiry that came to nothing."""

        INQUIRY = "inquiry", _("Ngân hàng thẻ hỏi trước")
        NEEDS_RESPONSE = "needs_response", _("Chờ bằng chứng")
        UNDER_REVIEW = "under_review", _("Ngân hàng thẻ đang xét")
        WON = "won", _("Thắng")
        LOST = "lost", _("Thua")
        DROPPED = "dropped", _("Không thành")

    page = models.ForeignKey(CardPage, on_delete=models.PROTECT, related_name="disputes")
    name = models.CharField(max_length=120, unique=True, help_text="The gateway's name for it")
    amount_vnd = models.BigIntegerField(_("số tiền"))
    reason = models.CharField(_("lý do"), max_length=60, blank=True, help_text="The gateway's code")
    state = models.CharField(_("tình trạng"), max_length=14, choices=State.choices)
    opened_at = models.DateTimeField(_("mở lúc"))
    evidence_due_at = models.DateTimeField(_("hạn gửi bằng chứng"), null=True, blank=True)
    taken_at = models.DateTimeField(_("bị trừ lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When the gateway was last asked about it")
    covered_vnd = models.BigIntegerField(default=0, help_text="Refunds that it has paid, once lost")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người lo")
    )
    noted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người quyết")
    )
    decided_at = models.DateTimeField(_("quyết lúc"), null=True, blank=True)
    decision = models.CharField(_("quyết thế nào"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("khiếu nại thẻ")
        verbose_name_plural = pgettext_lazy("many", "khiếu nại thẻ")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="carddispute_positive"),
            models.CheckConstraint(condition=Q(covered_vnd__gte=0) & Q(covered_vnd__lte=F("amount_vnd")), name="carddispute_covers_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
