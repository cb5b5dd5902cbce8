"""What may be done with consents: withdraw one, finish what a crash left, repeat withdrawals after a restore, remind staff of an end."""

from .remind import remind_of_ends
from .withdraw import AlreadyWithdrawn, finish_withdrawal, finish_withdrawals, replay_withdrawals, withdraw_consent

__all__ = ["AlreadyWithdrawn", "finish_withdrawal", "finish_withdrawals", "remind_of_ends", "replay_withdrawals", "withdraw_consent"]
