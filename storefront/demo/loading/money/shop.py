"""What happens to one order: placed, paid, packed, sent, delivered, or one of the things that go otherwise."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any, Final

from catalog.models import Variant
from storefront.accounts.models import User
from storefront.cart.models import Cart
from storefront.cart.services import add_line
from storefront.checkout.services import Contact, DeliveryAddress, place_order, preview_order
from storefront.demo.loading.people import APPROVER, CURATOR, MEMBER, PREPARER, SHOPPER
from storefront.orders.models import Order, Parcel

KEYS: Final = uuid.UUID("5c3f0a52-2a83-4f0c-9b0e-6d2c51e6f2a4")


@dataclass(frozen=True, slots=True)
class People:
    """The demo's sign-ins who act in the history."""

    shopper: User
    member: User
    curator: User
    preparer: User
    approver: User

    @classmethod
    def read(cls) -> People:
        """All five. Raises KeyError when they were not loaded."""
        found = User.objects.in_bulk([SHOPPER, MEMBER, CURATOR, PREPARER, APPROVER], field_name="email")
        return cls(found[SHOPPER], found[MEMBER], found[CURATOR], found[PREPARER], found[APPROVER])

    def who_packs(self, parcel: Parcel) -> User:
        """The member for her own groups, the curator for the others."""
        return self.member if parcel.group.memberships.filter(user=self.member).exists() else self.curator


def checkout_key(number: int) -> uuid.UUID:
    """Natural key of the demo's order with this number."""
    return uuid.uuid5(KEYS, str(number))


def place(row: dict[str, Any], people: People) -> Order:
    """Fill a cart and place its order now. Raises whatever the till refuses."""
    cart = Cart.objects.create()
    for sku, quantity in row["lines"]:
        add_line(cart=cart, variant_id=Variant.objects.get(sku=sku).pk, quantity=quantity)
    where = {"province_code": row["province"], "commune_code": row["commune"]}
    shown = preview_order(cart=cart, method=row["method"], **where)
    order = place_order(
        cart=cart,
        checkout_key=checkout_key(row["id"]),
        shown_total_vnd=shown.total_vnd,
        method=row["method"],
        address=DeliveryAddress(street=row["street"], **where),
        contact=Contact(recipient=row["recipient"], phone=row["phone"]),
        user=people.shopper if row["who"] else None,
    )
    cart.delete()
    return order


def hours(count: float) -> datetime.timedelta:
    """A span of hours."""
    return datetime.timedelta(hours=count)
