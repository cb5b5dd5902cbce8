"""VietQR: a bank transfer to the center's own account. A code proves nothing; only a line of the bank's statement does."""

from __future__ import annotations

from django.conf import settings

from cooperatives.vietnam.banks import bank
from cooperatives.vietnam.text import ascii_upper
from storefront.orders.models import Order
from storefront.payments.emvco import NAME_LENGTH, vietqr_payload

from .base import PaymentAdvice, ProviderNotReady


class VietQR:
    """Reads the center's account from ``settings.SHOP_BANK`` (bin, account, holder)."""

    code = "vietqr"
    waits_for_money = True

    def check_ready(self) -> None:
        """All three settings must be there."""
        for name in ("bin", "account", "holder"):
            if not settings.SHOP_BANK.get(name):
                raise ProviderNotReady(method=self.code, setting=f"SHOP_BANK_{name.upper()}")

    def advise(self, order: Order, amount_vnd: int) -> PaymentAdvice:
        """Account, memo and code. The amount is never rounded; the memo is the order's number, which comes back on the statement."""
        self.check_ready()
        ours = settings.SHOP_BANK
        holder = ascii_upper(ours["holder"], NAME_LENGTH)
        payload = vietqr_payload(bank_bin=ours["bin"], account=ours["account"], amount_vnd=amount_vnd, memo=order.number, name=holder)
        return PaymentAdvice(
            method=self.code,
            amount_vnd=amount_vnd,
            memo=order.number,
            bank_name=bank(ours["bin"]).short_name,
            account=ours["account"],
            holder=holder,
            payload=payload,
        )
