"""Money that comes in and goes back to shoppers.

``Payment`` is one attempt to be paid for one order; ``PaymentEvent`` is what the outside said about it, appended and never changed: amounts
are a fold of the events, never a number somebody set. ``BankLine`` is one line of a bank statement whatever file it came from. Nothing
that has money attached is ever deleted.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .ask_models import RefundRequest, RefundRequestLine, RefundRequestPhoto, ReturnWindow
from .balance_models import BankBalance
from .card_models import CardDispute, CardPage, CardRefund
from .gateway_models import BalanceReading, GatewayBalance, GatewayMovement, GatewayNews
from .tax_models import TaxPayment

__all__ = [
    "BalanceReading",
    "BankBalance",
    "BankLine",
    "BankStatement",
    "CardDispute",
    "CardPage",
    "CardRefund",
    "CodRemittance",
    "CodRemittanceRow",
    "GatewayBalance",
    "GatewayMovement",
    "GatewayNews",
    "JobRun",
    "Payment",
    "PaymentEvent",
    "Refund",
    "RefundLine",
    "RefundRequest",
    "RefundRequestLine",
    "RefundRequestPhoto",
    "ReturnWindow",
    "TaxPayment",
]


class Payment(models.Model):
    """One way in which an order is to be paid. Its state is derived from its events by :mod:`storefront.payments.totals`."""

    class Status(models.TextChoices):
        """Folded from the events."""

        PENDING = "pending", _("Chờ tiền")
        SHORT = "short", _("Thiếu tiền")
        PAID = "paid", _("Đủ tiền")
        OVER = "over", _("Thừa tiền")
        CANCELLED = "cancelled", _("Đã hủy")
        EXPIRED = "expired", _("Quá hạn")

    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="payment")
    provider = models.CharField(_("cách trả"), max_length=20)
    amount_vnd = models.BigIntegerField(_("phải trả"))
    received_vnd = models.BigIntegerField(_("đã nhận"), default=0, help_text="Cache of the fold; a test rebuilds it")
    status = models.CharField(_("tình trạng"), max_length=12, choices=Status.choices, default=Status.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("khoản trả")
        verbose_name_plural = pgettext_lazy("many", "khoản trả")
        constraints = [models.CheckConstraint(condition=Q(amount_vnd__gt=0) & Q(received_vnd__gte=0), name="payment_amounts")]

    def __str__(self) -> str:
        return f"{self.provider} {self.order}"


class PaymentEvent(models.Model):
    """Something a provider, a bank line or a carrier said. UNIQUE (provider, event_id): said twice, recorded once."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "received", _("Tiền đến")
        COLLECTED = "collected", _("Đã thu hộ")
        EXPIRED = "expired", _("Quá hạn")
        CANCELLED = "cancelled", _("Hủy")
        RETURNED = "returned", _("Trả lại")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events")
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount_vnd = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("việc của khoản trả")
        verbose_name_plural = pgettext_lazy("many", "việc của khoản trả")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="paymentevent_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_vnd}"


