"""The rules of orders and parcels that somebody can break, one class each."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class TransitionNotAllowed(DomainError):
    """The parcel cannot go there from where it is. Facts: ``parcel_id``, ``before`` (its status now), ``after``."""


class OrderAlreadyPaid(DomainError):
    """The money was complete before, under another key: this is a second payment. Facts: ``number``."""


class OrderNotOpen(DomainError):
    """The order no longer waits for what was asked (it is cancelled, or past that point). Facts: ``number``, ``status``."""


class RefundNeeded(DomainError):
    """Money was paid for this: cancel it where the refund is booked too. Facts: ``number``, ``paid_vnd``."""


class CancelNotAllowed(DomainError):
    """It is packed or under way, or a part of an order that waits for one transfer. Facts: ``number``, ``reason`` (``packed``, ``sent``,
    ``awaiting_payment``)."""


class RefundTooMuch(DomainError):
    """More is asked back than was bought and not given back yet. Facts: ``parcel_id``, and what was asked."""


class TrackingNumberTaken(DomainError):
    """Another parcel of this carrier has this number. Facts: ``carrier``, ``tracking_number``."""
