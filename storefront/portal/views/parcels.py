"""Parcels: lists by state, one parcel with what to do next, packed, handed over, and the slip that is stuck on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.qr import qr_svg
from cooperatives.payouts.money_summary import parcel_money
from cooperatives.vietnam.errors import DomainError
from storefront.orders import services
from storefront.orders.errors import TrackingNumberTaken, TransitionNotAllowed
from storefront.orders.models import Order, Parcel
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.forms import HandOverForm, carrier_of
from storefront.portal.frame import frame
from storefront.portal.sentences import sentence
from storefront.portal.shown import parcels_of, shown_parcels, told
from storefront.portal.views.today import count_parcels

PER_PAGE = 20
_S = Parcel.Status
LISTS = {
    "can-goi": (_S.TO_PACK,),
    "cho-giao": (_S.PACKED,),
    "dang-di": (_S.HANDED_OVER,),
    "xong": (_S.DELIVERED, _S.RETURNED, _S.CANCELLED),
}
PACKABLE = (_S.TO_PACK, _S.PACKED)


@portal_page(Task.SEE_PARCELS)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Parcels of one state (``?loai=``); what waits stands oldest first, what is over newest first."""
    kind = request.GET.get("loai", "")
    kind = kind if kind in LISTS else "can-goi"
    found = parcels_of(seat.group).filter(status__in=LISTS[kind]).prefetch_related("lines")
    found = found.order_by("-order__placed_at", "-pk") if kind == "xong" else found.order_by("order__placed_at", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counts = count_parcels(seat.group)
    names = {"can-goi": _("Cần gói"), "cho-giao": _("Chờ bưu tá"), "dang-di": _("Đang đi"), "xong": _("Đã xong")}
    tabs = [
        {"url": f"?loai={code}", "label": f"{names[code]} {sum(counts[status] for status in LISTS[code])}", "current": code == kind}
        for code in LISTS
    ]
    rows = [(parcel, told(parcel)) for parcel in page.object_list]
    return render(request, "portal/parcels.html", frame(seat, "parcels") | {"tabs": tabs, "rows": rows, "page_obj": page, "kind": kind})


@portal_page(Task.SEE_PARCELS)
def detail(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """One parcel, and what to do with it next."""
    return _page(request, seat, pk)


@portal_page(Task.PACK, acts=True)
def pack(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Say that it is packed. Asked twice it is packed once, and both are told so."""
    parcel = get_object_or_404(parcels_of(seat.group), pk=pk)
    if request.method != "POST":
        return redirect("portal:parcel", pk=parcel.pk)
    try:
        services.pack_parcel(parcel_id=parcel.pk, actor=seat.user)
    except TransitionNotAllowed as refused:
        if refused.facts["before"] != _S.PACKED:
            messages.error(request, sentence(refused))
            return redirect("portal:parcel", pk=parcel.pk)
    messages.success(request, _("Đã ghi: gói xong. Chờ bưu tá."))
    return redirect("portal:parcel", pk=parcel.pk)


@portal_page(Task.PACK, acts=True)
def hand_over(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Say who took the parcel. The same answer twice is one; another one for a parcel that has left is refused."""
    parcel = get_object_or_404(parcels_of(seat.group), pk=pk)
    if request.method != "POST":
        return redirect("portal:parcel", pk=parcel.pk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, pk, form)
    carrier, number = carrier_of(form.cleaned_data["carrier"]), form.cleaned_data["tracking_number"]
    try:
        services.hand_over_parcel(parcel_id=parcel.pk, carrier=carrier, tracking_number=number, actor=seat.user)
    except TrackingNumberTaken as taken:
        form.add_error("tracking_number", sentence(taken))
        return _page(request, seat, pk, form)
    except DomainError as refused:
        parcel.refresh_from_db()
        if (parcel.status, parcel.carrier_id, parcel.tracking_number) != (_S.HANDED_OVER, carrier.pk, number):
            messages.error(request, sentence(refused))
            return redirect("portal:parcel", pk=parcel.pk)
    messages.success(request, _("Đã ghi: bưu tá lấy gói rồi."))
    return redirect("portal:parcel", pk=parcel.pk)


@portal_page(Task.PACK)
def slip(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The slip to print and stick on: seller of record and the center's address as sender. Only while the parcel is in the house."""
    found = parcels_of(seat.group).filter(status__in=PACKABLE).prefetch_related("lines")
    parcel = get_object_or_404(found, pk=pk)
    is_cash = parcel.order.method == Order.Method.COD
    context = {"parcel": parcel, "order": parcel.order, "collect_vnd": parcel.due_vnd if is_cash else 0, "qr": qr_svg(parcel.number)}
    return render(request, "portal/slip.html", frame(seat, "parcels") | context)


def _page(request: HttpRequest, seat: Seat, pk: int, form: HandOverForm | None = None) -> HttpResponse:
    """The parcel's page. Street and telephone are shown while it waits to be handed over, and never to somebody who does not pack."""
    found = shown_parcels(parcels_of(seat.group).filter(pk=pk))
    if not found:
        raise Http404
    parcel = found[0].parcel
    can_hand_over = seat.packs and parcel.status == _S.PACKED
    money = parcel_money(seat.group, parcel.number) if seat.sees_money else None
    context: dict[str, Any] = {
        "parcel": parcel,
        "order": parcel.order,
        "lines": found[0].lines,
        "spoken": _spoken(parcel),
        "can_pack": seat.packs and parcel.status == _S.TO_PACK,
        "can_hand_over": can_hand_over,
        "can_print": seat.packs and parcel.status in PACKABLE,
        "form": (form or HandOverForm()) if can_hand_over else None,
        "collect_vnd": parcel.due_vnd if parcel.order.method == Order.Method.COD else 0,
        "tracking_link": parcel.carrier.tracking_link(parcel.tracking_number) if parcel.carrier else "",
        "money": money if money is not None and money.sold_vnd else None,
        "back": f"{reverse('portal:parcels')}?loai={_list_of(parcel)}",
    }
    return TemplateResponse(request, "portal/parcel.html", frame(seat, "parcels") | context)


def _spoken(parcel: Parcel) -> str:
    """The parcel as somebody would read it out at the packing table."""
    things = ". ".join(f"{line.quantity} {line.name}" for line in parcel.lines.all())
    return _("Gói cho %(name)s, %(place)s. Trong gói có: %(things)s.") % {
        "name": parcel.order.recipient,
        "place": parcel.order.province_name,
        "things": things,
    }


def _list_of(parcel: Parcel) -> str:
    return next((code for code, statuses in LISTS.items() if parcel.status in statuses), "can-goi")
