"""What a person says about movements of the balance at the gateway that nothing of ours explains. Until then they lie in 1021."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.payments.errors import MovementNotOpen, TransferDiffers
from storefront.payments.locks import lock_refund
from storefront.payments.models import CardRefund, GatewayMovement, Refund

from .cards import lock_page

if TYPE_CHECKING:
    from storefront.accounts.models import User

EXPLANATIONS: Final = ("5010", "5030", "5050")
"""What a movement that nobody knows may turn out to be: a fee of Stripe's, a loss by dispute, money given away."""


def unknown_movements() -> QuerySet[GatewayMovement]:
    """Movements that nothing of ours explains, the oldest first."""
    return GatewayMovement.objects.filter(state=GatewayMovement.State.UNKNOWN).order_by("happened_at", "pk")


def refunds_by_hand() -> QuerySet[Refund]:
    """Refunds of card payments that wait to be sent by bank: one made by hand at the gateway may be one of them."""
    waits = Refund.objects.filter(way=Refund.Way.BANK, status__in=(Refund.Status.REQUESTED, Refund.Status.FAILED), sent_by__isnull=True)
    return waits.filter(card_page__isnull=False).select_related("order").order_by("requested_at", "pk")


def explain_movement(*, movement_id: int, code: str, actor: User, note: str) -> GatewayMovement:
    """Say what a movement that nobody knew was: ``explain:<movement>`` moves it from 1021 to one of :data:`EXPLANATIONS`.

    Raises MovementNotOpen when it is explained, was found meanwhile, or is worth nothing in đồng.
    """
    if code not in EXPLANATIONS:
        raise ValueError(f"a movement is not explained by {code!r}")
    with write_txn():
        row = _explained(movement_id, actor, f"{code} {note}")
        worth_vnd, waiting, other = row.worth_vnd or 0, account("1021"), account(code)
        line = Line(waiting, other, worth_vnd, row.source) if worth_vnd > 0 else Line(other, waiting, -worth_vnd, row.source)
        _close(row, [line], actor, {"code": code, "note": note})
    return row


def explain_as_refund(*, movement_id: int, refund_id: int, actor: User) -> GatewayMovement:
    """Say that a refund made by hand at Stripe is this refund of ours, which nobody has sent: 2200 → 1021, and she has her money.

    Raises MovementNotOpen and TransferDiffers (another amount, or sent meanwhile).
    """
    with write_txn():
        page_id = Refund.objects.values_list("card_page_id", flat=True).get(pk=refund_id)
        if page_id is not None:
            lock_page(page_id)
        refund = lock_refund(refund_id)
        row = _explained(movement_id, actor, refund.reference)
        waits = Refund.objects.filter(
            pk=refund.pk, card_page__isnull=False, sent_by__isnull=True, status__in=(Refund.Status.REQUESTED, Refund.Status.FAILED)
        )
        same = row.kind == "refund" and row.worth_vnd == -refund.amount_vnd
        under_way = CardRefund.objects.filter(refund=refund, state__in=(CardRefund.State.ASKED, CardRefund.State.PENDING)).exists()
        settled = {"way": Refund.Way.CARD, "status": Refund.Status.SETTLED, "settled_at": timezone.now()}
        if not same or under_way or not waits.update(**settled):
            raise TransferDiffers(line_id=row.pk, line_vnd=-(row.worth_vnd or 0), wanted_vnd=refund.amount_vnd)
        line = Line(account("2200"), account("1021"), refund.amount_vnd, refund.reference)
        _close(row, [line], actor, {"refund": refund.pk})
        refund.refresh_from_db()
        log(refund, "payments.refund_settled", user=actor, data={"amount_vnd": refund.amount_vnd, "card": row.source})
    return row


def _explained(movement_id: int, actor: User, words: str) -> GatewayMovement:
    unknown = GatewayMovement.objects.filter(pk=movement_id, state=GatewayMovement.State.UNKNOWN).exclude(worth_vnd=0)
    state = GatewayMovement.State.EXPLAINED
    if not unknown.update(state=state, explained_by=actor, explained_at=timezone.now(), explanation=words[:200]):
        raise MovementNotOpen(movement=str(movement_id))
    return GatewayMovement.objects.get(pk=movement_id)


def _close(row: GatewayMovement, postings: list[Line], actor: User, told: dict[str, object]) -> None:
    post_entry(key=f"explain:{row.movement_id}", kind="card_explained", postings=postings, ref={"movement": row.movement_id})
    log(row, "payments.movement_explained", user=actor, title=row.movement_id, data={"amount": row.amount, **told})
