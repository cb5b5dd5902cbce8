"""How a run and its payouts move. One table each, one function that moves."""

from __future__ import annotations

from typing import Any

from cooperatives.payouts.errors import RunMoveRefused
from cooperatives.payouts.models import Payout, PayoutRun

RUN_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"proposed", "cancelled"}),
    "proposed": frozenset({"draft", "approved", "cancelled"}),
    "approved": frozenset({"sent", "cancelled"}),
    "sent": frozenset({"settled"}),
    "settled": frozenset(),
    "cancelled": frozenset(),
}
# A late return beats an earlier success: the bank may say "settled" and days later send the money back.
PAYOUT_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"approved", "cancelled"}),
    "approved": frozenset({"sent", "cancelled"}),
    "sent": frozenset({"settled", "returned"}),
    "settled": frozenset({"returned"}),
    "returned": frozenset(),
    "cancelled": frozenset(),
}


def move_run(run: PayoutRun, to: str, **changes: Any) -> None:
    """Move a run in the caller's transaction. Raises RunMoveRefused when it is not in a state that leads there (any more)."""
    _move(PayoutRun, RUN_MOVES, run, run.number, to, changes)


def move_payout(payout: Payout, to: str, **changes: Any) -> None:
    """Move a payout in the caller's transaction. Raises RunMoveRefused."""
    _move(Payout, PAYOUT_MOVES, payout, payout.reference, to, changes)


def _move(
    model: type[PayoutRun] | type[Payout], table: dict[str, frozenset[str]], row: Any, name: str, to: str, changes: dict[str, Any]
) -> None:
    sources = [source for source, targets in table.items() if to in targets and source == row.status]
    moved = model.objects.filter(pk=row.pk, status__in=sources).update(status=to, **changes) if sources else 0
    if not moved:
        raise RunMoveRefused(number=name, status=row.status, to=to)
    row.status = to
    for field, value in changes.items():
        setattr(row, field, value)
