"""What staff do with orders and parcels. Money that was paid goes back through payments, in one transaction with the move."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.desk.access import MOVE_ORDER, actor_of
from storefront.desk.actions import Refused, cleaned, desk_action
from storefront.desk.pages import desk_url
from storefront.orders.models import Order, Parcel
from storefront.orders.services import confirm_order, hand_over_parcel, pack_parcel
from storefront.payments.models import Refund
from storefront.payments.services.cancel import cancel_and_refund, return_and_refund
from storefront.payments.services.follow import deliver_and_collect
from storefront.payments.services.refunds import request_refund
from storefront.shipping.models import Carrier


class ReasonForm(forms.Form):
    """Why. It stands in the audit log, and with a cancellation the shopper reads it."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=200)


class NoteForm(forms.Form):
    """A few words that may be left out."""

    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=200, required=False)


class HandOverForm(forms.Form):
    """Who took the parcel, and under which number."""

    carrier = forms.ModelChoiceField(label=gettext_lazy("Hãng giao"), queryset=Carrier.objects.filter(is_active=True))
    tracking_number = forms.CharField(label=gettext_lazy("Mã vận đơn"), max_length=40)


class ReturnForm(ReasonForm):
    """What came back, and whether the delivery fee goes back to the shopper too."""

    restock = forms.BooleanField(required=False)
    with_shipping = forms.BooleanField(required=False)


class RefundForm(ReasonForm):
    """Money back after delivery. ``key`` is made by the page, so that a double click is one refund."""

    key = forms.UUIDField()
    with_shipping = forms.BooleanField(required=False)


def _order_page(number: str) -> str:
    return desk_url("order", number)


def _parcel_page(pk: int) -> str:
    return desk_url("order", get_object_or_404(Parcel.objects.select_related("order"), pk=pk).order.number)


@desk_action(MOVE_ORDER, back=_order_page)
def confirm(request: HttpRequest, number: str) -> str:
    """A large cash order, after somebody spoke to the shopper."""
    order = get_object_or_404(Order, number=number)
    confirm_order(order_id=order.pk, actor=actor_of(request), note=cleaned(NoteForm(request.POST))["note"])
    return _("Đã xác nhận đơn %(number)s. Các nhóm thấy kiện cần đóng gói.") % {"number": number}


@desk_action(MOVE_ORDER, back=_order_page)
def cancel(request: HttpRequest, number: str) -> str:
    """Cancel everything that has not left, with a refund of what was paid."""
    order = get_object_or_404(Order, number=number)
    reason = cleaned(ReasonForm(request.POST))["reason"]
    refunds = cancel_and_refund(order_id=order.pk, actor=actor_of(request), reason=reason, even_packed=True)
    return _said(_("Đã hủy đơn %(number)s.") % {"number": number}, *refunds)


@desk_action(MOVE_ORDER, back=_parcel_page)
def cancel_one(request: HttpRequest, pk: int) -> str:
    """Cancel one parcel, the others go on."""
    parcel = _parcel(pk)
    reason = cleaned(ReasonForm(request.POST))["reason"]
    refunds = cancel_and_refund(parcel_id=pk, actor=actor_of(request), reason=reason, even_packed=True)
    return _said(_("Đã hủy kiện %(number)s.") % {"number": parcel.number}, *refunds)


@desk_action(MOVE_ORDER, back=_parcel_page)
def pack(request: HttpRequest, pk: int) -> str:
    """The parcel is packed."""
    parcel = _parcel(pk)
    pack_parcel(parcel_id=pk, actor=actor_of(request))
    return _("Kiện %(number)s đã đóng gói.") % {"number": parcel.number}


@desk_action(MOVE_ORDER, back=_parcel_page)
def hand_over(request: HttpRequest, pk: int) -> str:
    """The carrier took it."""
    parcel = _parcel(pk)
    given = cleaned(HandOverForm(request.POST))
    hand_over_parcel(parcel_id=pk, actor=actor_of(request), **given)
    return _("Kiện %(number)s đã giao cho %(carrier)s.") % {"number": parcel.number, "carrier": given["carrier"]}


@desk_action(MOVE_ORDER, back=_parcel_page)
def deliver(request: HttpRequest, pk: int) -> str:
    """The shopper has it; cash that the carrier collected counts from now."""
    parcel = _parcel(pk)
    deliver_and_collect(parcel_id=pk, actor=actor_of(request))
    return _("Khách đã nhận kiện %(number)s.") % {"number": parcel.number}


@desk_action(MOVE_ORDER, back=_parcel_page)
def take_back(request: HttpRequest, pk: int) -> str:
    """The shopper did not take it."""
    parcel = _parcel(pk)
    given = cleaned(ReturnForm(request.POST))
    refund = return_and_refund(parcel_id=pk, actor=actor_of(request), **given)
    return _said(_("Kiện %(number)s quay về.") % {"number": parcel.number}, *([refund] if refund else []))


@desk_action(MOVE_ORDER, back=_parcel_page)
def give_back(request: HttpRequest, pk: int) -> str:
    """Ask for money back for some packs of a delivered parcel; to a card it goes by itself, by bank another person sends it."""
    parcel = _parcel(pk)
    given = cleaned(RefundForm(request.POST))
    quantities = _quantities(request, parcel)
    if not quantities and not given["with_shipping"]:
        raise Refused(_("Ghi số gói trả lại, hoặc chọn trả phí giao."))
    refund = request_refund(
        parcel_id=pk,
        quantities=quantities,
        reason=given["reason"],
        actor=actor_of(request),
        key=f"desk:{given['key']}",
        with_shipping=given["with_shipping"],
    )
    return _said(_("Đã lập khoản trả lại cho kiện %(number)s.") % {"number": parcel.number}, refund)


def _parcel(pk: int) -> Parcel:
    return get_object_or_404(Parcel.objects.select_related("order"), pk=pk)


def _quantities(request: HttpRequest, parcel: Parcel) -> dict[int, int]:
    """``quantity-<line>`` fields that hold a number above zero. Raises Refused for anything else than a number."""
    found: dict[int, int] = {}
    for line in parcel.lines.all():
        text: Any = request.POST.get(f"quantity-{line.pk}", "").strip() or "0"
        if not text.isdecimal() or len(text) > 6:
            raise Refused(_("Số gói phải là số: “%(text)s”.") % {"text": text})
        if int(text):
            found[line.pk] = int(text)
    return found


def _said(done: str, *refunds: Refund) -> str:
    """What was done, which refunds go back to a card by themselves, and which wait for another person to send them."""
    told = [done]
    to_cards = [refund.reference for refund in refunds if refund.way == Refund.Way.CARD]
    by_bank = [refund.reference for refund in refunds if refund.way == Refund.Way.BANK]
    if to_cards:
        told.append(_("Tự về thẻ của khách: %(names)s.") % {"names": ", ".join(to_cards)})
    if by_bank:
        told.append(_("Cần chuyển trả lại: %(names)s (người khác chuyển).") % {"names": ", ".join(by_bank)})
    return " ".join(told)
