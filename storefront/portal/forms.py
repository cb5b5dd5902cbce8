"""Forms of the portal: handing over, counting, pricing, resting. They say what is wrong in plain words."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperatives.vietnam.money import MoneyFormatError, parse_vnd
from storefront.accounts.fields import PhoneField
from storefront.shipping.models import Carrier

OWN_DELIVERY: Final = "tu-giao"
"""Code of the carrier that stands for a group that brings parcels herself: no waybill, and she owes the cash she collects."""
MOST_PACKS: Final = 99_999
_WAYBILL = re.compile(r"[A-Z0-9][A-Z0-9._/-]{4,39}")


def carriers() -> list[tuple[str, str]]:
    """Code and name of the carriers in use, the group itself last."""
    rows = {carrier.code: carrier for carrier in Carrier.objects.order_by("name", "code")}
    found = [(code, carrier.name) for code, carrier in rows.items() if carrier.is_active and code != OWN_DELIVERY]
    own = rows.get(OWN_DELIVERY)
    return [*found, (OWN_DELIVERY, _("Nhóm tự giao"))] if own is None or own.is_active else found


def carrier_of(code: str) -> Carrier:
    """The carrier with a code that :func:`carriers` offered; the group's own is opened on first use."""
    if code == OWN_DELIVERY:
        return Carrier.objects.get_or_create(code=code, defaults={"name": "Nhóm tự giao"})[0]
    return Carrier.objects.get(code=code)


class MemberPhoneField(PhoneField):
    """The shop's field with words for somebody who signs in, not for a courier."""

    def clean(self, value: Any) -> str:
        """E.164. Says what is wrong."""
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            if error.code in ("foreign", "service"):
                raise forms.ValidationError(_("Gõ số điện thoại Việt Nam của bạn, ví dụ 0912 345 678.")) from error
            raise


class NumberForm(forms.Form):
    """With which number she signs in."""

    phone = MemberPhoneField(help_text=gettext_lazy("Ví dụ: 0912 345 678"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].error_messages["required"] = _("Gõ số điện thoại của bạn, ví dụ 0912 345 678.")


class CodeForm(forms.Form):
    """The six digits of the message; spaces do not matter."""

    code = forms.CharField(
        label=gettext_lazy("Mã trong tin nhắn"),
        max_length=20,
        help_text=gettext_lazy("6 chữ số, ví dụ 123 456"),
        error_messages={"required": gettext_lazy("Gõ 6 chữ số trong tin nhắn.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "num"}),
    )


class HandOverForm(forms.Form):
    """Who took the parcel, under which waybill."""

    carrier = forms.ChoiceField(label=gettext_lazy("Ai lấy gói?"), error_messages={"required": gettext_lazy("Chọn ai lấy gói.")})
    tracking_number = forms.CharField(
        label=gettext_lazy("Mã vận đơn"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Mã in trên biên nhận của bưu tá. Nhóm tự giao thì để trống."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["carrier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn")), *carriers()]

    def clean_tracking_number(self) -> str:
        """Spaces out, capitals, the signs that waybills have."""
        number = re.sub(r"\s+", "", self.cleaned_data["tracking_number"]).upper()
        if number and not _WAYBILL.fullmatch(number):
            raise forms.ValidationError(_("Mã vận đơn chỉ có chữ cái không dấu và số, từ 5 đến 40 ký tự."))
        return number

    def clean(self) -> dict[str, Any]:
        """A waybill is needed from everybody but the group itself, which has none."""
        given = self.cleaned_data
        if given.get("carrier") == OWN_DELIVERY:
            given["tracking_number"] = ""
            self.errors.pop("tracking_number", None)
        elif given.get("carrier") and given.get("tracking_number") == "":
            self.add_error("tracking_number", _("Gõ mã vận đơn trên biên nhận, để khách biết gói đang ở đâu."))
        return given


class CountForm(forms.Form):
    """How many packs there are. ``seen`` is what the page showed, so that a parcel that left meanwhile is not counted twice."""

    on_hand = forms.IntegerField(
        label=gettext_lazy("Trong kho có"),
        min_value=0,
        max_value=MOST_PACKS,
        error_messages={
            "required": gettext_lazy("Gõ số đang có trong kho. Hết thì gõ 0."),
            "invalid": gettext_lazy("Gõ một số, ví dụ 12."),
            "min_value": gettext_lazy("Ít nhất là 0."),
            "max_value": gettext_lazy("Số này lớn quá. Gõ lại giúp."),
        },
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    step = forms.ChoiceField(choices=[("-1", "−"), ("1", "+")], required=False)

    @property
    def wanted(self) -> int:
        """The count that is meant: without JavaScript − and + send the form with a step."""
        return max(0, int(self.cleaned_data["on_hand"]) + int(self.cleaned_data["step"] or 0))


class PriceForm(forms.Form):
    """What one pack costs, typed as people write money: 95.000, 95k, 95 nghìn."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    price = forms.CharField(
        label=gettext_lazy("Giá một gói (đồng)"),
        max_length=40,
        error_messages={"required": gettext_lazy("Gõ giá, ví dụ 95.000.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "num"}),
    )

    def clean_price(self) -> int:
        """Whole đồng."""
        try:
            return parse_vnd(self.cleaned_data["price"])
        except MoneyFormatError as error:
            raise forms.ValidationError(_("Chưa đọc được giá này. Gõ như 95.000.")) from error


class RestForm(forms.Form):
    """Until which day the group sends nothing."""

    until = forms.DateField(
        label=gettext_lazy("Nghỉ đến hết ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Chọn ngày cuối cùng nhóm nghỉ."),
            "invalid": gettext_lazy("Chọn một ngày trong lịch."),
        },
    )
