"""What the audit log says about ways in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_account_actions(actions: Any) -> None:
    """Name what :mod:`storefront.accounts.sign_in_links` logs."""
    actions.register_action("accounts.link_made", _("Tạo đường dẫn"), _("Đã tạo đường dẫn một lần cho thành viên"))
    actions.register_action("accounts.link_used", _("Vào bằng đường dẫn"), _("Đã vào sổ bằng đường dẫn một lần"))
    actions.register_action("accounts.member_invited", _("Mời thành viên"), _("Đã mời vào nhóm"))
    actions.register_action("accounts.phone_changed", _("Đổi số điện thoại"), _("Đã đổi số điện thoại để vào sổ"))
