"""The first page: what to pack now, what waits, what is under way, the money in a line, and what runs out."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catalog.models import Variant
from cooperatives.groups.models import Group
from cooperatives.ledger.services import balances
from storefront.orders.models import Parcel
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.shown import parcels_of, shown_parcels

SHOWN = 4
FEW_LEFT = 3
WARNED = 5
_S = Parcel.Status


@portal_page(Task.SEE_PARCELS)
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Today."""
    counts = count_parcels(seat.group)
    oldest = parcels_of(seat.group).filter(status=_S.TO_PACK).order_by("order__placed_at", "pk")[:SHOWN]
    packed = parcels_of(seat.group).filter(status=_S.PACKED).order_by("packed_at", "pk")[:SHOWN]
    closed_until = seat.group.closed_until
    context = frame(seat, "parcels") | {
        "counts": counts,
        "to_pack": shown_parcels(oldest),
        "more": max(0, counts[_S.TO_PACK] - SHOWN),
        "packed": packed,
        "money": _money(seat),
        "running_out": _running_out(seat),
        "closed_until": closed_until if closed_until and closed_until >= timezone.localdate() else None,
    }
    return render(request, "portal/home.html", context)


def count_parcels(group: Group) -> dict[str, int]:
    """How many parcels the group has in each state; one query."""
    rows = Parcel.objects.of_groups([group.pk]).order_by().values_list("status").annotate(parcels=Count("pk"))
    return dict.fromkeys(_S.values, 0) | dict(rows)


def _money(seat: Seat) -> dict[str, int] | None:
    if not seat.sees_money:
        return None
    codes = {"available_vnd": f"2120.g{seat.group.pk}", "held_vnd": f"2110.g{seat.group.pk}"}
    found = balances(codes.values())
    return {name: found[code] for name, code in codes.items()}


def _running_out(seat: Seat) -> list[Variant]:
    """Packs on sale of which almost none is left, the emptiest first."""
    if not seat.counts:
        return []
    few: Any = Q(stock__on_hand__lte=F("stock__reserved") + FEW_LEFT) | Q(stock__isnull=True)
    packs = Variant.objects.filter(few, product__group=seat.group, product__live=True, is_active=True).select_related("product", "stock")
    return sorted(packs.defer("product__body_vi", "product__body_en"), key=lambda pack: (pack.available, pack.pk))[:WARNED]
