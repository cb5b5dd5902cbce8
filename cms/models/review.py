"""The second pair of eyes: whoever wrote or changed a page is never the one who lets it out, not even as superuser."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from cms.safety.acknowledgement import APPROVE_READ, WarningsReadForm, require_read, warnings_of
from cooperatives.vietnam.errors import DomainError


class EditorCannotApprove(DomainError):
    """The one who approves or publishes has changed the page since it was last public. Facts: ``page`` (id)."""


def editors_of(page: Page) -> set[int]:
    """Ids of those who changed ``page`` since what readers see now; everyone who ever did, for a page that is not public."""
    revisions = Revision.page_revisions.filter(object_id=str(page.pk), user_id__isnull=False)
    if page.live and page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    return set(revisions.values_list("user_id", flat=True))


def refuse_own(page: Page, user: Any) -> None:
    """Raises EditorCannotApprove when ``user`` has a part in what would become public."""
    if user is not None and user.pk in editors_of(page):
        raise EditorCannotApprove(page=page.pk)


class ProtectionTask(AbstractGroupApprovalTask):
    """Approval by a protection officer who has not touched the page."""

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What ``user`` may do now: whoever changed the page may only send it back, and warnings are read before approving."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        others = [action for action in actions if action[0] != "approve"]
        if others == actions or user.pk in editors_of(obj):
            return others
        return [*others, (APPROVE_READ, _("Duyệt, đã đọc cảnh báo"), True)] if warnings_of(obj) else actions

    def get_form_for_action(self, action: str) -> Any:
        """Approving a page with warnings asks for a tick."""
        return WarningsReadForm if action == APPROVE_READ else super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        """The warnings stand above the tick."""
        return "cms/safety/approve.html" if action == APPROVE_READ else str(super().get_template_for_action(action))

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Wagtail publishes the newest version, so nobody may add one between the question and the answer.

        Raises EditorCannotApprove and WarningsNotRead; nothing has changed then.
        """
        acknowledged = bool(kwargs.pop("acknowledged", False))
        if action_name in ("approve", APPROVE_READ):
            page_id = int(task_state.workflow_state.object_id)
            page = Page.objects.select_for_update().get(pk=page_id).specific
            refuse_own(page, user)
            require_read(page, acknowledged=acknowledged, actor=user)
            action_name = "approve"
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """Said where staff choose a kind of step."""
        return str(_("Người trong vai trò đã chọn duyệt; ai đã sửa bài thì không duyệt được bài ấy."))

    class Meta:
        verbose_name = _("bước duyệt của người bảo vệ")
        verbose_name_plural = _("bước duyệt của người bảo vệ")
