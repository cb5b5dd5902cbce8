"""The parcels to work through, by state and group, and the slips that go into them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cms.models import ShopSettings
from cooperatives.groups.models import Group
from storefront.desk.access import MOVE_ORDER, SEE_ORDERS, may, require
from storefront.desk.pages import DeskPage
from storefront.desk.views.orders import parcel_actions
from storefront.orders.models import Order, Parcel
from storefront.shipping.models import Carrier

PER_PAGE = 50
MOST_SLIPS = 200
PAPERS = ("a5", "a4")


class ParcelWork(DeskPage):
    """Parcels in one state, oldest first: pack them, hand them over, print their slips."""

    permissions = SEE_ORDERS
    template_name = "desk/parcels.html"
    page_title = _("Kiện hàng")
    header_icon = "desk-parcel"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tabs with counts, one page of parcels."""
        group = self._group()
        scope = Parcel.objects.filter(group=group) if group else Parcel.objects.all()
        counts: dict[str, int] = dict(scope.order_by().values_list("status").annotate(count=Count("pk")))
        wanted = self.request.GET.get("status", Parcel.Status.TO_PACK)
        status = wanted if wanted in Parcel.Status.values else Parcel.Status.TO_PACK
        page = Paginator(_listed(scope.filter(status=status)), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "tabs": [{"value": value, "label": label, "count": counts.get(value, 0)} for value, label in Parcel.Status.choices],
            "status": status,
            "group": group,
            "groups": Group.objects.all(),
            "page": page,
            "page_query": f"status={status}&" + (f"group={group.pk}&" if group else ""),
            "rows": [parcel_actions(parcel) for parcel in page],
            "carriers": Carrier.objects.filter(is_active=True),
            "can_move": may(self.request.user, MOVE_ORDER),
        }

    def _group(self) -> Group | None:
        wanted = self.request.GET.get("group", "")
        return Group.objects.filter(pk=wanted).first() if wanted.isdecimal() else None


def _listed(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    found = parcels.select_related("order", "group", "seller", "carrier").prefetch_related("lines")
    return found.order_by("order__placed_at", "position")


def slips(request: HttpRequest) -> HttpResponse:
    """Packing slips of the chosen parcels (``?kien=12&kien=13``), one a page, on A5 or A4 (``?kho=a4``).

    The sender is the seller of record at the center's address: a slip travels through many hands, and nobody's home is on it.
    """
    require(request.user, *SEE_ORDERS)
    wanted = [int(text) for text in request.GET.getlist("kien") if text.isdecimal() and len(text) < 19][:MOST_SLIPS]
    parcels = list(_listed(Parcel.objects.filter(pk__in=wanted)))
    if not parcels:
        raise Http404
    paper = request.GET.get("kho") if request.GET.get("kho") in PAPERS else PAPERS[0]
    context = {
        "slips": [_slip(parcel) for parcel in parcels],
        "center": ShopSettings.for_request(request),
        "paper": paper,
        "papers": PAPERS,
        "paper_css": f"desk/{paper}.css",
        "query": "&".join(f"kien={parcel.pk}" for parcel in parcels),
    }
    return render(request, "desk/slips.html", context)


def _slip(parcel: Parcel) -> dict[str, Any]:
    is_cash = parcel.order.method == Order.Method.COD
    return {
        "parcel": parcel,
        "order": parcel.order,
        "lines": list(parcel.lines.all()),
        "collect_vnd": parcel.due_vnd if is_cash else 0,
        "qr": qr_of(parcel.number),
    }


def qr_of(text: str) -> SafeString:
    """A QR code as inline SVG, for the scanner at the packing table."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, svgns=True, scale=1, border=2, omitsize=True)
    return mark_safe(out.getvalue().decode())
