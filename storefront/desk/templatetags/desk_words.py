"""Words for reasons that the services write down by themselves."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
REASONS = {
    "expired": _("quá hạn chờ trả tiền"),
    "returned": _("khách không nhận, hàng quay về"),
}


@register.filter
def reason(text: str) -> str:
    """A reason in words; what a person wrote stays as she wrote it."""
    return str(REASONS.get(text, text))
