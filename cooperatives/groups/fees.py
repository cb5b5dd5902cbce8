"""The center's fee on goods: a share in basis points, with value-added tax inside it."""

from __future__ import annotations

from dataclasses import dataclass

from cooperatives.vietnam.money import share_bps


@dataclass(frozen=True)
class Fee:
    """A fee in whole đồng: ``total_vnd`` is what the group pays, ``vat_vnd`` the tax within it."""

    total_vnd: int
    vat_vnd: int

    @property
    def net_vnd(self) -> int:
        """What the center keeps."""
        return self.total_vnd - self.vat_vnd


def fee_on(goods_vnd: int, *, fee_bps: int, fee_vat_bps: int) -> Fee:
    """Return the fee on ``goods_vnd``: ``fee_bps`` of it, of which VAT at ``fee_vat_bps`` on the net (8% fee with 10% VAT: 8.000 → 727)."""
    total = share_bps(goods_vnd, fee_bps)
    vat = (2 * total * fee_vat_bps + 10_000 + fee_vat_bps) // (2 * (10_000 + fee_vat_bps))
    return Fee(total_vnd=total, vat_vnd=vat)
