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
FEES = frozenset({"fee", "stripe_fee", "network_cost"})
PAYOUTS = frozenset({"payout", "payout_reversal", "payout_failure", "payout_cancel"})
DISPUTES = frozenset({"dispute", "dispute_reversal"})


def record_movement(*, seen: SeenMovement, page: CardPage, amount_vnd: int) -> GatewayMovement:
    """Record a movement that is about a card payment once and book it: ``txn:<id>``. Safe to repeat.

    ``amount_vnd`` is what the movement's amount is worth to the shopper: what she paid, or, below zero, what went back to her. One that was
    unknown before is unknown no more; what it was thought to be worth is put right.
    """
    with write_txn():
        row, is_new = _row(seen, page=page, worth_vnd=amount_vnd)
        ref = {"movement": row.movement_id, "card_page": page.pk, "order": page.order.number}
        if is_new:
            _post(row, f"txn:{row.movement_id}", balance_lines(row, amount_vnd), ref)
        elif row.state == GatewayMovement.State.UNKNOWN:
            right = lines(_moved(account("1090"), account("1021"), amount_vnd - (row.worth_vnd or 0), row.source))
            _post(row, f"txn:{row.movement_id}:worth", right, ref)
            row.state, row.page, row.worth_vnd = GatewayMovement.State.BOOKED, page, amount_vnd
            row.save(update_fields=["state", "page", "worth_vnd"])
    return row


def record_unknown(*, seen: SeenMovement) -> GatewayMovement:
    """Record a movement that nothing of ours explains, in 1021, until its business is found or a person explains it. Safe to repeat."""
    with write_txn():
        worth_vnd = seen.amount if seen.currency == HOME else worth(seen.amount, seen.currency)
        row, is_new = _row(seen, worth_vnd=worth_vnd, state=GatewayMovement.State.UNKNOWN)
        if is_new:
            _post(row, f"txn:{row.movement_id}", balance_lines(row, worth_vnd), {"movement": row.movement_id})
    return row


def record_own(*, seen: SeenMovement) -> GatewayMovement:
    """Record a movement between us, the gateway and our bank: a fee (5010), money on its way to the bank (1025) or back. Safe to repeat."""
    with write_txn():
        row, is_new = _row(seen)
        if is_new:
            held = account("1020", row.currency)
            if row.kind in FEES:
                postings = _fee_lines(row, -row.amount + row.fee)
            else:
                on_its_way = account("1025", row.currency)
                postings = lines(_moved(held, on_its_way, row.amount, row.source), *_fee_lines(row, row.fee))
            _post(row, f"txn:{row.movement_id}", postings, {"movement": row.movement_id})
    return row


def balance_lines(row: GatewayMovement, amount_vnd: int) -> list[Line]:
    """Postings of a movement of the balance that is worth ``amount_vnd`` to a shopper, and of the fee that was kept."""
    held, waiting = account("1020", row.currency), account("1021")
    fees = account("5030" if row.kind in DISPUTES else "5010")
    if row.currency == HOME:
        return lines(_moved(held, waiting, row.amount, row.source), _moved(fees, held, row.fee, row.source))
    ours, theirs = account("1090"), account("1090", row.currency)
    fee_vnd = in_vnd(row.fee, abs(amount_vnd), abs(row.amount)) if row.amount else worth(row.fee, row.currency)
    return lines(
        _moved(ours, waiting, amount_vnd, row.source),
        _moved(held, theirs, row.amount, row.source),
        _moved(theirs, held, row.fee, row.source),
        _moved(fees, ours, fee_vnd, row.source),
    )


def worth(amount: int, currency: str) -> int:
    """What an amount is in đồng at the rate of the last payment that came in this currency; 0 when none did."""
    last = (
        GatewayMovement.objects.filter(currency=currency, kind="charge", worth_vnd__gt=0, amount__gt=0)
        .order_by("-happened_at", "-pk")
        .first()
    )
    if last is None or last.worth_vnd is None:
        return 0
    size = in_vnd(abs(amount), last.worth_vnd, last.amount)
    return size if amount >= 0 else -size


def _fee_lines(row: GatewayMovement, fee: int) -> list[Line]:
    held, fees = account("1020", row.currency), account("5010")
    if row.currency == HOME:
        return lines(_moved(fees, held, fee, row.source))
    ours, theirs = account("1090"), account("1090", row.currency)
    return lines(_moved(theirs, held, fee, row.source), _moved(fees, ours, worth(fee, row.currency), row.source))


def _row(seen: SeenMovement, **columns: object) -> tuple[GatewayMovement, bool]:
    told = {
        "kind": seen.kind,
        "source": seen.source,
        "currency": seen.currency,
        "amount": seen.amount,
        "fee": seen.fee,
        "net": seen.net,
        "happened_at": seen.happened_at,
        **columns,
    }
    return GatewayMovement.objects.get_or_create(movement_id=seen.movement_id, defaults=told)


def _post(row: GatewayMovement, key: str, postings: list[Line], ref: dict[str, object]) -> None:
    if postings:
        post_entry(key=key, kind="card_balance", postings=postings, at=row.happened_at, ref=ref)


def in_vnd(part: int, whole_vnd: int, whole: int) -> int:
    """What ``part`` of an amount in another currency is in đồng, when the ``whole`` of it was ``whole_vnd``; half a đồng is rounded up."""
    return (2 * part * whole_vnd + whole) // (2 * whole)


def _moved(to: Account, out_of: Account, amount: int, memo: str) -> Line:
    """An amount moved; below zero it goes the other way."""
    return Line(to, out_of, amount, memo) if amount >= 0 else Line(out_of, to, -amount, memo)
