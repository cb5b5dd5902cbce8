"""What the audit log says about groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_group_actions(actions: Any) -> None:
    """Name what :mod:`cooperatives.groups.services` logs."""
    actions.register_action("groups.rest_changed", _("Đổi ngày nghỉ"), _("Đã đổi ngày nghỉ của nhóm"))
