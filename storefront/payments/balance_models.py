"""What a bank itself says was on our account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BankBalance(models.Model):
    """The balance of our account after everything up to ``at``, as a statement or a feed told it. UNIQUE (account, at)."""

    account = models.CharField(_("tài khoản"), max_length=19)
    at = models.DateTimeField(_("lúc"))
    balance_vnd = models.BigIntegerField(_("số dư"))
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("số dư ngân hàng báo")
        verbose_name_plural = pgettext_lazy("many", "số dư ngân hàng báo")
        ordering = ["account", "-at"]
        constraints = [models.UniqueConstraint(fields=["account", "at"], name="bankbalance_once")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y} {self.balance_vnd}"
