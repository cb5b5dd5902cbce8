"""Money that Stripe sends to our bank: on its way (1025) from when the balance shows it, there when the bank line is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.payments.errors import MovementNotOpen, TransferDiffers
from storefront.payments.locks import lock_line
from storefront.payments.models import BankLine, GatewayMovement

from .movements import HOME, PAYOUTS
from .outgoing import close_line

if TYPE_CHECKING:
    from storefront.accounts.models import User


def payouts_on_their_way() -> QuerySet[GatewayMovement]:
    """Money that Stripe sends to our bank and that no bank line is known of yet, without what came back; the oldest first."""
    back = GatewayMovement.objects.filter(source=OuterRef("source"), kind__in=PAYOUTS, amount__gt=0)
    sent = GatewayMovement.objects.filter(kind="payout", amount__lt=0, bank_line__isnull=True)
    return sent.exclude(Exists(back)).order_by("happened_at", "pk")


def suggest_gateway_payouts(line: BankLine) -> list[GatewayMovement]:
    """Payouts that an incoming line may be: in đồng of its very amount, in other money any that was sent before it."""
    other = ~Q(currency=HOME) & Q(happened_at__lte=line.booked_at)
    return list(payouts_on_their_way().filter(Q(currency=HOME, amount=-line.amount_vnd) | other)[:20])


def receive_payout(*, line_id: int, movement_id: int, actor: User | None) -> BankLine:
    """Say that an incoming bank line is a payout of Stripe's: ``spoin:<line>`` 2090 → 1025. One line, one payout.

    A payout in đồng is that amount to the đồng; one in another currency became what the bank made of it, through 1090. Raises
    MovementNotOpen (not on its way any more) and TransferDiffers (the line is another amount, or is used up in part).
    """
    with write_txn():
        line, _ = lock_line(line_id)
        movement = GatewayMovement.objects.select_for_update(no_key=True).get(pk=movement_id)
        whole = line.unallocated_vnd == line.amount_vnd and line.state == BankLine.State.UNMATCHED
        if not whole or (movement.currency == HOME and line.amount_vnd != -movement.amount):
            raise TransferDiffers(line_id=line.pk, line_vnd=line.unallocated_vnd, wanted_vnd=-movement.amount)
        if not payouts_on_their_way().filter(pk=movement.pk).order_by().update(bank_line=line):
            raise MovementNotOpen(movement=movement.movement_id)
        on_its_way, memo = account("1025", movement.currency), movement.source
        postings = [Line(account("2090"), on_its_way, line.amount_vnd, memo)]
        if movement.currency != HOME:
            theirs = Line(account("1090", movement.currency), on_its_way, -movement.amount, memo)
            postings = [Line(account("2090"), account("1090"), line.amount_vnd, memo), theirs]
        ref = {"bank_line": line.pk, "movement": movement.movement_id}
        post_entry(key=f"spoin:{line.pk}", kind="stripe_payout_in", postings=postings, at=line.booked_at, ref=ref)
        line.unallocated_vnd = 0
        line.save(update_fields=["unallocated_vnd"])
        close_line(line, actor, decision=movement.source, at=timezone.now())
        log(line, "payments.line_settled", user=actor, data={"payout": movement.source, "amount_vnd": line.amount_vnd})
    return line


def match_gateway_payout(line: BankLine) -> BankLine:
    """Take a locked incoming line that names Stripe for the one payout of its amount on its way; anything less sure waits for a person."""
    if "STRIPE" not in line.text.upper():
        return line
    same = list(payouts_on_their_way().filter(currency=HOME, amount=-line.amount_vnd).values_list("pk", flat=True)[:2])
    return receive_payout(line_id=line.pk, movement_id=same[0], actor=None) if len(same) == 1 else line
