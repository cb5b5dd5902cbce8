"""The list of orders, and one order with everything that belongs to it."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any, ClassVar

import django_filters
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from cooperatives.groups.models import Group
from cooperatives.vietnam.phones import PhoneNumberError, parse_phone
from cooperatives.vietnam.places import provinces
from storefront.desk.access import MATCH_LINE, MOVE_ORDER, SEE_ORDERS, may
from storefront.desk.pages import DeskListing, DeskPage, MomentColumn, MoneyColumn, StatusColumn, desk_url
from storefront.orders.models import Order, Parcel
from storefront.orders.states import ALLOWED, UNSENT
from storefront.payments.models import Payment, Refund
from storefront.payments.services.refunds import is_sale_booked
from storefront.shipping.models import Carrier


def _province_choices() -> list[tuple[str, str]]:
    return [(one.code, one.name("vi")) for one in provinces()]


def _short_method(order: Order) -> Any:
    """In a table a word is enough."""
    words = {Order.Method.COD: _("Khi nhận"), Order.Method.CARD: _("Thẻ")}
    return words.get(Order.Method(order.method), _("Chuyển khoản"))


class OrderFilter(WagtailFilterSet):
    """What an order can be narrowed by."""

    status = django_filters.ChoiceFilter(label=_("Tình trạng"), choices=Order.Status.choices)
    method = django_filters.ChoiceFilter(label=_("Cách trả tiền"), choices=Order.Method.choices)
    group = django_filters.ModelChoiceFilter(label=_("Nhóm"), queryset=Group.objects.all(), field_name="parcels__group", method="of_group")
    province_code = django_filters.ChoiceFilter(label=_("Giao tới tỉnh"), choices=_province_choices)
    placed_at = django_filters.DateFromToRangeFilter(label=_("Ngày đặt"), widget=DateRangePickerWidget)

    class Meta:
        model = Order
        fields: ClassVar = ["status", "method", "group", "province_code", "placed_at"]

    def of_group(self, queryset: QuerySet[Order], name: str, group: Group) -> QuerySet[Order]:
        """Orders with a parcel of the group, each once."""
        return queryset.filter(pk__in=Parcel.objects.filter(group=group).values("order"))


class OrderList(DeskListing):
    """All orders, newest first."""

    permissions = SEE_ORDERS
    model = Order
    page_title = _("Đơn hàng")
    header_icon = "form"
    index_url_name = "desk:orders"
    index_results_url_name = "desk:orders_results"
    filterset_class = OrderFilter
    search_fields: ClassVar = ["number", "phone", "recipient"]
    default_ordering = "-placed_at"
    columns: ClassVar = [
        TitleColumn("number", label=_("Mã đơn"), classname="desk-nowrap", get_url=lambda order: desk_url("order", order.number)),
        StatusColumn("status", label=_("Tình trạng")),
        Column("recipient", label=_("Người nhận"), accessor="recipient"),
        Column("province_name", label=_("Giao tới"), accessor="province_name"),
        Column("method", label=_("Trả tiền"), accessor=_short_method),
        MoneyColumn("total_vnd", label=_("Tổng tiền"), sort_key="total_vnd"),
        MomentColumn("placed_at", label=_("Đặt lúc"), sort_key="placed_at"),
    ]

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        """By a part of the number or the name, or by a telephone number however it is written."""
        if not self.is_searching:
            return queryset
        wanted = self.search_query.strip()
        found = Q(number__icontains=wanted.replace(" ", "").partition("-")[0]) | Q(recipient__icontains=wanted)
        with contextlib.suppress(PhoneNumberError):
            found |= Q(phone=parse_phone(wanted))
        return queryset.filter(found)


class OrderPage(DeskPage):
    """One order: parcels, lines, money, what happened to it, and what can be done now."""

    permissions = SEE_ORDERS
    template_name = "desk/order.html"
    header_icon = "form"
    page_title = _("Đơn")
    trail = (_("Đơn hàng"), "orders")

    def get_page_subtitle(self) -> str:
        """The order's number."""
        return str(self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything at once; an order has few parcels."""
        order = get_object_or_404(Order.objects.select_related("user"), number=self.kwargs["number"])
        listed = order.parcels.select_related("group", "seller", "carrier").prefetch_related("lines")
        parcels = list(listed.order_by("position"))
        for parcel in parcels:
            parcel.order = order
        refunds = list(order.refunds.select_related("requested_by", "sent_by", "parcel", "card_refund"))
        return {
            **super().get_context_data(**kwargs),
            "order": order,
            "parcels": [parcel_actions(parcel) for parcel in parcels],
            "payment": _payment(order),
            "bank_lines": order.bank_lines.all(),
            "refunds": refunds,
            "history": history(order, parcels, refunds),
            "carriers": Carrier.objects.filter(is_active=True),
            "can_move": may(self.request.user, MOVE_ORDER),
            "can_match": may(self.request.user, MATCH_LINE),
            "can_confirm": order.status == Order.Status.AWAITING_CONFIRMATION,
            "can_cancel": all(parcel.status in UNSENT or parcel.status == Parcel.Status.CANCELLED for parcel in parcels)
            and order.status != Order.Status.CANCELLED,
            "refund_key": uuid.uuid4(),
        }


def _payment(order: Order) -> Payment | None:
    return Payment.objects.prefetch_related(Prefetch("events")).filter(order=order).first()


def parcel_actions(parcel: Parcel) -> dict[str, Any]:
    """A parcel, and which buttons its state allows."""
    moves = ALLOWED[parcel.status]
    return {
        "parcel": parcel,
        "lines": list(parcel.lines.all()),
        "can_pack": Parcel.Status.PACKED in moves,
        "can_hand_over": Parcel.Status.HANDED_OVER in moves,
        "can_deliver": Parcel.Status.DELIVERED in moves,
        "can_return": Parcel.Status.RETURNED in moves,
        "can_cancel": Parcel.Status.CANCELLED in moves,
        "can_refund": is_sale_booked(parcel) and parcel.refunded_vnd < parcel.due_vnd and parcel.status == Parcel.Status.DELIVERED,
        "tracking_link": parcel.carrier.tracking_link(parcel.tracking_number) if parcel.carrier else "",
    }


def history(order: Order, parcels: list[Parcel], refunds: list[Refund]) -> list[ModelLogEntry]:
    """What the audit log says about an order, its parcels and its refunds, newest first."""
    found: list[ModelLogEntry] = []
    for row in [order, *parcels, *refunds]:
        found += registry.get_logs_for_instance(row).select_related("user")
    return sorted(found, key=lambda entry: (entry.timestamp, entry.pk), reverse=True)
