"""Who may do what in the members' portal. The door that asks is :mod:`storefront.portal.door`.

=============  ======  ==========  ======
task           lead    bookkeeper  member
=============  ======  ==========  ======
see parcels    yes     yes         yes
pack and send  yes     no          yes
see money      yes     yes         no
count stock    yes     no          yes
add a product  yes     no          yes
price, rest    yes     no          no
=============  ======  ==========  ======

A bookkeeper reads everything that money comes from and changes nothing. A member does the daily work; the price, and closing the group for
some days, are decided by the lead. A new product passes the center first, its price with it, so a member may tell one.

A page about one row (its address has an id) answers 404 to everybody who may not see that row: a stranger, a shopper, a member of another
group, a member without the task. So an address never says whether something exists. Pages without an id ask a stranger to sign in.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cooperatives.groups.models import Group, Membership
from storefront.accounts.models import User

CHOSEN_KEY: Final = "portal_group"
"""Where the session remembers the group that somebody with several works for."""
LONG_SESSION: Final = datetime.timedelta(days=180)
"""Whoever signs in by telephone or link stays so long after the last day she came: asking again costs money, or a way to town."""


class Task(Enum):
    """What a page lets its reader do."""

    SEE_PARCELS = "see_parcels"
    PACK = "pack"
    SEE_MONEY = "see_money"
    COUNT = "count"
    PRICE = "price"
    ADD = "add"


_LEAD, _MEMBER, _BOOKKEEPER = Membership.Role.LEAD, Membership.Role.MEMBER, Membership.Role.BOOKKEEPER
MAY: Final[dict[str, frozenset[Task]]] = {
    _LEAD: frozenset(Task),
    _MEMBER: frozenset({Task.SEE_PARCELS, Task.PACK, Task.COUNT, Task.ADD}),
    _BOOKKEEPER: frozenset({Task.SEE_PARCELS, Task.SEE_MONEY}),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at work for one of her groups."""

    user: User
    group: Group
    role: str
    has_others: bool

    def may(self, task: Task) -> bool:
        """Whether her role in this group allows a task."""
        return task in MAY[self.role]

    @property
    def mark(self) -> str:
        """Tells a phone whose pages and unsent forms it keeps, without saying who that is."""
        return salted_hmac("portal.person", str(self.user.pk)).hexdigest()[:16]

    @property
    def packs(self) -> bool:
        """May pack and hand over; for templates."""
        return self.may(Task.PACK)

    @property
    def sees_money(self) -> bool:
        """May see the group's money; for templates."""
        return self.may(Task.SEE_MONEY)

    @property
    def counts(self) -> bool:
        """May count stock; for templates."""
        return self.may(Task.COUNT)

    @property
    def adds(self) -> bool:
        """May tell a new product; for templates."""
        return self.may(Task.ADD)

    @property
    def prices(self) -> bool:
        """May change prices and close the group for some days; for templates."""
        return self.may(Task.PRICE)


def seats_of(request: HttpRequest) -> list[Seat]:
    """Every group that the signed-in person works for, by name; one query."""
    user = request.user
    if not isinstance(user, User):
        return []
    found = Membership.objects.filter(user=user).select_related("group__seller_of_record").order_by("group__name_vi", "group_id")
    memberships = list(found)
    return [Seat(user=user, group=one.group, role=one.role, has_others=len(memberships) > 1) for one in memberships]


def chosen_seat(request: HttpRequest, seats: list[Seat]) -> Seat | None:
    """The only group, or the one she chose before; None while she has not chosen."""
    if len(seats) == 1:
        return seats[0]
    chosen = request.session.get(CHOSEN_KEY) if seats else None
    return next((seat for seat in seats if seat.group.pk == chosen), None)
