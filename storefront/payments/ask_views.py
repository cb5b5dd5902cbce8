"""Giving goods back, behind the order's secret link: the form, and the photos that went with it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from cooperatives.media.pixels import PictureUnreadable
from cooperatives.vietnam.errors import DomainError
from storefront.orders.access import order_by_link, private
from storefront.orders.models import Order, Parcel
from storefront.payments.errors import AskedTooLate, AskWaits
from storefront.payments.models import RefundRequest, RefundRequestPhoto
from storefront.payments.services.asking import MOST_PHOTOS, ask_refund, return_until


class AskForm(forms.Form):
    """How many of each line, why, and a word about it. The page's own key makes it one request however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Vì sao bạn trả lại?"), choices=RefundRequest.Reason.choices, widget=forms.Select({"class": "in"})
    )
    note = forms.CharField(
        label=gettext_lazy("Kể thêm cho chúng tôi"), max_length=500, required=False, widget=forms.Textarea({"class": "in", "rows": 3})
    )

    def __init__(self, parcel: Parcel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})
        self.lines = [line for line in parcel.lines.all() if line.quantity > line.refunded_quantity]
        for line in self.lines:
            left = line.quantity - line.refunded_quantity
            choices = [(packs, str(packs)) for packs in range(min(left, 99) + 1)]
            field = forms.TypedChoiceField(label=line.name, choices=choices, coerce=int, initial=0, widget=forms.Select({"class": "in"}))
            self.fields[f"line_{line.pk}"] = field

    @property
    def line_fields(self) -> list[Any]:
        """The choices of packs."""
        return [self[f"line_{line.pk}"] for line in self.lines]

    def quantities(self) -> dict[int, int]:
        """Order line id -> packs, without zeros."""
        asked = {line.pk: self.cleaned_data[f"line_{line.pk}"] for line in self.lines}
        return {line_id: packs for line_id, packs in asked.items() if packs}


@require_http_methods(["GET", "HEAD", "POST"])
@private
def ask(request: HttpRequest, number: str, secret: str, position: int) -> HttpResponse:
    """Ask to give back packs of one parcel."""
    order = order_by_link(number, secret)
    parcel = get_object_or_404(order.parcels.prefetch_related("lines").select_related("group"), position=position)
    parcel.order = order
    until = return_until(parcel)
    form = AskForm(parcel, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answered = _asked(request, order, parcel, form)
        if answered is not None:
            return answered
    elif until is None or until < timezone.now():
        messages.warning(request, _("Gói này không trả lại được nữa: đã quá hạn, hoặc bạn chưa nhận. Bạn gọi cho chúng tôi nếu cần."))
        return redirect(order)
    context = {"order": order, "parcel": parcel, "form": form, "until": until, "most_photos": MOST_PHOTOS}
    return render(request, "payments/ask.html", context, status=422 if request.method == "POST" else 200)


def _asked(request: HttpRequest, order: Order, parcel: Parcel, form: AskForm) -> HttpResponse | None:
    """Write it down and lead back to the order; None when something on the form has to be put right, which is said there."""
    given = form.cleaned_data
    photos = [upload.read() for upload in request.FILES.getlist("photos")[: MOST_PHOTOS + 1]]
    if not form.quantities():
        form.add_error(None, _("Chọn số gói muốn trả của ít nhất một món."))
        return None
    try:
        ask_refund(
            order=order,
            parcel_id=parcel.pk,
            quantities=form.quantities(),
            reason=given["reason"],
            note=given["note"],
            key=given["key"],
            photos=photos,
        )
    except (AskWaits, AskedTooLate):
        messages.warning(request, _("Gói này đang có yêu cầu chờ xem, hoặc đã quá hạn trả. Bạn gọi cho chúng tôi nếu cần."))
        return redirect(order)
    except PictureUnreadable:
        form.add_error(None, _("Có ảnh không đọc được hoặc quá lớn. Chụp lại rồi chọn lại ảnh."))
        return None
    except DomainError:
        form.add_error(None, _("Xem lại số gói và số ảnh: không nhiều hơn số bạn đã nhận, tối đa %(most)s ảnh.") % {"most": MOST_PHOTOS})
        return None
    messages.success(request, _("Chúng tôi đã nhận yêu cầu trả hàng và trả lời ngay trên trang này."))
    return redirect(order)


@require_GET
@private
def photo(request: HttpRequest, number: str, secret: str, pk: int) -> HttpResponse:
    """One of her own photos."""
    order = order_by_link(number, secret)
    return photo_answer(get_object_or_404(RefundRequestPhoto, pk=pk, request__parcel__order=order))


def photo_answer(row: RefundRequestPhoto) -> HttpResponse:
    """The photo's bytes, for nobody's cache. Raises Http404 when the file is gone."""
    try:
        with row.file.open("rb") as opened:
            response = HttpResponse(opened.read(), content_type="image/webp")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
