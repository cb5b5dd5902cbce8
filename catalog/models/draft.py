"""A product that a member is still telling: each answer is kept the moment it is given, and what comes out of it comes out once.

The key is made before the first answer, on her phone if there is no signal: whoever sends it again means the same product.
Photos come in parts, each at its offset; what arrived is never asked for twice.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.product import Product
from catalog.packs import Pack, pack_of
from cooperatives.media.intake import Refusal
from cooperatives.vietnam.units import find_unit


class ProductDraft(models.Model):
    """Five answers, and the product that they became."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("tên"), max_length=140, blank=True)
    price_vnd = models.BigIntegerField(_("giá"), null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True, help_text="A word of cooperatives.vietnam.units: cân, hũ, chục")
    amount = models.CharField(max_length=12, blank=True, help_text="How many units for this price, as typed: 1, nửa, 2,5")
    dozen = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many pieces her chục has")
    each_quantity = models.PositiveIntegerField(null=True, blank=True, help_text="What one hũ, bó, con … holds or weighs")
    each_unit = models.CharField(max_length=2, blank=True, help_text="g or ml")
    packs = models.PositiveIntegerField(_("có bao nhiêu"), null=True, blank=True)
    words = models.CharField(_("vài lời"), max_length=300, blank=True)
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shows_people = models.BooleanField(default=False, help_text="She says that somebody can be recognised on a photo")
    awaits = models.JSONField(
        null=True, blank=True, help_text="Keys of photos after which it goes to the center by itself: told without signal, all at once"
    )
    product = models.OneToOneField(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    adds_to = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+", help_text="No new product: more photos of this one"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("món đang kể")
        verbose_name_plural = pgettext_lazy("many", "món đang kể")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["group", "sent_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(price_vnd__isnull=True) | Q(price_vnd__gt=0), name="draft_price_positive"),
            models.UniqueConstraint(fields=["adds_to"], condition=Q(sent_at=None, adds_to__isnull=False), name="draft_one_open_addition"),
        ]

    def __str__(self) -> str:
        return self.name or f"draft:{self.pk}"

    @property
    def pack(self) -> Pack | None:
        """What one pack is; None while an answer that it needs is missing."""
        unit = find_unit(self.unit) if self.unit else None
        if unit is None:
            return None
        return pack_of(unit, self.amount or "1", dozen=self.dozen, each_quantity=self.each_quantity, each_unit=self.each_unit)


class DraftPhoto(models.Model):
    """One photo on its way: bytes so far, then the picture or why it was refused."""

    class State(models.TextChoices):
        """Coming until all of it is here; then kept or refused, for good."""

        COMING = "coming", _("Đang gửi")
        KEPT = "kept", _("Đã gửi")
        REFUSED = "refused", _("Chưa nhận được")

    draft = models.ForeignKey(ProductDraft, on_delete=models.CASCADE, related_name="photos")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    size = models.PositiveIntegerField(help_text="Bytes in all")
    received = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.COMING)
    refusal = models.CharField(max_length=12, blank=True, choices=Refusal.choices)
    picture = models.OneToOneField("media.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ảnh đang gửi")
        verbose_name_plural = pgettext_lazy("many", "ảnh đang gửi")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="draftphoto_once"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="draftphoto_no_more_than_all"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.received}/{self.size}"


class PhotoPart(models.Model):
    """Some bytes of a photo, until the whole of it is here."""

    photo = models.ForeignKey(DraftPhoto, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("phần của ảnh")
        verbose_name_plural = pgettext_lazy("many", "phần của ảnh")
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["photo", "start"], name="photopart_once")]

    def __str__(self) -> str:
        return f"{self.photo_id}: {self.start}"
