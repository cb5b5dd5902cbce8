"""Sets up the one way from a draft to the public: an editor writes, a protection officer approves, Wagtail publishes."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group as Role
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from .models.review import ProtectionTask

NAME: Final = "Biên tập xong, Bảo vệ duyệt"
STEP: Final = "Người bảo vệ duyệt"


def set_up_review(role: Role) -> Workflow:
    """Let ``role`` approve every page of the site; Wagtail's own example workflow retires. May be repeated."""
    root = Page.objects.get(depth=1)
    task = ProtectionTask.objects.filter(name=STEP).first() or ProtectionTask.objects.create(name=STEP)
    task.groups.add(role)
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for other in Workflow.objects.filter(active=True).exclude(pk=workflow.pk):
        if other.workflow_pages.filter(page=root).exists():
            other.deactivate()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    return workflow
