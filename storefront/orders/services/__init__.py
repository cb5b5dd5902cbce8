"""What can be done with an order after it was placed.

Everything that involves money that was paid before (cancelling, a parcel that came back) only returns the facts of the refund here
(:class:`storefront.orders.shares.ParcelRefund`); the room of payments above books it in the same transaction.
"""

from .cancel import CancelledOrder, CancelledParcel, cancel_order, cancel_parcel
from .confirm import confirm_order, mark_paid
from .parcels import ReturnedParcel, deliver_parcel, hand_over_parcel, pack_parcel, return_parcel
from .release import free_money, hold_money, mark_cash_matched, release_due_parcels
from .reopen import reopen_order

__all__ = [
    "CancelledOrder",
    "CancelledParcel",
    "ReturnedParcel",
    "cancel_order",
    "cancel_parcel",
    "confirm_order",
    "deliver_parcel",
    "free_money",
    "hand_over_parcel",
    "hold_money",
    "mark_cash_matched",
    "mark_paid",
    "pack_parcel",
    "release_due_parcels",
    "reopen_order",
    "return_parcel",
]
