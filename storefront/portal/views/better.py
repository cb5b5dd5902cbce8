"""One product of the group: how far its page is, and the words that are still missing. They pass the center before shoppers read them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.better import share_done, steps_of
from catalog.models import Product
from catalog.services.words import Merged, WordsChangedMeanwhile, merge_words, tell_more
from cooperatives.vietnam.days import month_name
from cooperatives.vietnam.errors import DomainError
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.reviews import reviews_of
from storefront.portal.sentences import sentence
from storefront.portal.views.both import Disputed, ask_which


def months() -> list[tuple[str, str]]:
    """The twelve months, and none."""
    language = get_language() or "vi"
    return [("", _("Quanh năm")), *((str(number), month_name(number, language)) for number in range(1, 13))]


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
    season_from = forms.TypedChoiceField(label=gettext_lazy("Mùa từ tháng"), choices=months, coerce=int, empty_value=None, required=False)
    season_to = forms.TypedChoiceField(label=gettext_lazy("Đến hết tháng"), choices=months, coerce=int, empty_value=None, required=False)

    def clean(self) -> dict[str, Any]:
        """A season has two ends, or none: then it is there all year."""
        given = self.cleaned_data
        if (given.get("season_from") is None) != (given.get("season_to") is None):
            self.add_error("season_to", _("Chọn cả tháng đầu và tháng cuối mùa. Quanh năm có thì để trống cả hai."))
        return given


@portal_page(Task.ADD, acts=True)
def product(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """How far it is, and what to add."""
    found = get_object_or_404(Product.objects.filter(group=seat.group).select_related("group", "category"), pk=pk)
    draft: Product = found.get_latest_revision_as_object()
    initial: dict[str, Any] = {name: getattr(draft, name) for name in MoreForm.base_fields}
    form = MoreForm(request.POST or None, initial=initial)
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        seen_revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None
        try:
            tell_more(product=found, actor=seat.user, seen_revision=seen_revision, **form.cleaned_data)
        except WordsChangedMeanwhile:
            return _which_words(request, seat, found, merge_words(product=found, seen_revision=seen_revision, given=form.cleaned_data))
        except DomainError as refused:
            messages.error(request, sentence(refused))
        else:
            messages.success(request, _("Đã gửi cho Trung tâm xem."))
        return redirect("portal:product", pk=pk)
    steps = steps_of(draft, draft.pictures.count())
    context = {
        "product": found,
        "seen": seen or found.latest_revision_id or 0,
        "form": form,
        "steps": steps,
        "percent": share_done(steps),
        "review": reviews_of([pk]).get(pk),
    }
    return render(request, "portal/product.html", frame(seat, "goods") | context)


def _which_words(request: HttpRequest, seat: Seat, found: Product, merged: Merged) -> HttpResponse:
    """Both versions of what two people wrote; what only one of them changed is settled."""
    now: Product = found.get_latest_revision_as_object()
    rows = []
    for name in merged.disputed:
        theirs, hers = getattr(now, name), merged.values[name]
        label = str(MoreForm.base_fields[name].label)
        rows.append(Disputed(name, label, _read(theirs), _read(hers), theirs, hers))
    settled = {name: value for name, value in merged.values.items() if name not in merged.disputed}
    address = reverse("portal:product", args=[found.pk])
    seen = found.latest_revision_id or 0
    return ask_which(request, seat, title=found.name, address=address, back=address, seen=seen, rows=rows, settled=settled)


def _read(value: object) -> str:
    return "" if value is None else str(value)
