"""The single row of delivery rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log

from storefront.desk.access import SET_POLICY
from storefront.desk.pages import DeskPage, desk_url
from storefront.shipping.models import DeliveryPolicy


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Amounts in đồng, none below zero."""

    class Meta:
        model = DeliveryPolicy
        fields: ClassVar = [
            "free_from_vnd",
            "free_max_fee_vnd",
            "cod_max_order_vnd",
            "cod_confirm_from_vnd",
            "cod_open_orders_per_phone",
            "qr_minutes",
            "card_minutes",
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse amounts below zero."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(given.items()):
            if isinstance(value, int) and value < 0:
                self.add_error(name, _("Không được nhỏ hơn 0."))
        return given


class Policy(DeskPage):
    """What staff may change about delivery and cash on delivery."""

    permissions = (SET_POLICY,)
    template_name = "desk/policy.html"
    page_title = gettext_lazy("Quy định giao hàng")
    header_icon = "cog"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rules in force."""
        return {**super().get_context_data(**kwargs), "form": PolicyForm(instance=DeliveryPolicy.current()), **kwargs}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, and say so in the audit log."""
        form = PolicyForm(request.POST, instance=DeliveryPolicy.current())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        row = form.save()
        log(row, "wagtail.edit", user=request.user, content_changed=form.has_changed(), title=str(row), data={"fields": form.changed_data})
        messages.success(request, _("Đã lưu quy định giao hàng. Đơn đặt từ bây giờ theo quy định mới."))
        return redirect(desk_url("policy"))
