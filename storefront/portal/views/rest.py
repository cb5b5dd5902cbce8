"""The group rests for some days: nothing is sent, and shoppers see until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperatives.groups.services import RestOutOfRange, rest_until
from cooperatives.vietnam.days import short_date
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.forms import RestForm
from storefront.portal.frame import frame
from storefront.portal.sentences import sentence


@portal_page(Task.PRICE, acts=True)
def rest(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose the last day of rest, or open again (``mo`` in the form)."""
    if request.method == "POST" and "mo" in request.POST:
        rest_until(group_id=seat.group.pk, until=None, actor=seat.user)
        messages.success(request, _("Nhóm đã mở bán lại."))
        return redirect("portal:goods")
    today = timezone.localdate()
    closed_until = seat.group.closed_until
    resting = closed_until if closed_until and closed_until >= today else None
    form = RestForm(request.POST or None, initial={"until": resting})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            rest_until(group_id=seat.group.pk, until=until, actor=seat.user)
        except RestOutOfRange as refused:
            form.add_error("until", sentence(refused))
        else:
            messages.success(request, _("Đã ghi: nhóm nghỉ đến hết %(day)s.") % {"day": short_date(until, get_language() or "vi")})
            return redirect("portal:goods")
    return render(request, "portal/rest.html", frame(seat, "goods") | {"form": form, "closed_until": resting})
