"""The till: what an order would cost, and placing it."""

from .place import Contact, DeliveryAddress, InvoiceRequest, place_order
from .preview import OrderPreview, PlannedParcel, preview_order

__all__ = [
    "Contact",
    "DeliveryAddress",
    "InvoiceRequest",
    "OrderPreview",
    "PlannedParcel",
    "place_order",
    "preview_order",
]