class BankStatement(models.Model):
    """One uploaded file. Its content hash is UNIQUE: the same file twice adds nothing."""

    sha256 = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(_("tên tệp"), max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)
    line_count = models.PositiveIntegerField(_("số dòng mới"), default=0)
    repeated_count = models.PositiveIntegerField(_("số dòng đã có"), default=0)

    class Meta:
        verbose_name = _("sao kê")
        verbose_name_plural = pgettext_lazy("many", "sao kê")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class BankLine(models.Model):
    """One movement on the center's bank account. ``fingerprint`` is UNIQUE whatever file or feed it came from."""

    class State(models.TextChoices):
        """What became of it. ``exact`` happens by itself, the others are found by themselves; a person decides what follows."""

        EXACT = "exact", _("Khớp")
        SHORT = "short", _("Thiếu")
        OVER = "over", _("Thừa")
        DUPLICATE = "duplicate", _("Trùng")
        LATE = "late", _("Trễ")
        UNMATCHED = "unmatched", _("Chưa biết của đơn nào")
        OUTGOING = "outgoing", _("Tiền ra")
        REMITTANCE = "remittance", _("Hãng giao nộp tiền thu hộ")
        SETTLED = "settled", _("Đã xử lý")

    account = models.CharField(_("tài khoản"), max_length=19)
    bank_ref = models.CharField(_("số bút toán"), max_length=80, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    booked_at = models.DateTimeField(_("ghi sổ lúc"))
    amount_vnd = models.BigIntegerField(_("số tiền"), help_text="Positive in, negative out; never zero")
    text = models.CharField(_("nội dung"), max_length=500, blank=True)
    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    state = models.CharField(_("tình trạng"), max_length=12, choices=State.choices, default=State.UNMATCHED, db_index=True)
    order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="bank_lines", verbose_name=_("đơn")
    )
    unallocated_vnd = models.BigIntegerField(_("còn treo"), default=0, help_text="Part of it that still lies in 2090")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người quyết")
    )
    decided_at = models.DateTimeField(_("quyết lúc"), null=True, blank=True)
    decision = models.CharField(_("quyết thế nào"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("dòng ngân hàng")
        verbose_name_plural = pgettext_lazy("many", "dòng ngân hàng")
        ordering = ["-booked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="bankline_not_zero"),
            models.CheckConstraint(condition=Q(unallocated_vnd__gte=0), name="bankline_unallocated_not_negative"),
        ]
        permissions = [("match_bankline", _("Khớp tiền ngân hàng với đơn"))]

    def __str__(self) -> str:
        return f"{self.booked_at:%d/%m/%Y} {self.amount_vnd}"


class BankNotice(models.Model):
    """One message of a bank feed, and the line that it told of. Its number is UNIQUE at its source: said twice, heard once.

    ``alike`` and ``ordinal`` number the notices without a bank reference that look the same, as rows of one file are numbered.
    """

    class Source(models.TextChoices):
        """Who watches our account."""

        SEPAY = "sepay", "SePay"
        PAYOS = "payos", "payOS"

    source = models.CharField(_("nguồn"), max_length=10, choices=Source.choices)
    notice_id = models.CharField(max_length=80)
    alike = models.CharField(max_length=64, blank=True)
    ordinal = models.PositiveIntegerField(default=0)
    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="notices")
    received_at = models.DateTimeField(_("báo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("tin của ngân hàng")
        verbose_name_plural = pgettext_lazy("many", "tin của ngân hàng")
        constraints = [
            models.UniqueConstraint(fields=["source", "notice_id"], name="banknotice_once"),
            models.UniqueConstraint(fields=["source", "alike", "ordinal"], condition=~Q(alike=""), name="banknotice_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.notice_id}"


class Refund(models.Model):
    """Money to give back to a shopper: asked for, sent by another person, seen on the statement. Its own object with its own key."""

    class Status(models.TextChoices):
        """Requested: money lies in 2200. Sent: under way in 1050. Settled: on the statement. Failed: back in 2200, to be sent again."""

        REQUESTED = "requested", _("Cần trả")
        SENT = "sent", _("Đã chuyển")
        SETTLED = "settled", _("Khách đã nhận")
        FAILED = "failed", _("Chuyển hỏng")

    class Way(models.TextChoices):
        """How it goes. Card: back to the card that paid, by itself; when that fails it becomes one for the bank, never the other way.

        Dispute: her bank took the money from us already.
        """

        BANK = "bank", _("chuyển khoản")
        CARD = "card", _("về thẻ")
        DISPUTE = "dispute", _("qua khiếu nại")

    key = models.CharField(max_length=80, unique=True)
    way = models.CharField(_("cách trả"), max_length=8, choices=Way.choices, default=Way.BANK)
    order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="refunds", help_text="Empty: money of no known order"
    )
    parcel = models.ForeignKey("orders.Parcel", on_delete=models.PROTECT, null=True, blank=True, related_name="refunds")
    bank_line = models.ForeignKey(BankLine, on_delete=models.PROTECT, null=True, blank=True, related_name="refunds")
    card_page = models.ForeignKey(CardPage, on_delete=models.PROTECT, null=True, blank=True, related_name="refunds")
    amount_vnd = models.BigIntegerField(_("số tiền"))
    reason = models.CharField(_("lý do"), max_length=200)
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices, default=Status.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("khoản trả lại")
        verbose_name_plural = pgettext_lazy("many", "khoản trả lại")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="refund_positive"),
            models.CheckConstraint(
                condition=Q(way="bank") | (Q(way__in=["card", "dispute"]) & Q(card_page__isnull=False) & Q(sent_by__isnull=True)),
                name="refund_way",
            ),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True) | Q(requested_by__isnull=True) | ~Q(sent_by=F("requested_by")),
                name="refund_sent_by_another",
            ),
        ]
        permissions = [("send_refund", _("Chuyển tiền trả lại khách"))]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount_vnd}"

    @property
    def reference(self) -> str:
        """Neutral words for the transfer, found again on the statement: ``HOANTIEN000012``."""
        return f"HOANTIEN{self.pk:06d}"

    @property
    def told(self) -> str:
        """Where the money is, in words for the desk: what the card said, unless it goes by bank again."""
        if self.way == self.Way.DISPUTE:
            return str(_("Đã về qua khiếu nại"))
        if self.way == self.Way.CARD and self.status == self.Status.SETTLED:
            return str(CardRefund.State.SUCCEEDED.label)
        attempt: CardRefund | None = getattr(self, "card_refund", None)
        was_sent_by_bank = self.sent_by_id is not None
        return str(attempt.get_state_display() if attempt is not None and not was_sent_by_bank else self.get_status_display())


