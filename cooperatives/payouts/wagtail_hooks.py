"""What the audit log says about payouts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "payouts.account_proposed": (_("Đề nghị tài khoản"), _("Đã đề nghị tài khoản nhận tiền")),
    "payouts.account_approved": (_("Duyệt tài khoản"), _("Đã duyệt tài khoản nhận tiền")),
    "payouts.account_blocked": (_("Khóa tài khoản"), _("Đã khóa tài khoản nhận tiền")),
    "payouts.run_drafted": (_("Soạn đợt trả"), _("Đã soạn đợt trả tiền")),
    "payouts.run_proposed": (_("Đề nghị duyệt"), _("Đã đề nghị duyệt đợt trả tiền")),
    "payouts.run_withdrawn": (_("Rút đề nghị"), _("Đã rút đề nghị để sửa")),
    "payouts.payout_removed": (_("Bớt một nhóm"), _("Đã để một nhóm sang đợt sau")),
    "payouts.run_approved": (_("Duyệt đợt trả"), _("Đã duyệt đợt trả tiền")),
    "payouts.run_cancelled": (_("Bỏ đợt trả"), _("Đã bỏ đợt trả tiền")),
    "payouts.file_written": (_("Viết tệp ngân hàng"), _("Đã viết tệp ngân hàng")),
    "payouts.run_sent": (_("Gửi ngân hàng"), _("Đã gửi tệp cho ngân hàng")),
    "payouts.payout_settled": (_("Tiền đã tới"), _("Tiền đã tới nhóm")),
    "payouts.payout_returned": (_("Tiền quay về"), _("Ngân hàng trả lại tiền")),
}


@hooks.register("register_log_actions")
def register_payout_actions(actions: Any) -> None:
    """Name what this room's services log."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
