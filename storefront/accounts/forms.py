"""An address that a shopper keeps, and the language of her mails."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from storefront.accounts.fields import PhoneField, PlaceFields
from storefront.accounts.models import Address


class AddressForm(PlaceFields):
    """One address; the same questions as at the checkout."""

    recipient = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        widget=forms.TextInput({"class": "in", "autocomplete": "name"}),
        error_messages={"required": _("Bạn cho biết tên người nhận.")},
    )
    phone = PhoneField()
    street = forms.CharField(
        label=_("Số nhà, đường, thôn"),
        max_length=250,
        widget=forms.TextInput({"class": "in", "autocomplete": "street-address"}),
        error_messages={"required": _("Bạn cho biết số nhà, đường hoặc thôn.")},
    )
    is_default = forms.BooleanField(label=_("Giao đến đây nếu tôi không chọn nơi khác"), required=False)

    field_order = ("recipient", "phone", "street", "province", "commune", "is_default")

    @staticmethod
    def initial_of(address: Address) -> dict[str, Any]:
        """What the form shows of a kept address."""
        return {
            "recipient": address.recipient,
            "phone": address.phone,
            "street": address.street,
            "province": address.province_code,
            "commune": address.commune_code,
            "is_default": address.is_default,
        }


class LanguageForm(forms.Form):
    """In which language she is written to."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=settings.LANGUAGES, widget=forms.Select({"class": "in"}))
