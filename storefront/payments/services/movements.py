"""Book what moves on our balance at the gateway, movement by movement, so that account 1020 is that balance, to its smallest unit.

Business books against 1021 in đồng (a card payment 1021 → 2090, a refund 2200 → 1021), the balance books against it when it shows the
money: 1020 → 1021, or back. So 1021 drains by itself, and what stays on it is exactly what one side knows and the other does not. A
balance in another currency goes through the pair of accounts 1090, one in đồng and one in that currency; the fee is an expense in đồng at
the rate of its own movement.
"""

from __future__ import annotations

from cooperatives.ledger.chart import account
from cooperatives.ledger.models import Account
from cooperatives.ledger.services import Line, lines, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.payments.models import CardPage, GatewayMovement
from storefront.payments.providers.stripe import SeenMovement

HOME = "vnd"


def record_movement(*, seen: SeenMovement, page: CardPage, amount_vnd: int, fees: Account | None = None) -> GatewayMovement:
    """Record a movement that is about a card payment once and book it: ``txn:<id>``. Safe to repeat.

    ``amount_vnd`` is what the movement's amount is worth to the shopper: what she paid, or, below zero, what went back to her. ``fees`` is
    the account of its fee, 5010 when none is named.
    """
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
            postings = balance_lines(row, amount_vnd, fees or account("5010"))
            post_entry(key=f"txn:{row.movement_id}", kind="card_balance", postings=postings, at=row.happened_at, ref=ref)
    return row


def balance_lines(row: GatewayMovement, amount_vnd: int, fees: Account) -> list[Line]:
    """Postings of a movement of the balance that is worth ``amount_vnd`` to a shopper, and of the fee that was kept."""
    held, waiting = account("1020", row.currency), account("1021")
    if row.currency == HOME:
        return lines(_moved(held, waiting, row.amount, row.source), _moved(fees, held, row.fee, row.source))
    ours, theirs = account("1090"), account("1090", row.currency)
    return lines(
        _moved(ours, waiting, amount_vnd, row.source),
        _moved(held, theirs, row.amount, row.source),
        _moved(theirs, held, row.fee, row.source),
        _moved(fees, ours, in_vnd(row.fee, abs(amount_vnd), abs(row.amount)), row.source),
    )


def in_vnd(part: int, whole_vnd: int, whole: int) -> int:
    """What ``part`` of an amount in another currency is in đồng, when the ``whole`` of it was ``whole_vnd``; half a đồng is rounded up."""
    return (2 * part * whole_vnd + whole) // (2 * whole)


def _moved(to: Account, out_of: Account, amount: int, memo: str) -> Line:
    """An amount moved; below zero it goes the other way."""
    return Line(to, out_of, amount, memo) if amount >= 0 else Line(out_of, to, -amount, memo)
