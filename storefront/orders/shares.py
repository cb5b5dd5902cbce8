"""Who had which share of a line's money, and what of it goes back when some of the packs are given back.

Shares are taken on CUMULATIVE quantities: the share of the first q packs is rounded, and giving back packs q+1 … r moves the difference
of two such shares. So n partial refunds end exactly at the full figures, and what is released agrees with them to the đồng.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F

from storefront.orders.errors import RefundTooMuch
from storefront.orders.models import OrderLine, Parcel


@dataclass(frozen=True, slots=True)
class LineShare:
    """The money of some packs of one line: ``amount_vnd`` = the group's ``net_vnd`` + fee (VAT inside it) + both taxes."""

    line: OrderLine
    quantity: int
    amount_vnd: int
    fee_vnd: int
    fee_vat_vnd: int
    tax_vat_vnd: int
    tax_pit_vnd: int

    @property
    def net_vnd(self) -> int:
        """What of it is the group's."""
        return self.amount_vnd - self.fee_vnd - self.tax_vat_vnd - self.tax_pit_vnd


@dataclass(frozen=True, slots=True)
class ParcelRefund:
    """What goes back to the shopper of one parcel. ``rounding_vnd`` is signed: it goes back with the last of the goods."""

    parcel: Parcel
    lines: tuple[LineShare, ...]
    shipping_vnd: int
    rounding_vnd: int

    @property
    def goods_vnd(self) -> int:
        """The goods among it."""
        return sum(share.amount_vnd for share in self.lines)

    @property
    def amount_vnd(self) -> int:
        """All that the shopper gets back."""
        return self.goods_vnd + self.shipping_vnd + self.rounding_vnd

    @property
    def net_vnd(self) -> int:
        """The group's part of the goods."""
        return sum(share.net_vnd for share in self.lines)

    @property
    def fee_vnd(self) -> int:
        """The center's fee that is handed back, its VAT included."""
        return sum(share.fee_vnd for share in self.lines)

    @property
    def fee_vat_vnd(self) -> int:
        """VAT in that fee."""
        return sum(share.fee_vat_vnd for share in self.lines)

    @property
    def tax_vat_vnd(self) -> int:
        """VAT withheld that is handed back."""
        return sum(share.tax_vat_vnd for share in self.lines)

    @property
    def tax_pit_vnd(self) -> int:
        """Income tax withheld that is handed back."""
        return sum(share.tax_pit_vnd for share in self.lines)


def share_of(line: OrderLine, *, after: int, until: int) -> LineShare:
    """Return the money of packs ``after`` + 1 … ``until`` of a line (0 <= after <= until <= quantity; ValueError otherwise)."""
    if not 0 <= after <= until <= line.quantity:
        raise ValueError(f"packs {after}..{until} of {line.quantity}")

    def part(whole_vnd: int) -> int:
        return _first(whole_vnd, until, line.quantity) - _first(whole_vnd, after, line.quantity)

    # The fee's net and its VAT are rounded each on their own, so that neither can ever go back by more than it came in.
    fee_vat_vnd = part(line.fee_vat_vnd)
    return LineShare(
        line=line,
        quantity=until - after,
        amount_vnd=line.unit_price_vnd * (until - after),
        fee_vnd=part(line.fee_vnd - line.fee_vat_vnd) + fee_vat_vnd,
        fee_vat_vnd=fee_vat_vnd,
        tax_vat_vnd=part(line.tax_vat_vnd),
        tax_pit_vnd=part(line.tax_pit_vnd),
    )


def kept_shares(lines: Iterable[OrderLine]) -> list[LineShare]:
    """The money of everything that was not given back."""
    return [share_of(line, after=line.refunded_quantity, until=line.quantity) for line in lines]


def net_left_vnd(lines: Iterable[OrderLine]) -> int:
    """What of a parcel's lines is still the group's: sold, less fee and taxes, less the group's part of every refund so far."""
    return sum(share.net_vnd for share in kept_shares(lines))


def refund_of_lines(*, parcel: Parcel, quantities: Mapping[int, int], with_shipping: bool = False) -> ParcelRefund:
    """Compute what goes back for some packs (order line id -> how many), and for the delivery if asked. Changes nothing.

    The cash rounding goes back with the last pack, so that everything together is what was paid. ``parcel`` comes from
    :mod:`.locks`. Raises RefundTooMuch for packs that were not bought or went back before, and when nothing is left.
    """
    lines = list(parcel.lines.all())
    unknown = set(quantities) - {line.pk for line in lines}
    shares = []
    for line in lines:
        until = line.refunded_quantity + quantities.get(line.pk, 0)
        if unknown or until > line.quantity or quantities.get(line.pk, 0) < 0:
            raise RefundTooMuch(parcel_id=parcel.pk, quantities=dict(quantities))
        if until > line.refunded_quantity:
            shares.append(share_of(line, after=line.refunded_quantity, until=until))
    back = sum(share.quantity for share in shares)
    left = sum(line.quantity - line.refunded_quantity for line in lines)
    completes = left > 0 and back == left
    refund = ParcelRefund(
        parcel=parcel,
        lines=tuple(shares),
        shipping_vnd=_shipping_left(parcel, lines, all_back=left == 0) if with_shipping else 0,
        rounding_vnd=parcel.rounding_vnd if completes else 0,
    )
    if refund.amount_vnd <= 0:
        raise RefundTooMuch(parcel_id=parcel.pk, quantities=dict(quantities))
    return refund


def refund_of_rest(*, parcel: Parcel, with_shipping: bool = True) -> ParcelRefund:
    """Compute the refund of everything that was not given back yet. Raises RefundTooMuch when nothing is left."""
    rest = {line.pk: line.quantity - line.refunded_quantity for line in parcel.lines.all()}
    return refund_of_lines(parcel=parcel, quantities=rest, with_shipping=with_shipping)


def record_refund(refund: ParcelRefund) -> None:
    """Write on the lines and the parcel what goes back; call it in the transaction that books the refund.

    Conditional on what the refund was computed from: raises RefundTooMuch when another refund came in between.
    """
    parcel = refund.parcel
    for share in refund.lines:
        unchanged = OrderLine.objects.filter(pk=share.line.pk, refunded_quantity=share.line.refunded_quantity)
        if not unchanged.update(refunded_quantity=F("refunded_quantity") + share.quantity):
            raise RefundTooMuch(parcel_id=parcel.pk, line_id=share.line.pk)
        share.line.refunded_quantity += share.quantity
    if not Parcel.objects.filter(pk=parcel.pk, refunded_vnd=parcel.refunded_vnd).update(refunded_vnd=F("refunded_vnd") + refund.amount_vnd):
        raise RefundTooMuch(parcel_id=parcel.pk, amount_vnd=refund.amount_vnd)
    parcel.refunded_vnd += refund.amount_vnd


def _first(whole_vnd: int, packs: int, of_packs: int) -> int:
    """Share of the first packs, half a đồng rounded up."""
    return (2 * whole_vnd * packs + of_packs) // (2 * of_packs)


def _shipping_left(parcel: Parcel, lines: list[OrderLine], *, all_back: bool) -> int:
    """The delivery fee that was not given back: whatever was refunded beyond goods (and their rounding) was delivery."""
    goods_back = sum(line.unit_price_vnd * line.refunded_quantity for line in lines)
    return parcel.shipping_vnd - (parcel.refunded_vnd - goods_back - (parcel.rounding_vnd if all_back else 0))
