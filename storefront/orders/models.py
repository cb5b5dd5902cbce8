"""One checkout makes one Order; one Parcel for each group; lines that copy what was true when it was placed.

Nothing here is recomputed from the catalogue later: names, prices, label claims, terms and tax rates are snapshots. The order's own
``status`` is derived from its parcels and its payment by :func:`storefront.orders.states.derive_status` and stored only so that lists
can filter by it.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """Return the unguessable part of an order's link."""
    return secrets.token_urlsafe(18)


class Order(models.Model):
    """What one shopper bought in one checkout."""

    class Method(models.TextChoices):
        """How she chose to pay."""

        COD = "cod", _("Trả tiền khi nhận hàng")
        VIETQR = "vietqr", _("Chuyển khoản bằng mã VietQR")
        CARD = "card", _("Thẻ")

    class Status(models.TextChoices):
        """Derived; see :mod:`storefront.orders.states`."""

        AWAITING_PAYMENT = "awaiting_payment", _("Chờ trả tiền")
        AWAITING_CONFIRMATION = "awaiting_confirmation", _("Chờ xác nhận")
        PREPARING = "preparing", _("Đang chuẩn bị")
        PARTLY_SENT = "partly_sent", _("Gửi một phần")
        SENT = "sent", _("Đang giao")
        DELIVERED = "delivered", _("Đã giao")
        CANCELLED = "cancelled", _("Đã hủy")
        RETURNED = "returned", _("Hoàn về")

    number = models.CharField(_("mã đơn"), max_length=12, unique=True)
    checkout_key = models.UUIDField(unique=True, help_text="Made by the checkout page: the same page submitted twice is one order")
    secret = models.CharField(max_length=32, unique=True, default=new_secret)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="orders")
    language = models.CharField(max_length=2, default="vi")
    method = models.CharField(_("cách trả tiền"), max_length=10, choices=Method.choices)
    status = models.CharField(_("tình trạng"), max_length=24, choices=Status.choices, db_index=True)

    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=16)
    recipient = models.CharField(_("người nhận"), max_length=120)
    street = models.CharField(_("số nhà, đường, thôn"), max_length=250)
    commune_code = models.CharField(_("mã xã"), max_length=5)
    province_code = models.CharField(_("mã tỉnh"), max_length=2)
    commune_name = models.CharField(_("xã, phường"), max_length=80)
    province_name = models.CharField(_("tỉnh, thành"), max_length=80)
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)

    wants_invoice = models.BooleanField(_("lấy hóa đơn"), default=False)
    invoice_name = models.CharField(_("tên trên hóa đơn"), max_length=200, blank=True)
    invoice_tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    invoice_address = models.CharField(_("địa chỉ hóa đơn"), max_length=250, blank=True)

    goods_vnd = models.BigIntegerField(_("tiền hàng"))
    shipping_vnd = models.BigIntegerField(_("phí giao"))
    rounding_vnd = models.BigIntegerField(_("làm tròn tiền mặt"), default=0)
    total_vnd = models.BigIntegerField(_("tổng tiền"))

    placed_at = models.DateTimeField(_("đặt lúc"), db_index=True)
    payment_due_at = models.DateTimeField(_("chờ trả tiền đến"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    paid_at = models.DateTimeField(_("đủ tiền lúc"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("đơn hàng")
        verbose_name_plural = pgettext_lazy("many", "đơn hàng")
        ordering = ["-placed_at"]
        indexes = [models.Index(fields=["phone", "method"]), models.Index(fields=["status", "payment_due_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(total_vnd=F("goods_vnd") + F("shipping_vnd") + F("rounding_vnd")), name="order_total_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(goods_vnd__gt=0) & Q(shipping_vnd__gte=0) & Q(total_vnd__gt=0), name="order_amounts_positive"
            ),
            models.CheckConstraint(condition=Q(method="cod") | Q(rounding_vnd=0), name="order_rounds_cash_only"),
        ]
        permissions = [("move_order", _("Đổi tình trạng đơn và kiện"))]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The shopper's page of the order, by secret link."""
        return reverse("orders:detail", args=[self.number, self.secret])


class ParcelQuerySet(models.QuerySet["Parcel"]):
    """Questions about many parcels."""

    def of_groups(self, groups: Any) -> ParcelQuerySet:
        """Parcels that the given groups pack."""
        return self.filter(group__in=groups)


class Parcel(models.Model):
    """The part of an order that one group packs and sends, with the terms that held when it was placed."""

    class Status(models.TextChoices):
        """Where the parcel is. Moves: :mod:`storefront.orders.states`."""

        WAITING = "waiting", _("Chờ tiền hoặc xác nhận")
        TO_PACK = "to_pack", _("Cần đóng gói")
        PACKED = "packed", _("Đã đóng gói")
        HANDED_OVER = "handed_over", _("Đã giao cho bưu tá")
        DELIVERED = "delivered", _("Khách đã nhận")
        RETURNED = "returned", _("Khách không nhận, hàng quay về")
        CANCELLED = "cancelled", _("Đã hủy")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="parcels")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="parcels")
    seller = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="parcels_as_seller", help_text="Seller of record")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(_("tình trạng"), max_length=12, choices=Status.choices, db_index=True)
    carrier = models.ForeignKey("shipping.Carrier", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("hãng giao"))
    tracking_number = models.CharField(_("mã vận đơn"), max_length=40, blank=True)
    zone = models.CharField(max_length=16)
    weight_g = models.PositiveIntegerField(_("nặng (g)"))
    days_min = models.PositiveSmallIntegerField()
    days_max = models.PositiveSmallIntegerField()

    goods_vnd = models.BigIntegerField(_("tiền hàng"))
    shipping_vnd = models.BigIntegerField(_("phí giao"))
    rounding_vnd = models.BigIntegerField(_("làm tròn"), default=0, help_text="Cash to collect = goods + shipping + rounding")
    refunded_vnd = models.BigIntegerField(_("đã trả lại"), default=0)

    fee_bps = models.PositiveIntegerField()
    fee_vat_bps = models.PositiveIntegerField()
    holdback_days = models.PositiveSmallIntegerField()
    legal_form = models.CharField(max_length=20)

    packed_at = models.DateTimeField(_("đóng gói lúc"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("giao bưu tá lúc"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("khách nhận lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Cancelled or returned at")
    release_on = models.DateField(_("tiền về nhóm ngày"), null=True, blank=True, db_index=True)
    released_at = models.DateTimeField(null=True, blank=True)
    money_held_at = models.DateTimeField(
        _("giữ tiền từ"), null=True, blank=True, help_text="Its release is stopped, for example while a card payment is disputed"
    )
    cash_matched_at = models.DateTimeField(
        _("tiền đã khớp ngân hàng lúc"), null=True, blank=True, help_text="Nothing is released to the group before"
    )

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiện hàng")
        verbose_name_plural = pgettext_lazy("many", "kiện hàng")
        ordering = ["order", "position"]
        indexes = [models.Index(fields=["group", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["order", "group"], name="parcel_one_per_group"),
            models.UniqueConstraint(fields=["order", "position"], name="parcel_position_once"),
            models.UniqueConstraint(
                fields=["carrier", "tracking_number"], condition=~Q(tracking_number=""), name="parcel_tracking_number_once"
            ),
            models.CheckConstraint(condition=Q(goods_vnd__gt=0) & Q(shipping_vnd__gte=0), name="parcel_amounts_positive"),
            models.CheckConstraint(
                condition=Q(refunded_vnd__gte=0) & Q(refunded_vnd__lte=F("goods_vnd") + F("shipping_vnd") + F("rounding_vnd")),
                name="parcel_refund_at_most_paid",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Order number with the parcel's place, e.g. ``HTX7K3M9Q2-1``."""
        return f"{self.order.number}-{self.position}"

    @property
    def news(self) -> str:
        """Where the parcel is, told to the one who waits for it; the names of the statuses speak to those who pack it."""
        return str(_NEWS.get(self.Status(self.status), self.get_status_display()))

    @property
    def due_vnd(self) -> int:
        """What the shopper pays for this parcel."""
        return self.goods_vnd + self.shipping_vnd + self.rounding_vnd


_NEWS = {
    Parcel.Status.WAITING: _("Giữ hàng cho bạn"),
    Parcel.Status.TO_PACK: _("Đang gói"),
    Parcel.Status.PACKED: _("Chờ bưu tá tới lấy"),
    Parcel.Status.HANDED_OVER: _("Đang trên đường tới bạn"),
    Parcel.Status.DELIVERED: _("Bạn đã nhận"),
    Parcel.Status.RETURNED: _("Chưa giao được, hàng quay về nhóm"),
}


class OrderLine(models.Model):
    """One variant in a parcel, copied as it was: name, price, labels, fee and tax."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=40)
    name_vi = models.CharField(max_length=240)
    name_en = models.CharField(max_length=240, blank=True)
    labels = models.JSONField(default=list, help_text='[{"scheme": …, "number": …, "expires_on": …}] valid when placed')
    quantity = models.PositiveIntegerField(_("số lượng"))
    unit_price_vnd = models.BigIntegerField(_("đơn giá"))
    total_vnd = models.BigIntegerField(_("thành tiền"))
    fee_vnd = models.BigIntegerField(_("phí của trung tâm"))
    fee_vat_vnd = models.BigIntegerField(_("trong đó thuế GTGT của phí"))
    tax_vat_bps = models.PositiveIntegerField(default=0)
    tax_pit_bps = models.PositiveIntegerField(default=0)
    tax_vat_vnd = models.BigIntegerField(_("GTGT nộp thay"), default=0)
    tax_pit_vnd = models.BigIntegerField(_("TNCN nộp thay"), default=0)
    refunded_quantity = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("dòng hàng")
        verbose_name_plural = pgettext_lazy("many", "dòng hàng")
        ordering = ["parcel", "position"]
        constraints = [
            models.UniqueConstraint(fields=["parcel", "variant"], name="orderline_once"),
            models.CheckConstraint(condition=Q(total_vnd=F("unit_price_vnd") * F("quantity")), name="orderline_total_adds_up"),
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(unit_price_vnd__gt=0), name="orderline_positive"),
            models.CheckConstraint(condition=Q(refunded_quantity__lte=F("quantity")), name="orderline_refund_at_most_bought"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.name_vi}"

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return (self.name_en if get_language() == "en" else "") or self.name_vi

    @property
    def reservation_key(self) -> str:
        """Key of the stock this line holds."""
        return f"line:{self.pk}"


class OrderMail(models.Model):
    """A mail that an order owes its shopper: written with the news itself, sent after the commit, once for each piece of news."""

    class Kind(models.TextChoices):
        """The news."""

        PLACED = "placed", _("Đã đặt")
        PAID = "paid", _("Đã trả đủ tiền")
        SHIPPED = "shipped", _("Đã gửi")
        DELIVERED = "delivered", _("Đã giao")
        CANCELLED = "cancelled", _("Đã hủy")

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="mails")
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, null=True, blank=True, related_name="mails")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thư về đơn")
        verbose_name_plural = pgettext_lazy("many", "thư về đơn")
        ordering = ["pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at=None), name="ordermail_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["order", "kind"], condition=Q(parcel=None), name="ordermail_once_an_order"),
            models.UniqueConstraint(fields=["parcel", "kind"], condition=~Q(parcel=None), name="ordermail_once_a_parcel"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}"