class RefundLine(models.Model):
    """How many of an order line were given back in one refund, and the shares of fee and tax that went back with them."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveIntegerField()
    amount_vnd = models.BigIntegerField()
    fee_vnd = models.BigIntegerField(default=0)
    fee_vat_vnd = models.BigIntegerField(default=0)
    tax_vat_vnd = models.BigIntegerField(default=0)
    tax_pit_vnd = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="refundline_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(amount_vnd__gt=0), name="refundline_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id}: {self.quantity} × {self.line_id}"


class CodRemittance(models.Model):
    """A carrier's list of the cash it collected and pays over, as uploaded. Booked when its money is seen on the bank statement."""

    carrier = models.ForeignKey("shipping.Carrier", on_delete=models.PROTECT, related_name="remittances", verbose_name=_("hãng giao hàng"))
    sha256 = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(_("tên tệp"), max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)
    bank_line = models.OneToOneField(BankLine, on_delete=models.PROTECT, null=True, blank=True, related_name="remittance")
    booked_at = models.DateTimeField(_("ghi sổ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bảng kê tiền thu hộ")
        verbose_name_plural = pgettext_lazy("many", "bảng kê tiền thu hộ")
        ordering = ["-uploaded_at"]
        permissions = [("book_codremittance", _("Ghi sổ tiền hãng giao nộp"))]

    def __str__(self) -> str:
        return f"{self.carrier} {self.file_name}"


class CodRemittanceRow(models.Model):
    """One parcel on a carrier's list. A row that differs from what we know books nothing until a person decides."""

    class State(models.TextChoices):
        """The first four are found by themselves; booked and dismissed are final."""

        MATCHED = "matched", _("Khớp")
        DIFFERS = "differs", _("Lệch tiền")
        UNKNOWN = "unknown", _("Không có vận đơn này")
        NOT_DELIVERED = "not_delivered", _("Kiện chưa giao xong")
        REPEATED = "repeated", _("Kiện đã nộp tiền rồi")
        BOOKED = "booked", _("Đã ghi sổ")
        DISMISSED = "dismissed", _("Bỏ qua")

    class Difference(models.TextChoices):
        """Why a carrier paid less than it should have collected. Fees are ours to bear; what was lost or is short it still owes."""

        FEE = "fee", _("Hãng trừ thêm phí")
        RETURN_FEE = "return_fee", _("Phí hàng quay về")
        LOST = "lost", _("Hãng làm mất hàng hoặc tiền")
        SHORT = "short", _("Hãng nộp thiếu")

    remittance = models.ForeignKey(CodRemittance, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("dòng"))
    tracking_number = models.CharField(_("mã vận đơn"), max_length=40)
    collected_vnd = models.BigIntegerField(_("đã thu"))
    fee_vnd = models.BigIntegerField(_("phí hãng giữ"), default=0)
    parcel = models.ForeignKey("orders.Parcel", on_delete=models.PROTECT, null=True, blank=True, related_name="remittance_rows")
    state = models.CharField(_("tình trạng"), max_length=14, choices=State.choices)
    difference = models.CharField(_("lệch vì"), max_length=10, choices=Difference.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("dòng tiền thu hộ")
        verbose_name_plural = pgettext_lazy("many", "dòng tiền thu hộ")
        ordering = ["remittance", "number"]
        constraints = [
            models.UniqueConstraint(fields=["remittance", "number"], name="remittancerow_once"),
            models.CheckConstraint(condition=Q(collected_vnd__gte=0) & Q(fee_vnd__gte=0), name="remittancerow_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.tracking_number} {self.collected_vnd}"

    @property
    def net_vnd(self) -> int:
        """What the carrier pays over for it."""
        return self.collected_vnd - self.fee_vnd


class JobRun(models.Model):
    """When a background job last ran, for the health page."""

    name = models.CharField(max_length=60, unique=True)
    last_started_at = models.DateTimeField(null=True, blank=True)
    last_finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    every_seconds = models.PositiveIntegerField(default=60)

    class Meta:
        verbose_name = _("việc nền")
        verbose_name_plural = pgettext_lazy("many", "việc nền")

    def __str__(self) -> str:
        return self.name
