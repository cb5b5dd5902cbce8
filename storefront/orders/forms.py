"""Find an order again."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.accounts.fields import PhoneField
from storefront.orders.numbers import PREFIX, find_order_code


class FindForm(forms.Form):
    """Number of the order and the phone number that was given with it; both must fit."""

    number = forms.CharField(
        label=gettext_lazy("Mã đơn"),
        max_length=40,
        help_text=gettext_lazy("Bắt đầu bằng HTX, có trong thư hoặc trên giấy gửi kèm hàng."),
        widget=forms.TextInput({"class": "in", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Bạn nhập mã đơn giúp.")},
    )
    phone = PhoneField(label=gettext_lazy("Số điện thoại đã dùng khi đặt"))

    def clean_number(self) -> str:
        """Return the number as it is kept; forgives casing, spaces, O for 0 and a missing prefix."""
        typed: str = self.cleaned_data["number"]
        codes = find_order_code(typed) or find_order_code(PREFIX + typed)
        if len(codes) != 1:
            raise ValidationError(_("Mã đơn có HTX và 7 chữ số hoặc chữ cái đi sau. Bạn xem lại giúp."), code="number")
        return codes[0]
