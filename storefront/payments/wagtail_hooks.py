"""What the audit log says about money in and back. Bank lines, refunds and remittances log themselves; orders log in their own room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "payments.statement_imported": (_("Nạp sao kê"), _("Đã nạp sao kê ngân hàng")),
    "payments.line_matched": (_("Khớp tiền"), _("Đã khớp dòng ngân hàng với đơn")),
    "payments.line_refunded": (_("Trả lại tiền"), _("Đã lập khoản trả lại từ dòng ngân hàng")),
    "payments.line_set_aside": (_("Để riêng"), _("Đã xem và để riêng dòng ngân hàng")),
    "payments.line_accepted_late": (_("Nhận tiền trễ"), _("Đã nhận tiền đến trễ và mở lại đơn")),
    "payments.line_settled": (_("Khớp tiền ra"), _("Đã khớp dòng tiền ra")),
    "payments.order_expired": (_("Hết hạn chờ tiền"), _("Đơn hết hạn chờ trả tiền")),
    "payments.card_paid": (_("Trả bằng thẻ"), _("Tiền thẻ đã tới")),
    "payments.card_accepted_late": (_("Nhận tiền thẻ trễ"), _("Đã nhận tiền thẻ đến trễ và mở lại đơn")),
    "payments.refund_requested": (_("Lập khoản trả lại"), _("Đã lập khoản trả lại khách")),
    "payments.refund_sent": (_("Chuyển tiền trả lại"), _("Đã chuyển tiền trả lại khách")),
    "payments.refund_settled": (_("Khách đã nhận lại tiền"), _("Ngân hàng đã chuyển tiền trả lại")),
    "payments.refund_failed": (_("Chuyển trả hỏng"), _("Ngân hàng không chuyển được tiền trả lại")),
    "payments.tax_proposed": (_("Đề nghị nộp thuế"), _("Đã đề nghị nộp thuế")),
    "payments.tax_approved": (_("Duyệt nộp thuế"), _("Đã duyệt nộp thuế")),
    "payments.tax_dropped": (_("Bỏ lần nộp thuế"), _("Đã bỏ lần nộp thuế")),
    "payments.tax_settled": (_("Nộp thuế xong"), _("Đã ghi sổ tiền thuế từ dòng ngân hàng")),
    "payments.refund_covered": (_("Đã về qua khiếu nại"), _("Khách đã lấy lại tiền qua khiếu nại thẻ")),
    "payments.dispute_opened": (_("Khiếu nại thẻ"), _("Chủ thẻ khiếu nại với ngân hàng của họ")),
    "payments.dispute_noted": (_("Lo khiếu nại"), _("Đã ghi việc gửi bằng chứng cho khiếu nại")),
    "payments.dispute_closed": (_("Khiếu nại xong"), _("Ngân hàng thẻ đã quyết khiếu nại")),
    "payments.dispute_borne": (_("Chịu thua khiếu nại"), _("Trung tâm chịu khoản thua, mở tiền cho nhóm")),
    "payments.movement_explained": (_("Giải thích biến động"), _("Đã giải thích một biến động của số dư Stripe")),
    "payments.request_answered": (_("Trả lời yêu cầu trả hàng"), _("Đã trả lời yêu cầu trả hàng của khách")),
    "payments.remittance_recorded": (_("Nạp bảng kê thu hộ"), _("Đã nạp bảng kê tiền thu hộ")),
    "payments.remittance_booked": (_("Ghi sổ tiền thu hộ"), _("Đã ghi sổ tiền hãng giao nộp")),
    "payments.remittance_row_decided": (_("Quyết dòng thu hộ"), _("Đã quyết một dòng thu hộ bị lệch")),
}


@hooks.register("register_log_actions")
def register_payment_actions(actions: Any) -> None:
    """Name what this room's services log."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
