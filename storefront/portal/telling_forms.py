"""The five questions about a new product: one form each, with an example under the field."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Category, ProductDraft
from catalog.packs import OFFERED, AmountUnclear, parse_amount, parse_measure, said
from catalog.services.offers import LEAST_VND, MOST_VND, PriceOutOfRange
from cooperatives.vietnam.money import MoneyFormatError, format_vnd, parse_vnd
from cooperatives.vietnam.units import find_unit
from storefront.portal.forms import MOST_PACKS
from storefront.portal.sentences import sentence

_TYPED: Final = {"autocomplete": "off"}


def unit_choices() -> list[tuple[str, str]]:
    """Units by the word that is kept, as people say them."""
    return [(name, said(unit)) for name in OFFERED if (unit := find_unit(name))]


class NameForm(forms.Form):
    """What it is called."""

    name = forms.CharField(
        label=gettext_lazy("Tên gọi như khi bán ở chợ"),
        max_length=140,
        help_text=gettext_lazy("Ví dụ: Nếp nương Tú Lệ"),
        error_messages={"required": gettext_lazy("Gõ tên món, ví dụ Nếp nương Tú Lệ.")},
        widget=forms.TextInput(attrs=_TYPED),
    )

    @staticmethod
    def initial_of(draft: ProductDraft) -> dict[str, Any]:
        """What was told before."""
        return {"name": draft.name}


class PriceForm(forms.Form):
    """What it costs, and for how much of what."""

    price = forms.CharField(
        label=gettext_lazy("Giá (đồng)"),
        max_length=40,
        help_text=gettext_lazy("Ví dụ: 95.000 hoặc 95k"),
        error_messages={"required": gettext_lazy("Gõ giá, ví dụ 95.000.")},
        widget=forms.TextInput(attrs={**_TYPED, "inputmode": "text", "class": "num"}),
    )
    amount = forms.CharField(
        label=gettext_lazy("Giá ấy cho mấy?"),
        max_length=12,
        help_text=gettext_lazy("Ví dụ: 1, hoặc nửa"),
        error_messages={"required": gettext_lazy("Gõ số lượng, ví dụ 1.")},
        widget=forms.TextInput(attrs=_TYPED),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Bán theo"),
        choices=unit_choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn bán theo gì: cân, hũ, bó…")},
    )

    @staticmethod
    def initial_of(draft: ProductDraft) -> dict[str, Any]:
        """What was told before."""
        price = format_vnd(draft.price_vnd, "vi") if draft.price_vnd else ""
        return {"price": price, "amount": draft.amount or "1", "unit": draft.unit}

    def clean_price(self) -> int:
        """Whole đồng that can be meant."""
        try:
            price_vnd = parse_vnd(self.cleaned_data["price"])
        except MoneyFormatError as error:
            raise forms.ValidationError(_("Chưa đọc được giá này. Gõ như 95.000.")) from error
        if not LEAST_VND <= price_vnd <= MOST_VND:
            raise forms.ValidationError(sentence(PriceOutOfRange(price_vnd=price_vnd, least_vnd=LEAST_VND, most_vnd=MOST_VND)))
        return price_vnd

    def clean(self) -> dict[str, Any]:
        """An amount that the unit can be counted in: half a cân, but not half a hũ."""
        given = self.cleaned_data
        unit = find_unit(given.get("unit", ""))
        if unit is None or "amount" not in given:
            return given
        try:
            number = parse_amount(given["amount"])
            whole = (number if unit.base == "piece" else number * unit.factor).denominator == 1
        except AmountUnclear:
            whole = False
        if not whole:
            self.add_error("amount", _("Chưa đọc được số này. Gõ như 1, 2, hoặc nửa nếu bán theo cân."))
        return given

    def answers(self) -> dict[str, Any]:
        """For :func:`catalog.services.drafts.answer`."""
        given = self.cleaned_data
        return {"price_vnd": given["price"], "amount": given["amount"], "unit": given["unit"]}


class EachForm(forms.Form):
    """What one hũ, bó or con holds; how many a chục has."""

    dozen = forms.TypedChoiceField(
        label=gettext_lazy("Một chục của bạn có mấy cái?"),
        choices=[(number, str(number)) for number in (10, 12, 14, 16)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một chục có mấy cái.")},
    )
    each = forms.CharField(
        max_length=30,
        help_text=gettext_lazy("Ví dụ: 500 g, nửa cân, 330 ml"),
        error_messages={"required": gettext_lazy("Gõ nặng chừng bao nhiêu, ví dụ 500 g.")},
        widget=forms.TextInput(attrs=_TYPED),
    )

    def __init__(self, *args: Any, draft: ProductDraft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = find_unit(draft.unit)
        word = said(unit) if unit else ""
        self.fields["each"].label = _("Một %(unit)s nặng chừng bao nhiêu?") % {"unit": word}
        if unit is None or not unit.asks:
            del self.fields["dozen"]

    @staticmethod
    def initial_of(draft: ProductDraft) -> dict[str, Any]:
        """What was told before."""
        each = f"{draft.each_quantity} {draft.each_unit}" if draft.each_quantity else ""
        return {"each": each, "dozen": draft.dozen}

    def clean_each(self) -> tuple[int, str]:
        """Grams or millilitres."""
        try:
            return parse_measure(self.cleaned_data["each"])
        except AmountUnclear as error:
            raise forms.ValidationError(_("Chưa đọc được. Gõ số rồi tới đơn vị: 500 g, nửa cân, 330 ml.")) from error

    def answers(self) -> dict[str, Any]:
        """For :func:`catalog.services.drafts.answer`."""
        quantity, unit = self.cleaned_data["each"]
        return {"each_quantity": quantity, "each_unit": unit, "dozen": self.cleaned_data.get("dozen")}


class PacksForm(forms.Form):
    """How many there are to sell now."""

    packs = forms.IntegerField(
        label=gettext_lazy("Số lượng"),
        min_value=0,
        max_value=MOST_PACKS,
        error_messages={
            "required": gettext_lazy("Gõ số đang có. Chưa có thì gõ 0."),
            "invalid": gettext_lazy("Gõ một số, ví dụ 12."),
            "min_value": gettext_lazy("Ít nhất là 0."),
            "max_value": gettext_lazy("Số này lớn quá. Gõ lại giúp."),
        },
    )
    step = forms.ChoiceField(choices=[("-1", "−"), ("1", "+")], required=False)

    @staticmethod
    def initial_of(draft: ProductDraft) -> dict[str, Any]:
        """What was told before."""
        return {"packs": 10 if draft.packs is None else draft.packs}

    def answers(self) -> dict[str, Any]:
        """Without JavaScript − and + send the form with a step."""
        return {"packs": max(0, self.cleaned_data["packs"] + int(self.cleaned_data["step"] or 0))}


class WordsForm(forms.Form):
    """A few words, or none."""

    words = forms.CharField(
        label=gettext_lazy("Kể vài lời cho khách"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: Nếp trồng trên nương cao, nấu dẻo và thơm. Bấm hình micro trên bàn phím để nói thay gõ."),
        widget=forms.Textarea(attrs={**_TYPED, "rows": 5, "maxlength": 300}),
        error_messages={"max_length": gettext_lazy("Dài quá 300 chữ cái. Bớt vài câu giúp.")},
    )

    @staticmethod
    def initial_of(draft: ProductDraft) -> dict[str, Any]:
        """What was told before."""
        return {"words": draft.words}


class CategoryForm(forms.Form):
    """Where it stands in the shop; guessed, so that mostly it need not be touched."""

    category = forms.ModelChoiceField(
        label=gettext_lazy("Loại hàng"),
        queryset=Category.objects.filter(children__isnull=True).select_related("parent"),
        empty_label=gettext_lazy("Chọn loại"),
        error_messages={"required": gettext_lazy("Chọn loại hàng gần đúng nhất, Trung tâm xem lại sau.")},
    )
