"""The rates, times and rules that staff edit, read together: three queries, or none while a process remembers them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache

from storefront.shipping.errors import CannotDeliver
from storefront.shipping.models import DeliveryPolicy, Rate, Zone, ZoneTime

CACHE_KEY: Final = "shipping:table"
CACHE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    """Fee up to a weight, and what each started kilogram above it adds."""

    up_to_g: int
    fee_vnd: int
    per_extra_kg_vnd: int


@dataclass(frozen=True, slots=True)
class DeliveryTable:
    """Everything that a quote needs."""

    steps: dict[str, tuple[Step, ...]]
    days: dict[str, tuple[int, int]]
    policy: DeliveryPolicy

    def fee_vnd(self, zone: Zone, weight_g: int) -> int:
        """Fee of a parcel before any free delivery. Raises CannotDeliver when the zone has no rates."""
        steps = self.steps.get(zone.value)
        if not steps:
            raise CannotDeliver(reason="no_rate", zone=zone.value)
        for step in steps:
            if weight_g <= step.up_to_g:
                return step.fee_vnd
        heaviest = steps[-1]
        extra_kg = -(-(weight_g - heaviest.up_to_g) // 1_000)
        return heaviest.fee_vnd + extra_kg * heaviest.per_extra_kg_vnd

    def days_under_way(self, zone: Zone) -> tuple[int, int]:
        """Fewest and most days in the carrier's hands. Raises CannotDeliver when the zone has no times."""
        try:
            return self.days[zone.value]
        except KeyError:
            raise CannotDeliver(reason="no_rate", zone=zone.value) from None


def read_table() -> DeliveryTable:
    """Read the table as it is now (three queries); what is charged is always computed from this."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for rate in Rate.objects.order_by("zone", "up_to_g"):
        steps[rate.zone].append(Step(rate.up_to_g, rate.fee_vnd, rate.per_extra_kg_vnd))
    days = {time.zone: (time.days_min, time.days_max) for time in ZoneTime.objects.all()}
    return DeliveryTable({zone: tuple(rows) for zone, rows in steps.items()}, days, DeliveryPolicy.current())


def remembered_table() -> DeliveryTable:
    """The table for estimates on product and cart pages: at most a minute old, forgotten as soon as staff edit it in this process."""
    table: DeliveryTable | None = cache.get(CACHE_KEY)
    if table is None:
        table = read_table()
        cache.set(CACHE_KEY, table, CACHE_SECONDS)
    return table


def forget_table(**_: Any) -> None:
    """Drop the remembered table; called when a rate, a time or the policy is saved or deleted."""
    cache.delete(CACHE_KEY)
