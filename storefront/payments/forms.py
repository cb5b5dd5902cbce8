"""Why an order is cancelled."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CancelForm(forms.Form):
    """One of a few reasons, kept in the words of the staff who read them; none is needed."""

    reason = forms.ChoiceField(
        label=_("Vì sao bạn hủy?"),
        required=False,
        choices=[
            ("", _("Không nói lý do")),
            ("khách đổi ý", _("Tôi đổi ý")),
            ("khách đặt nhầm", _("Tôi đặt nhầm")),
            ("khách chờ lâu", _("Tôi chờ lâu quá")),
            ("khách tìm được chỗ khác", _("Tôi tìm được chỗ khác")),
        ],
        widget=forms.Select({"class": "in"}),
    )
