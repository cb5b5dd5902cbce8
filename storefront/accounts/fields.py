"""Form fields that several pages share: a Vietnamese phone number, a province, a commune. They say what is wrong in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cooperatives.vietnam import places
from cooperatives.vietnam.phones import PhoneNumberError, parse_phone

TELEPHONE = {"class": "in", "type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": 24}


def phone_sentence(error: PhoneNumberError) -> str:
    """Say in the reader's language what is wrong with a number and what to type instead."""
    facts = error.facts
    sentences = {
        "empty": _("Bạn cho xin số điện thoại, để bưu tá gọi khi đến."),
        "letters": _("Số điện thoại chỉ gồm chữ số. Bạn bỏ chữ hoặc dấu lạ đi giúp."),
        "foreign": _("Số này không phải số Việt Nam. Bạn cho một số Việt Nam để bưu tá gọi được."),
        "no_leading_zero": _("Số điện thoại bắt đầu bằng số 0, ví dụ 0912 345 678."),
        "too_short": _("Số này còn thiếu chữ số. Số di động có 10 chữ số, ví dụ 0912 345 678."),
        "too_long": _("Số này thừa chữ số. Số di động có 10 chữ số, ví dụ 0912 345 678."),
        "service": _("Đây là số tổng đài, bưu tá không gọi cho bạn được. Bạn cho số của mình."),
        "unknown_prefix": _("Không có đầu số %(prefix)s. Bạn xem lại giúp.") % {"prefix": facts.get("prefix", "")},
        "before_2018": _("Đây là số 11 chữ số cũ. Số bây giờ là %(now)s, phải không bạn?") % {"now": facts.get("now", "")},
    }
    return sentences.get(facts.get("reason", ""), sentences["letters"])


class PhoneField(forms.CharField):
    """Reads a Vietnamese number and cleans it to E.164; keeps what was typed when it is wrong."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Số điện thoại"))
        options.setdefault("widget", forms.TextInput(TELEPHONE))
        options.setdefault("max_length", 40)
        super().__init__(**options)
        self.error_messages["required"] = gettext_lazy("Bạn cho xin số điện thoại, để bưu tá gọi khi đến.")

    def clean(self, value: Any) -> str:
        """Return the number as E.164, or an empty text for an optional field left blank."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return parse_phone(text)
        except PhoneNumberError as error:
            raise ValidationError(phone_sentence(error), code=error.facts["reason"]) from error


def province_choices() -> Iterator[tuple[str, str]]:
    """All provinces in the reader's language, after an invitation to choose."""
    yield "", _("Chọn tỉnh, thành phố")
    for one in places.provinces():
        yield one.code, one.name(get_language() or "vi")


def commune_choices(province_code: str) -> Iterator[tuple[str, str]]:
    """All communes of a province (none while it is not chosen), after an invitation to choose."""
    yield "", _("Chọn xã, phường") if province_code else _("Chọn tỉnh trước")
    if province_code:
        for one in places.communes(province_code):
            yield one.code, one.full_name(get_language() or "vi")


class PlaceFields(forms.Form):
    """The two levels of an address: province and commune by code.

    The commune's choices are those of the province that was chosen, so a page without JavaScript works by sending the form once in
    between; with it, a type-ahead fills both (``js/modules/place.js``).
    """

    province = forms.ChoiceField(
        label=gettext_lazy("Tỉnh, thành phố"),
        choices=province_choices,
        widget=forms.Select({"class": "in", "autocomplete": "address-level1"}),
        error_messages={"required": gettext_lazy("Bạn chọn tỉnh, thành phố nhận hàng.")},
    )
    commune = forms.ChoiceField(
        label=gettext_lazy("Xã, phường"),
        widget=forms.Select({"class": "in", "autocomplete": "address-level2"}),
        error_messages={
            "required": gettext_lazy("Bạn chọn xã, phường nhận hàng."),
            "invalid_choice": gettext_lazy("Xã, phường này không thuộc tỉnh đã chọn. Bạn chọn lại giúp."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].choices = commune_choices(self.chosen_province)  # type: ignore[attr-defined]

    @property
    def chosen_province(self) -> str:
        """Code of the province that was sent or is preset; empty when there is none or it is unknown."""
        code = str(self["province"].value() or "")
        return code if code in {one.code for one in places.provinces()} else ""
