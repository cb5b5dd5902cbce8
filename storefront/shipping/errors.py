"""Why a parcel cannot be sent."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class CannotDeliver(DomainError):
    """The parcel cannot go there.

    Facts: ``reason`` ("fresh": fresh goods would travel too far; "no_rate": staff have set no fee or time for the zone) and ``zone``;
    whoever knows the group adds ``group_id``.
    """
