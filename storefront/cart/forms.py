"""What the cart's buttons send."""

from __future__ import annotations

from typing import Any

from django import forms

from cooperatives.vietnam.places import provinces
from storefront.cart.services import MAX_QUANTITY


class AddForm(forms.Form):
    """A pack and how many of it. A missing number means one."""

    variant = forms.IntegerField(min_value=1)
    quantity = forms.IntegerField(required=False)
    step = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """Read − and + of a browser without JavaScript as part of the number."""
        cleaned = super().clean() or {}
        cleaned["quantity"] = (cleaned.get("quantity") or 1) + (cleaned.get("step") or 0)
        return cleaned


class QuantityForm(forms.Form):
    """A line and its new number; ``step`` (−1 or 1) comes from a browser without JavaScript and is added to it."""

    line = forms.IntegerField(min_value=1)
    quantity = forms.IntegerField(min_value=0, max_value=10 * MAX_QUANTITY)
    step = forms.IntegerField(required=False, min_value=-1, max_value=1)

    def wanted(self, *, is_htmx: bool) -> int:
        """How many she wants now. With htmx the page's script has counted already, and the button that was pressed comes along."""
        step: int = 0 if is_htmx else self.cleaned_data["step"] or 0
        quantity: int = self.cleaned_data["quantity"]
        return max(0, quantity + step)


class ProvinceForm(forms.Form):
    """Where the parcels would go, for the estimate."""

    tinh = forms.ChoiceField(choices=lambda: [(one.code, one.name_vi) for one in provinces()])
