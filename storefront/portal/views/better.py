"""One product of the group: how far its page is, and the words that are still missing. They pass the center before shoppers read them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.better import share_done, steps_of
from catalog.models import Product
from catalog.services.drafts import tell_more
from cooperatives.vietnam.errors import DomainError
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.reviews import reviews_of
from storefront.portal.sentences import sentence


class MoreForm(forms.Form):
    """What shoppers ask after the five answers; all of it may stay empty."""

    summary_vi = forms.CharField(
        label=gettext_lazy("Kể vài lời cho khách"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: Nếp trồng trên nương cao, nấu dẻo và thơm. Bấm hình micro trên bàn phím để nói thay gõ."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 300}),
    )
    origin_vi = forms.CharField(label=gettext_lazy("Làm ra ở đâu"), max_length=200, required=False, help_text=gettext_lazy("Ví dụ: Sơn La"))
    ingredients_vi = forms.CharField(
        label=gettext_lazy("Thành phần"), max_length=300, required=False, help_text=gettext_lazy("Ví dụ: nếp non, đường, gừng")
    )
    storage_vi = forms.CharField(
        label=gettext_lazy("Cách giữ"), max_length=200, required=False, help_text=gettext_lazy("Ví dụ: để nơi khô, tránh nắng")
    )
    shelf_life_days = forms.IntegerField(
        label=gettext_lazy("Dùng trong bao nhiêu ngày"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=gettext_lazy("Ví dụ: 90"),
        error_messages={"invalid": gettext_lazy("Gõ một số, ví dụ 90."), "min_value": gettext_lazy("Ít nhất là 1.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


@portal_page(Task.ADD, acts=True)
def product(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """How far it is, and what to add."""
    found = get_object_or_404(Product.objects.filter(group=seat.group).select_related("group", "category"), pk=pk)
    draft: Product = found.get_latest_revision_as_object()
    initial: dict[str, Any] = {name: getattr(draft, name) for name in MoreForm.base_fields}
    form = MoreForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            tell_more(product=found, actor=seat.user, **form.cleaned_data)
        except DomainError as refused:
            messages.error(request, sentence(refused))
        else:
            messages.success(request, _("Đã gửi cho Trung tâm xem."))
        return redirect("portal:product", pk=pk)
    steps = steps_of(draft, draft.pictures.count())
    context = {"product": found, "form": form, "steps": steps, "percent": share_done(steps), "review": reviews_of([pk]).get(pk)}
    return render(request, "portal/product.html", frame(seat, "goods") | context)
