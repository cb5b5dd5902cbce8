"""The money side of an order's page, behind the same secret link: has it come, the code to scan, and cancelling."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from storefront.orders.access import order_by_link, private
from storefront.orders.errors import CancelNotAllowed, OrderNotOpen, TransitionNotAllowed
from storefront.orders.models import Order, Parcel
from storefront.orders.page import UNPACKED
from storefront.payments.block import PENDING, SHORT, fingerprint, news, payment_context, payment_state, time_left
from storefront.payments.emvco import qr_svg
from storefront.payments.forms import CancelForm
from storefront.payments.models import Refund
from storefront.payments.providers.base import ProviderNotReady
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.opening import payment_advice

IMAGE_SCALE = 10


@require_GET
@private
def state(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """What the page polls. Nothing new: only the time that is left. Something new: the whole block, and the words for those who listen."""
    order = _order(number, secret)
    if not getattr(request, "htmx", False):
        return redirect(order)
    now = payment_state(order)
    if request.GET.get("thay") == fingerprint(order, now):
        return render(request, "payments/waiting.html", {"order": order, "fingerprint": fingerprint(order, now)} | time_left(order))
    context = payment_context(order) | {"is_news": True, "news": news(order, now)}
    response = render(request, "payments/block.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#payment", "outerHTML"
    return response


@require_GET
@private
def qr(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """The code alone, as SVG. 404 when nothing is to be paid by transfer."""
    return HttpResponse(qr_svg(_payload(number, secret)), content_type="image/svg+xml")


@require_GET
@private
def qr_image(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """The code as a picture to keep: banking apps read it from the phone's own album."""
    out = io.BytesIO()
    segno.make(_payload(number, secret), error="m", micro=False).save(out, kind="png", scale=IMAGE_SCALE, border=4)
    response = HttpResponse(out.getvalue(), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{number}.png"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@private
def cancel(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Ask, then cancel an order (or one parcel: ``?goi=2``) while nothing of it is packed; money that was paid is given back."""
    order = _order(number, secret)
    parcel = _parcel(order, request.GET.get("goi", ""))
    living = [one for one in order.parcels.all() if one.status != Parcel.Status.CANCELLED]
    wanted = [parcel] if parcel else living
    if not wanted or any(one.status not in UNPACKED for one in wanted):
        messages.warning(request, _("Đơn này không hủy được nữa: hàng đã gói hoặc đã gửi. Bạn gọi cho chúng tôi nếu cần."))
        return redirect(order)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _cancelled(request, order, parcel, form.cleaned_data["reason"])
    is_paid = order.method != Order.Method.COD and order.paid_at is not None
    amount_vnd = sum(one.due_vnd - one.refunded_vnd for one in wanted)
    context = {"order": order, "parcel": parcel, "form": form, "is_paid": is_paid, "amount_vnd": amount_vnd}
    return render(request, "payments/cancel.html", context)


def _cancelled(request: HttpRequest, order: Order, parcel: Parcel | None, reason: str) -> HttpResponse:
    """Cancel and say so; somebody may have packed it a moment ago."""
    actor = request.user if request.user.is_authenticated else None
    reason = reason or "khách hủy"
    try:
        if parcel is not None:
            refunds = cancel_and_refund(actor=actor, reason=reason, parcel_id=parcel.pk)
        else:
            refunds = cancel_and_refund(actor=actor, reason=reason, order_id=order.pk)
    except OrderNotOpen:
        messages.info(request, _("Đơn này đã hủy rồi."))
    except (CancelNotAllowed, TransitionNotAllowed):
        messages.warning(request, _("Đơn này không hủy được nữa: hàng đã gói hoặc đã gửi. Bạn gọi cho chúng tôi nếu cần."))
    else:
        messages.success(request, _cancelled_words(refunds))
    return redirect(order)


def _cancelled_words(refunds: Sequence[Refund]) -> str:
    if not refunds:
        return _("Đã hủy.")
    if all(refund.way == Refund.Way.CARD for refund in refunds):
        return _("Đã hủy. Tiền bạn đã trả tự về lại thẻ của bạn.")
    return _("Đã hủy. Tiền bạn đã trả sẽ được chuyển lại, chúng tôi gọi cho bạn để hỏi số tài khoản nhận.")


def _order(number: str, secret: str) -> Order:
    return order_by_link(number, secret, Order.objects.select_related("payment"))


def _parcel(order: Order, position: str) -> Parcel | None:
    """The parcel that the address names, None for the whole order. An order that waits for its one transfer is cancelled whole."""
    if not position:
        return None
    found = order.parcels.filter(position=int(position)).first() if position.isdecimal() and len(position) < 4 else None
    if found is None or order.status == Order.Status.AWAITING_PAYMENT:
        raise Http404("no such parcel")
    return found


def _payload(number: str, secret: str) -> str:
    order = _order(number, secret)
    if order.method != Order.Method.VIETQR or payment_state(order) not in (PENDING, SHORT):
        raise Http404("nothing to pay")
    try:
        return payment_advice(order).payload
    except ProviderNotReady as missing:
        raise Http404("no account to pay to") from missing
