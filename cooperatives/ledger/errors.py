"""The rules of the books that a caller can break, one class each."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class UnbalancedEntry(DomainError):
    """The entry has no lines, or a line that moves nothing. Facts: ``key``, ``reason``.

    Reasons: no_lines, amount_not_positive, one_account_on_both_sides, two_currencies.
    """


class EntryConflict(DomainError):
    """The key, or the reversal, is already booked otherwise. Facts: ``key``, ``reason`` (other_lines, already_reversed)."""


class InsufficientBalance(DomainError):
    """The entry would take an account below zero. Facts: ``key``, ``account`` (code), ``balance_vnd``, ``needed_vnd``;
    only ``key`` when another writer refilled the account in the meantime.
    """
