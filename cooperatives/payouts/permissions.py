"""Who may do what with payouts. Services ask here first; views never repeat the rule."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser

from cooperatives.payouts.errors import NotAllowed, SecondPersonNeeded

PROPOSE = "payouts.propose_payoutrun"
APPROVE = "payouts.approve_payoutrun"
APPROVE_ACCOUNT = "payouts.approve_bankaccount"


def require(actor: AbstractUser, permission: str) -> None:
    """Raise NotAllowed unless the person has the permission."""
    if not actor.has_perm(permission):
        raise NotAllowed(permission=permission)


def require_other(actor: AbstractUser, *earlier: int | None) -> None:
    """Raise SecondPersonNeeded when ``actor`` is one of those who acted before. There is no exception for superusers."""
    if actor.pk in earlier:
        raise SecondPersonNeeded()
