"""What can be done with a group after staff opened it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.groups.models import Group
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

LONGEST = datetime.timedelta(days=120)
"""A longer rest is a matter for the center, which may take the group's goods off the shelves."""


class RestOutOfRange(DomainError):
    """The last day of a rest is in the past or too far away. Facts: ``until``, ``earliest``, ``latest`` (ISO dates)."""


def rest_until(*, group_id: int, until: datetime.date | None, actor: AbstractUser | None, today: datetime.date | None = None) -> Group:
    """Send nothing up to and including ``until``; None opens again at once. Orders may still be placed. Raises RestOutOfRange."""
    first = today or timezone.localdate()
    if until is not None and not first <= until <= first + LONGEST:
        raise RestOutOfRange(until=until.isoformat(), earliest=first.isoformat(), latest=(first + LONGEST).isoformat())
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group_id)
        before = group.closed_until
        if before == until:
            return group
        group.closed_until = until
        group.save(update_fields=["closed_until"])
        days = {"before": before.isoformat() if before else None, "until": until.isoformat() if until else None}
        log(group, "groups.rest_changed", user=actor, data=days)
    return group
