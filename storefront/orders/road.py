"""The road of a parcel as the shopper sees it: what is done, what is now, what comes next, and when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperatives.vietnam.days import long_date
from storefront.orders.models import Order, Parcel

_S = Parcel.Status


@dataclass(frozen=True, slots=True)
class Step:
    """One stop; ``state`` is "done", "now", "next" or "stopped" (see ``components/progress_steps.html``)."""

    title: str
    when: str
    state: str


def delivery_days(parcel: Parcel) -> tuple[datetime.date, datetime.date]:
    """First and last day on which the parcel should arrive, counted from the day the group could begin."""
    order = parcel.order
    begun = timezone.localdate(order.confirmed_at or order.paid_at or order.placed_at)
    return begun + datetime.timedelta(parcel.days_min), begun + datetime.timedelta(parcel.days_max)


def moment(at: datetime.datetime | None) -> str:
    """A moment in local time: "23/11, 10:05" or "23 Nov, 10:05"."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local:%d/%m, %H:%M}" if get_language() != "en" else date_format(local, "j M, H:i")


def road(parcel: Parcel) -> list[Step]:
    """Return the stops of a parcel. One that was cancelled or came back ends there."""
    order, status = parcel.order, Parcel.Status(parcel.status)
    placed = Step(_("Bạn đặt hàng"), moment(order.placed_at), "done")
    if status == _S.CANCELLED:
        return [placed, Step(_("Đã hủy"), moment(parcel.closed_at), "stopped")]
    if status == _S.WAITING:
        return [placed, _waiting(order), *_ahead(parcel, 3)]
    accepted = Step(_("Nhóm nhận đơn"), moment(order.confirmed_at or order.paid_at or order.placed_at), "done")
    if status == _S.TO_PACK:
        return [placed, accepted, Step(_("Đang gói"), "", "now"), *_ahead(parcel, 2)]
    packed = Step(_("Đã gói xong"), moment(parcel.packed_at), "done")
    if status == _S.PACKED:
        return [placed, accepted, packed, Step(_("Chờ bưu tá tới lấy"), "", "now"), *_ahead(parcel, 1)]
    carrier = parcel.carrier.name if parcel.carrier else ""
    sent = Step(_("Đã giao cho %(carrier)s") % {"carrier": carrier}, moment(parcel.handed_over_at), "done")
    if status == _S.HANDED_OVER:
        return [placed, accepted, packed, sent, Step(_("Đang trên đường tới bạn"), _expected(parcel), "now")]
    if status == _S.RETURNED:
        return [placed, accepted, packed, sent, Step(_("Chưa giao được, hàng quay về nhóm"), moment(parcel.closed_at), "stopped")]
    return [placed, accepted, packed, sent, Step(_("Bạn đã nhận"), moment(parcel.delivered_at), "done")]


def waiting_words(order: Order) -> str:
    """What an order that is not paid yet waits for."""
    return _("Chờ bạn trả bằng thẻ") if order.method == Order.Method.CARD else _("Chờ bạn chuyển khoản")


def _waiting(order: Order) -> Step:
    if order.method != Order.Method.COD:
        due = _("giữ hàng đến %(time)s") % {"time": moment(order.payment_due_at)} if order.payment_due_at else ""
        return Step(waiting_words(order), due, "now")
    return Step(_("Chờ chúng tôi gọi xác nhận"), "", "now")


def _ahead(parcel: Parcel, stops: int) -> list[Step]:
    """The last ``stops`` stops still to come; the day is told only for the door, and only when it is known from when to count."""
    is_counted = parcel.status != _S.WAITING
    titles = [(_("Nhóm gói hàng"), ""), (_("Giao cho bưu tá"), ""), (_("Giao đến bạn"), _expected(parcel) if is_counted else "")]
    return [Step(title, when, "next") for title, when in titles[-stops:]]


def _expected(parcel: Parcel) -> str:
    first, last = delivery_days(parcel)
    language = get_language() or "vi"
    if first == last:
        return _("dự kiến %(day)s") % {"day": long_date(first, language)}
    return _("dự kiến từ %(first)s đến %(last)s") % {"first": long_date(first, language), "last": long_date(last, language)}
