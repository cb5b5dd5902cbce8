"""Keeps Wagtail's mails about a workflow to its pages. Whoever sent goods for review reads the answer in the portal; a link into the admin
would lead a member nowhere, and these mails leave within the transaction."""

from __future__ import annotations

from typing import Any

from wagtail.admin import mail
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from catalog.services.review import REVIEWED


class _NotForGoods:
    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Everything but what the center reviews in its own queue."""
        return bool(super().can_handle(instance, **kwargs)) and not isinstance(instance.content_object, REVIEWED)  # type: ignore[misc]


class _Submitted(_NotForGoods, mail.WorkflowStateSubmissionEmailNotifier):
    pass


class _Rejected(_NotForGoods, mail.WorkflowStateRejectionEmailNotifier):
    pass


class _Approved(_NotForGoods, mail.WorkflowStateApprovalEmailNotifier):
    pass


_RECEIVERS = (
    (workflow_submitted, _Submitted(), "workflow_state_submitted_email_notification"),
    (workflow_rejected, _Rejected(), "workflow_state_rejected_email_notification"),
    (workflow_approved, _Approved(), "workflow_state_approved_email_notification"),
)
"""Under Wagtail's own names, so that only one of each is connected, whichever app is ready first."""


def connect() -> None:
    """Called once, when the app is ready."""
    for signal, receiver, uid in _RECEIVERS:
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)
        signal.connect(receiver, sender=WorkflowState, dispatch_uid=uid)
