"""One cart over many groups. It is never emptied by browsing, survives sign-in and sign-out, and remembers the price that was seen."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_token() -> str:
    """Return the secret that a guest's cookie holds."""
    return secrets.token_urlsafe(24)


class Cart(models.Model):
    """A cart, found by the cookie's token; tied to a user once she signs in."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="cart")
    province_code = models.CharField(max_length=2, blank=True, help_text="For delivery estimates")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("giỏ hàng")
        verbose_name_plural = pgettext_lazy("many", "giỏ hàng")

    def __str__(self) -> str:
        return f"cart {self.pk}"


class CartLine(models.Model):
    """One variant in a cart, with the price its owner last saw."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    seen_price_vnd = models.BigIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dòng trong giỏ")
        verbose_name_plural = pgettext_lazy("many", "dòng trong giỏ")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cartline_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0) & Q(quantity__lte=999), name="cartline_quantity_range"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id}"
