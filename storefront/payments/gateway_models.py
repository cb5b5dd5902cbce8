"""What the card gateway told us: its messages, the movements of our balance there, and how far that balance was read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .card_models import CardPage


class GatewayNews(models.Model):
    """One signed message of the gateway, kept once. Only which object it was about: what is true of it is read from the gateway again."""

    class State(models.TextChoices):
        """Todo: stored, not worked off. Foreign: about nothing of ours."""

        TODO = "todo", _("Chờ xem")
        DONE = "done", _("Đã xem")
        FOREIGN = "foreign", _("Không phải của cửa hàng")

    event_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=80)
    about = models.CharField(max_length=120, help_text="The gateway's name of the object")
    page_key = models.CharField(max_length=32, blank=True)
    intent = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TODO)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tin của cổng thẻ")
        verbose_name_plural = pgettext_lazy("many", "tin của cổng thẻ")
        ordering = ["pk"]
        indexes = [models.Index(fields=["received_at"], condition=Q(state="todo"), name="gatewaynews_todo")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class GatewayMovement(models.Model):
    """One movement of our balance at the gateway. Amounts are in the smallest unit of ``currency``, negative out: net = amount - fee.

    ``worth_vnd`` is what its amount is in đồng, as it was booked against 1021; none for what never touches that account.
    """

    class State(models.TextChoices):
        """Unknown: it lies in 1021, and nothing of ours says what it was. Explained: a person did."""

        BOOKED = "booked", _("Đã ghi sổ")
        UNKNOWN = "unknown", _("Chưa rõ")
        EXPLAINED = "explained", _("Người đã giải thích")

    movement_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("loại"), max_length=40)
    source = models.CharField(_("của"), max_length=120, blank=True)
    currency = models.CharField(_("loại tiền"), max_length=3)
    amount = models.BigIntegerField(_("số tiền"))
    fee = models.BigIntegerField(_("phí"), default=0)
    net = models.BigIntegerField(_("còn lại"))
    happened_at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    page = models.ForeignKey(CardPage, on_delete=models.PROTECT, null=True, blank=True, related_name="movements")
    state = models.CharField(_("tình trạng"), max_length=9, choices=State.choices, default=State.BOOKED)
    worth_vnd = models.BigIntegerField(_("tính ra đồng"), null=True, blank=True)
    bank_line = models.OneToOneField(
        "payments.BankLine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gateway_payout",
        help_text="Where a payout came in",
    )
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    explained_at = models.DateTimeField(null=True, blank=True)
    explanation = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("biến động số dư thẻ")
        verbose_name_plural = pgettext_lazy("many", "biến động số dư thẻ")
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["source"], name="movement_source"),
            models.Index(fields=["happened_at"], condition=Q(state="unknown"), name="movement_unknown"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(net=F("amount") - F("fee")), name="movement_net_adds_up"),
            models.CheckConstraint(condition=~Q(state="explained") | Q(explained_by__isnull=False), name="movement_explained_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.net} {self.currency}"


class BalanceReading(models.Model):
    """How far the movements of the balance were read. One row. A pass reads from ``until_at`` back to ``since_at``, page by page.

    ``after`` is the last movement of the last page that is wholly in our books: a pass that broke off goes on from there.
    """

    name = models.CharField(max_length=20, unique=True)
    since_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True, help_text="Empty: no pass is under way")
    after = models.CharField(max_length=120, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần đọc số dư thẻ")
        verbose_name_plural = pgettext_lazy("many", "lần đọc số dư thẻ")

    def __str__(self) -> str:
        return self.name


class GatewayBalance(models.Model):
    """What the gateway said that it holds for us in one currency, and what our books said at that moment (1020)."""

    currency = models.CharField(_("loại tiền"), max_length=3, unique=True)
    told = models.BigIntegerField(_("Stripe báo"))
    booked = models.BigIntegerField(_("trong sổ"))
    told_at = models.DateTimeField(_("lúc"))
    differs_since_at = models.DateTimeField(_("lệch từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("số dư thẻ")
        verbose_name_plural = pgettext_lazy("many", "số dư thẻ")
        ordering = ["currency"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told=F("booked"), differs_since_at__isnull=True) | (~Q(told=F("booked")) & Q(differs_since_at__isnull=False)),
                name="gatewaybalance_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.told} {self.currency}"
