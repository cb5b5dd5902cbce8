"""What the audit log says about goods."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_stock_actions(actions: Any) -> None:
    """Name what :mod:`catalog.services` logs."""
    actions.register_action("catalog.stock_counted", _("Đếm kho"), _("Đã đếm lại kho"))
    actions.register_action("catalog.price_changed", _("Đổi giá"), _("Đã đổi giá"))
    actions.register_action("catalog.product_told", _("Kể món mới"), _("Đã kể một món mới trên điện thoại"))
