"""Rules of paying groups that can be broken, one class each. The view makes the sentence."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class NotAllowed(DomainError):
    """The person has no permission for this. Facts: ``permission``."""


class SecondPersonNeeded(DomainError):
    """Who made or proposed something may not approve it, not even a superuser."""


class RunMoveRefused(DomainError):
    """The run or payout is not in a state that allows this. Facts: ``number``, ``status``, ``to``."""


class NothingToPay(DomainError):
    """No group has money to be paid by this cut-off."""


class RunChanged(DomainError):
    """What stands in the run is not what was proposed, or an account changed since; it has to be proposed anew."""


class AccountNotUsable(DomainError):
    """The bank account is not approved, is blocked, or its cooling time is not over. Facts: ``group``."""


class AccountInvalid(DomainError):
    """Number or holder cannot be right. Facts: ``field``."""


class BankFileMissing(DomainError):
    """A run is marked as sent only after its bank file was written."""


class NotDrained(DomainError):
    """Something that must be zero is not, for longer than it may be: groups are not paid until somebody has looked.

    Facts: ``account`` (its code), ``name``, ``amount`` (smallest unit of ``currency``), ``age_days``, ``limit_days``, ``others`` (how many
    more are late).
    """


class OtherFileWritten(DomainError):
    """The run's bank file was already written for another bank profile; a second one could pay twice. Facts: ``profile``."""
