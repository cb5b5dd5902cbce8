"""What it costs to send a parcel: zones, a table of rates that staff edit, carriers, and the free-delivery threshold."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Carrier(models.Model):
    """Who brings parcels, and owes the center the cash it collects."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=80)
    tracking_url = models.CharField(_("trang tra vận đơn"), max_length=200, blank=True, help_text=_("Viết {code} ở chỗ mã vận đơn"))
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("hãng giao hàng")
        verbose_name_plural = pgettext_lazy("many", "hãng giao hàng")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def tracking_link(self, number: str) -> str:
        """Return the carrier's page for a waybill, or an empty text."""
        return self.tracking_url.replace("{code}", number) if self.tracking_url and number else ""


class Zone(models.TextChoices):
    """How far a parcel travels, from the group's province to the shopper's."""

    SAME_PROVINCE = "same_province", _("Cùng tỉnh")
    SAME_REGION = "same_region", _("Cùng vùng")
    FAR = "far", _("Khác vùng")
    ISLAND = "island", _("Đảo xa")


class ZoneTime(models.Model):
    """How many days a parcel is usually under way in a zone."""

    zone = models.CharField(_("chặng"), max_length=16, choices=Zone.choices, unique=True)
    days_min = models.PositiveSmallIntegerField(_("nhanh nhất (ngày)"))
    days_max = models.PositiveSmallIntegerField(_("chậm nhất (ngày)"))

    class Meta:
        verbose_name = _("thời gian giao")
        verbose_name_plural = pgettext_lazy("many", "thời gian giao")
        constraints = [models.CheckConstraint(condition=Q(days_max__gte=models.F("days_min")), name="zonetime_in_order")]

    def __str__(self) -> str:
        return f"{self.get_zone_display()}: {self.days_min}–{self.days_max}"


class Rate(models.Model):
    """Fee of a parcel up to a weight in a zone. Heavier than the heaviest row: that row plus ``per_extra_kg_vnd`` per started kilogram."""

    zone = models.CharField(_("chặng"), max_length=16, choices=Zone.choices)
    up_to_g = models.PositiveIntegerField(_("nặng đến (g)"))
    fee_vnd = models.BigIntegerField(_("phí"))
    per_extra_kg_vnd = models.BigIntegerField(_("mỗi kg thêm"), default=0)

    class Meta:
        verbose_name = _("bảng phí giao")
        verbose_name_plural = pgettext_lazy("many", "bảng phí giao")
        ordering = ["zone", "up_to_g"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "up_to_g"], name="rate_one_step"),
            models.CheckConstraint(condition=Q(fee_vnd__gte=0) & Q(per_extra_kg_vnd__gte=0), name="rate_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_zone_display()} ≤ {self.up_to_g} g"


class DeliveryPolicy(models.Model):
    """The single row of rules around delivery and cash on delivery that staff may change."""

    free_from_vnd = models.BigIntegerField(_("miễn phí giao từ"), default=500_000, help_text=_("Tính theo từng kiện. 0 = không miễn"))
    free_max_fee_vnd = models.BigIntegerField(_("miễn tối đa mỗi kiện"), default=40_000)
    cod_max_order_vnd = models.BigIntegerField(_("trả khi nhận tối đa mỗi đơn"), default=5_000_000)
    cod_confirm_from_vnd = models.BigIntegerField(_("gọi xác nhận từ"), default=1_500_000)
    cod_open_orders_per_phone = models.PositiveSmallIntegerField(_("số đơn trả khi nhận đang mở mỗi số điện thoại"), default=3)
    qr_minutes = models.PositiveSmallIntegerField(_("giữ hàng chờ chuyển khoản (phút)"), default=1440)
    card_minutes = models.PositiveSmallIntegerField(
        _("giữ hàng chờ trả bằng thẻ (phút)"), default=60, validators=[MinValueValidator(35), MaxValueValidator(1400)]
    )

    class Meta:
        verbose_name = _("quy định giao hàng")
        verbose_name_plural = pgettext_lazy("many", "quy định giao hàng")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="policy_single_row")]

    def __str__(self) -> str:
        return str(_("Quy định giao hàng"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """There is one row only."""
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> DeliveryPolicy:
        """The rules in force; defaults when nobody has edited them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
