"""What is put in the cart: a pack size with its price, weight and stock; and the reservations that hold stock for orders.

Stock is two numbers: ``on_hand`` (what the group has) and ``reserved`` (what orders hold). A CHECK keeps ``0 <= reserved <= on_hand``,
and only conditional UPDATEs change them (:mod:`catalog.services.stock`), so that nothing is sold twice however many buy at once.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.text import in_language
from cooperatives.vietnam.units import unit_price

# What a pack of several is counted by when "chiếc" would sound wrong: the last word of its name.
_COUNTED_BY = {
    "người": _("/người"),
    "quả": _("/quả"),
    "cái": _("/cái"),
    "bắp": _("/bắp"),
    "túi": _("/túi"),
    "chậu": _("/chậu"),
    "ống": _("/ống"),
}


class Variant(models.Model):
    """One pack of a product."""

    class Unit(models.TextChoices):
        """Base unit of the net quantity."""

        GRAM = "g", _("gam")
        MILLILITRE = "ml", _("ml")
        PIECE = "piece", _("chiếc")

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="variants", verbose_name=_("món hàng"))
    sku = models.CharField(_("mã hàng"), max_length=40, unique=True)
    name_vi = models.CharField(_("quy cách"), max_length=80, help_text=_("Ví dụ: Hũ 500 ml"))
    name_en = models.CharField(_("quy cách (tiếng Anh)"), max_length=80, blank=True)
    price_vnd = models.BigIntegerField(_("giá"))
    net_quantity = models.PositiveIntegerField(_("lượng"), help_text=_("Số gam, ml hoặc chiếc trong một gói"))
    net_unit = models.CharField(_("đơn vị"), max_length=6, choices=Unit.choices, default=Unit.GRAM)
    weight_g = models.PositiveIntegerField(_("nặng khi gửi (g)"))
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang bán"), default=True)

    class Meta:
        verbose_name = _("quy cách")
        verbose_name_plural = pgettext_lazy("many", "quy cách")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(price_vnd__gt=0) & Q(price_vnd__lt=1_000_000_000), name="variant_price_positive"),
            models.CheckConstraint(condition=Q(net_quantity__gt=0), name="variant_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.name_vi}"

    @property
    def name(self) -> str:
        """Pack name in the reader's language."""
        return in_language(self, "name")

    @property
    def unit_price(self) -> tuple[str, int] | None:
        """("/100 g", 37000), with the word the pack itself counts by ("Vỉ mười quả": "/quả"); None when it would repeat the price."""
        found = unit_price(self.price_vnd, self.net_quantity, self.net_unit)
        if found is None or self.net_unit != self.Unit.PIECE:
            return found
        return str(_COUNTED_BY.get(self.name_vi.casefold().rpartition(" ")[2], found[0])), found[1]

    @property
    def available(self) -> int:
        """How many can be bought now; 0 when no stock row exists."""
        try:
            return self.stock.available
        except Stock.DoesNotExist:
            return 0


class Stock(models.Model):
    """How many packs the group has, and how many of them orders hold."""

    variant = models.OneToOneField(Variant, on_delete=models.CASCADE, related_name="stock", primary_key=True)
    on_hand = models.IntegerField(_("có sẵn"), default=0)
    reserved = models.IntegerField(_("đã giữ cho đơn"), default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("tồn kho")
        verbose_name_plural = pgettext_lazy("many", "tồn kho")
        constraints = [
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
            models.CheckConstraint(condition=Q(on_hand__gte=F("reserved")), name="stock_never_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.on_hand} - {self.reserved}"

    @property
    def available(self) -> int:
        """Packs that can still be sold."""
        return self.on_hand - self.reserved


class Reservation(models.Model):
    """Packs held for one line of an order. ``key`` is UNIQUE: the same line can never hold twice, nor give back twice."""

    class State(models.TextChoices):
        """Held until the parcel leaves (taken) or the line is cancelled or expires (released)."""

        HELD = "held", _("đang giữ")
        TAKEN = "taken", _("đã xuất")
        RELEASED = "released", _("đã trả lại")

    key = models.CharField(max_length=80, unique=True)
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="reservations")
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("giữ hàng")
        verbose_name_plural = pgettext_lazy("many", "giữ hàng")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_quantity_positive")]

    def __str__(self) -> str:
        return f"{self.key}: {self.quantity} ({self.state})"
