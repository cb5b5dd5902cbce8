"""What the audit log says about orders and parcels."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_order_actions(actions: Any) -> None:
    """Name every state change that the services log."""
    for code, label, message in (
        ("orders.placed", _("Đặt hàng"), _("Đã đặt hàng")),
        ("orders.confirmed", _("Xác nhận đơn"), _("Đã gọi khách xác nhận")),
        ("orders.paid", _("Đủ tiền"), _("Đã nhận đủ tiền")),
        ("orders.cancelled", _("Hủy đơn"), _("Đã hủy đơn")),
        ("orders.reopened", _("Mở lại đơn"), _("Đã mở lại đơn vì tiền đến sau")),
        ("orders.parcel_to_pack", _("Chờ đóng gói"), _("Đã báo nhóm đóng gói")),
        ("orders.parcel_packed", _("Đóng gói"), _("Đã đóng gói")),
        ("orders.parcel_handed_over", _("Giao bưu tá"), _("Đã giao cho bưu tá")),
        ("orders.parcel_delivered", _("Giao tới khách"), _("Khách đã nhận kiện")),
        ("orders.parcel_returned", _("Hàng quay về"), _("Khách không nhận, hàng quay về")),
        ("orders.parcel_cancelled", _("Hủy kiện"), _("Đã hủy kiện")),
        ("orders.parcel_released", _("Tiền về nhóm"), _("Đã chuyển tiền sang phần nhóm được chi")),
    ):
        actions.register_action(code, label, message)
