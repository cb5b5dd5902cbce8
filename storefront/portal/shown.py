"""Parcels as the portal shows them: lines with a picture and what to mind while packing, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import ngettext

from catalog.models import ProductPicture
from cooperatives.groups.models import Group
from cooperatives.media.models import Picture
from storefront.orders.models import OrderLine, Parcel


@dataclass(frozen=True, slots=True)
class ShownLine:
    """What to put into the parcel."""

    line: OrderLine
    picture: Picture | None

    @property
    def is_fragile(self) -> bool:
        """Wants paper around it."""
        return self.line.variant.product.is_fragile


@dataclass(frozen=True, slots=True)
class ShownParcel:
    """A parcel with its lines."""

    parcel: Parcel
    lines: Sequence[ShownLine]


def parcels_of(group: Group) -> QuerySet[Parcel]:
    """Every parcel that this group packs: the only way in which the portal may look one up."""
    return Parcel.objects.of_groups([group.pk]).select_related("order", "carrier", "seller")


def shown_parcels(parcels: QuerySet[Parcel]) -> list[ShownParcel]:
    """Return parcels with lines and pictures. Four queries, whatever their number."""
    lines = OrderLine.objects.select_related("variant__product").defer("variant__product__body_vi", "variant__product__body_en")
    found = list(parcels.prefetch_related(Prefetch("lines", queryset=lines)))
    pictures = first_pictures({line.variant.product_id for parcel in found for line in parcel.lines.all()})
    return [
        ShownParcel(parcel, [ShownLine(line, pictures.get(line.variant.product_id)) for line in parcel.lines.all()]) for parcel in found
    ]


def first_pictures(product_ids: Iterable[int]) -> dict[int, Picture]:
    """First picture of each product's gallery with its renditions. Two queries."""
    rows = ProductPicture.objects.filter(product_id__in=list(product_ids)).select_related("picture").prefetch_related("picture__renditions")
    first: dict[int, Picture] = {}
    for row in rows.order_by("product_id", "sort_order", "pk"):
        first.setdefault(row.product_id, row.picture)
    return first


def told(parcel: Parcel) -> str:
    """What is in a parcel, short: "3 × Nếp nương, túi 2 kg và 1 món khác". Wants prefetched lines."""
    lines = list(parcel.lines.all())
    first = f"{lines[0].quantity} × {lines[0].name}" if lines else ""
    more = len(lines) - 1
    if more < 1:
        return first
    return ngettext("%(first)s và %(more)s món khác", "%(first)s và %(more)s món khác", more) % {"first": first, "more": more}
