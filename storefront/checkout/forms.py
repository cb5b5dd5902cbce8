"""The one form of the checkout: who, where, how to pay, an invoice if wanted. What was typed is never lost."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cooperatives.vietnam.places import format_address
from storefront.accounts.fields import PhoneField, PlaceFields
from storefront.accounts.models import Address, User
from storefront.checkout.services import Contact, DeliveryAddress, InvoiceRequest
from storefront.orders.models import Order

TAX_CODE = re.compile(r"\d{10}(?:-?\d{3})?")
"""A tax code has 10 digits, of a branch 13, often written 0101234567-001."""

NEW = ""
"""Value of ``address`` for "another address"."""


def _text(**attributes: Any) -> forms.TextInput:
    return forms.TextInput({"class": "in", **attributes})


class CheckoutForm(PlaceFields):
    """Checked in the order in which it stands on the page. ``addresses`` are those that a signed-in shopper keeps."""

    address = forms.ChoiceField(label=gettext_lazy("Giao đến đâu"), required=False, widget=forms.RadioSelect)
    recipient = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        widget=_text(autocomplete="name"),
        error_messages={"required": gettext_lazy("Bạn cho biết tên người nhận.")},
    )
    phone = PhoneField()
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Để nhận thư báo khi hàng gửi đi và tới nơi."),
        widget=forms.EmailInput({"class": "in", "autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": gettext_lazy("Địa chỉ email này chưa đúng, ví dụ ten@example.com.")},
    )
    street = forms.CharField(
        label=gettext_lazy("Số nhà, đường, thôn"),
        max_length=250,
        widget=_text(autocomplete="street-address"),
        error_messages={"required": gettext_lazy("Bạn cho biết số nhà, đường hoặc thôn.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Dặn người giao"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Ví dụ: gọi trước 15 phút, gửi bác bảo vệ."),
        widget=_text(autocomplete="off"),
    )
    keep_address = forms.BooleanField(label=gettext_lazy("Nhớ địa chỉ này cho lần sau"), required=False)
    method = forms.ChoiceField(
        label=gettext_lazy("Trả tiền"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bạn chọn cách trả tiền."), "invalid_choice": gettext_lazy("Bạn chọn cách trả tiền.")},
    )
    wants_invoice = forms.BooleanField(label=gettext_lazy("Tôi cần hóa đơn"), required=False)
    invoice_name = forms.CharField(
        label=gettext_lazy("Tên công ty"), required=False, max_length=200, widget=_text(autocomplete="organization")
    )
    invoice_tax_code = forms.CharField(
        label=gettext_lazy("Mã số thuế"), required=False, max_length=20, widget=_text(inputmode="numeric", autocomplete="off")
    )
    invoice_address = forms.CharField(
        label=gettext_lazy("Địa chỉ công ty"), required=False, max_length=250, widget=_text(autocomplete="off")
    )
    checkout_key = forms.UUIDField(widget=forms.HiddenInput)
    shown_total_vnd = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_order = ("address", "recipient", "phone", "email", "street", "province", "commune", "note", "keep_address", "method")

    def __init__(self, *args: Any, user: User | None, methods: list[tuple[str, str]], addresses: list[Address], **kwargs: Any) -> None:
        self.user, self.addresses = user, {str(one.pk): one for one in addresses}
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = methods  # type: ignore[attr-defined]
        self.fields["address"].choices = [  # type: ignore[attr-defined]
            *((str(one.pk), _address_line(one)) for one in addresses),
            (NEW, _("Địa chỉ khác")),
        ]
        if user is None:
            del self.fields["keep_address"]
        if not addresses:
            del self.fields["address"]
        elif self.saved is not None:
            for name in ("recipient", "phone", "street", "province", "commune"):
                self.fields[name].required = False

    @property
    def saved(self) -> Address | None:
        """The kept address that is chosen, or None for another one."""
        if "address" not in self.fields:
            return None
        return self.addresses.get(str(self["address"].value() or ""))

    @property
    def place(self) -> tuple[str, str]:
        """Province and commune as chosen so far, each empty while it is not; for the sums beside the form."""
        saved = self.saved
        if saved is not None:
            return saved.province_code, saved.commune_code
        known = {code for code, _name in self.fields["commune"].choices}  # type: ignore[attr-defined]
        commune = str(self["commune"].value() or "")
        return self.chosen_province, commune if commune in known else ""

    @property
    def chosen_method(self) -> str:
        """The way of paying as chosen so far, the first one that is offered until then."""
        offered = [code for code, _name in self.fields["method"].choices]  # type: ignore[attr-defined]
        chosen = str(self["method"].value() or "")
        return chosen if chosen in offered else offered[0]

    def clean_invoice_tax_code(self) -> str:
        """Return the tax code as digits; refuse what is none when an invoice is wanted."""
        typed: str = self.cleaned_data["invoice_tax_code"]
        if not self.cleaned_data.get("wants_invoice") or not typed:
            return ""
        squeezed = re.sub(r"[\s.]", "", typed)
        if not TAX_CODE.fullmatch(squeezed):
            raise ValidationError(_("Mã số thuế có 10 chữ số, của chi nhánh có 13 chữ số."), code="tax_code")
        return squeezed

    def clean(self) -> dict[str, Any]:
        """An invoice needs to know for whom."""
        cleaned = super().clean() or {}
        if cleaned.get("wants_invoice"):
            needed = {
                "invoice_name": _("Bạn cho biết tên công ty ghi trên hóa đơn."),
                "invoice_tax_code": _("Bạn cho biết mã số thuế."),
                "invoice_address": _("Bạn cho biết địa chỉ công ty."),
            }
            for name, sentence in needed.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def order_fields_for_service(self) -> dict[str, Any]:
        """Arguments of ``place_order`` that she typed. Only for a valid form."""
        cleaned, saved = self.cleaned_data, self.saved
        if saved is not None:
            address = DeliveryAddress(saved.street, saved.province_code, saved.commune_code)
            contact = Contact(saved.recipient, saved.phone, cleaned["email"])
        else:
            address = DeliveryAddress(cleaned["street"], cleaned["province"], cleaned["commune"])
            contact = Contact(cleaned["recipient"], cleaned["phone"], cleaned["email"])
        invoice = None
        if cleaned["wants_invoice"]:
            invoice = InvoiceRequest(cleaned["invoice_name"], cleaned["invoice_tax_code"], cleaned["invoice_address"])
        return {
            "checkout_key": cleaned["checkout_key"],
            "shown_total_vnd": cleaned["shown_total_vnd"],
            "method": cleaned["method"],
            "address": address,
            "contact": contact,
            "note": cleaned["note"],
            "invoice": invoice,
        }


def _address_line(address: Address) -> str:
    language = get_language() or "vi"
    return f"{address.recipient}, {format_address(address.street, address.commune_code, address.province_code, language)}"


def read_key(text: str) -> uuid.UUID | None:
    """The checkout key that a page sent, or None when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def method_choices(ready: list[str]) -> list[tuple[str, str]]:
    """Ways of paying that can be offered, transfer first."""
    labels = dict(Order.Method.choices)
    return [(code, str(labels[code])) for code in sorted(ready, key=lambda code: code != Order.Method.VIETQR)]
