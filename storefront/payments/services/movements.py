"""Book what moves on our balance at the gateway, movement by movement, so that account 1020 is that balance, to its smallest unit.

Business books against 1021 in đồng (a card payment 1021 → 2090), the balance books against it when it shows the money: 1020 → 1021. So
1021 drains by itself, and what stays on it is exactly what one side knows and the other does not. A balance in another currency goes
through the pair of accounts 1090, one in đồng and one in that currency; the fee is an expense in đồng at the rate of its own movement.
"""

from __future__ import annotations

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, lines, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.payments.models import CardPage, GatewayMovement
from storefront.payments.providers.stripe import SeenMovement

HOME = "vnd"


def record_movement(*, seen: SeenMovement, page: CardPage) -> GatewayMovement:
    """Record the movement of a card payment once and book it: ``txn:<id>``. Safe to repeat."""
    with write_txn():
        row, is_new = GatewayMovement.objects.get_or_create(
            movement_id=seen.movement_id,
            defaults={
                "kind": seen.kind,
                "source": seen.source,
                "currency": seen.currency,
                "amount": seen.amount,
                "fee": seen.fee,
                "net": seen.net,
                "happened_at": seen.happened_at,
                "page": page,
            },
        )
        if is_new:
            ref = {"movement": row.movement_id, "card_page": page.pk, "order": page.order.number}
            postings = charge_lines(row, page.received_vnd)
            post_entry(key=f"txn:{row.movement_id}", kind="card_balance", postings=postings, at=row.happened_at, ref=ref)
    return row


def charge_lines(row: GatewayMovement, amount_vnd: int) -> list[Line]:
    """Postings of money that arrived on the balance for ``amount_vnd`` that a shopper paid, and of the fee that was kept."""
    held, waiting, fees = account("1020", row.currency), account("1021"), account("5010")
    if row.currency == HOME:
        return lines(Line(held, waiting, row.amount, row.source), Line(fees, held, row.fee, row.source))
    ours, theirs = account("1090"), account("1090", row.currency)
    return lines(
        Line(ours, waiting, amount_vnd, row.source),
        Line(held, theirs, row.amount, row.source),
        Line(theirs, held, row.fee, row.source),
        Line(fees, ours, in_vnd(row.fee, amount_vnd, row.amount), row.source),
    )


def in_vnd(part: int, whole_vnd: int, whole: int) -> int:
    """What ``part`` of an amount in another currency is in đồng, when the ``whole`` of it was ``whole_vnd``; half a đồng is rounded up."""
    return (2 * part * whole_vnd + whole) // (2 * whole)
