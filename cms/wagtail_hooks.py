"""Hooks of the center's pages in Wagtail's admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms import publishing  # noqa: F401  (registers the gates)
from cms.admin import FeatureViewSet
from cms.safety import translating  # noqa: F401  (registers the gate of translations)
from cms.safety.acknowledgement import LOGGED


@hooks.register("register_admin_viewset")
def register_lists() -> list[Any]:
    """Lists beside the tree of pages."""
    return [FeatureViewSet()]


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what the schedule logs."""
    actions.register_action("cms.schedule_dropped", _("Bỏ hẹn giờ"), _("Đã bỏ hẹn giờ đăng vì thiếu sự đồng ý"))

    @actions.register_action(LOGGED)
    class WarningsRead(LogFormatter):
        """How many warnings were read; their words are kept nowhere."""

        label = _("Đọc cảnh báo")

        def format_message(self, log_entry: Any) -> str:
            """One sentence for the history of the page."""
            count = log_entry.data.get("count", 0)
            return ngettext("Đã đọc %(count)d cảnh báo trước khi duyệt", "Đã đọc %(count)d cảnh báo trước khi duyệt", count) % {
                "count": count
            }
