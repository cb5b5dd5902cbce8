"""What orders write into the books: the sale of parcels, and the release of a group's money after delivery.

One sale entry holds everything that follows from it, so that a sale is in the books whole or not at all:

    funding → 2110.g        goods                 2110.g → 4010            the center's fee without its VAT
    funding → 4030          delivery fee          2110.g → 2400            VAT in the fee
    funding ↔ 5070          cash rounding         2110.g → 2300.vat/.pit   tax withheld from the seller

``funding`` is where the money is: 2090 (a bank line, still unallocated) or 1030.<carrier> (cash that the carrier collected).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cooperatives.ledger.chart import account
from cooperatives.ledger.models import Account, Entry
from cooperatives.ledger.services import Line, lines, post_entry
from storefront.orders.models import Parcel
from storefront.orders.shares import net_left_vnd


def sale_lines(parcel: Parcel, funding: Account) -> list[Line]:
    """Postings of the sale of one parcel as its lines froze it. Their net effect on ``funding`` is exactly ``parcel.due_vnd``."""
    held = account("2110", str(parcel.group_id))
    sold = list(parcel.lines.all())
    memo = parcel.number
    fee_vat_vnd = sum(line.fee_vat_vnd for line in sold)
    rounding_vnd = parcel.rounding_vnd
    rounding = account("5070") if rounding_vnd else funding
    return lines(
        Line(funding, held, parcel.goods_vnd, memo),
        Line(funding, account("4030"), parcel.shipping_vnd, memo),
        Line(funding, rounding, max(rounding_vnd, 0), memo),
        Line(rounding, funding, max(-rounding_vnd, 0), memo),
        Line(held, account("4010"), sum(line.fee_vnd for line in sold) - fee_vat_vnd, memo),
        Line(held, account("2400"), fee_vat_vnd, memo),
        Line(held, account("2300.vat"), sum(line.tax_vat_vnd for line in sold), memo),
        Line(held, account("2300.pit"), sum(line.tax_pit_vnd for line in sold), memo),
    )


def book_sale(*, parcels: Sequence[Parcel], funding: Account, key: str, at: datetime) -> Entry:
    """Book the sale of parcels of one order in one entry (``sale:bank:<line>``, ``sale:cod:<parcel>``); idempotent by key."""
    postings = [line for parcel in parcels for line in sale_lines(parcel, funding)]
    ref = {"order": parcels[0].order.number, "parcels": [parcel.pk for parcel in parcels]}
    return post_entry(key=key, kind="sale", postings=postings, at=at, ref=ref)


def release_key(parcel: Parcel) -> str:
    """Key of the entry that releases a parcel's money."""
    return f"rel:{parcel.pk}:{parcel.group_id}"


def book_release(*, parcel: Parcel, at: datetime) -> int:
    """Move what is left of a parcel from held (2110) to available (2120); returns the amount, 0 when all of it was refunded before."""
    amount_vnd = net_left_vnd(parcel.lines.all())
    owner = str(parcel.group_id)
    postings = lines(Line(account("2110", owner), account("2120", owner), amount_vnd, parcel.number))
    if postings:
        ref = {"order": parcel.order.number, "parcels": [parcel.pk]}
        post_entry(key=release_key(parcel), kind="release", postings=postings, at=at, ref=ref)
    return amount_vnd
