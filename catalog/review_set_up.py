"""Sets up the one way from a group's draft to the shop: somebody writes, another of the center passes it, Wagtail publishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import Group as Role
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from catalog.models.review import CenterReviewTask
from catalog.services.review import REVIEWED

NAME: Final = "Nhóm viết, Trung tâm duyệt"
STEP: Final = "Trung tâm duyệt hàng"


def set_up_goods_review(roles: Iterable[Role]) -> Workflow:
    """Let ``roles`` pass goods and pages of groups. May be repeated."""
    task = CenterReviewTask.objects.filter(name=STEP).first() or CenterReviewTask.objects.create(name=STEP)
    task.groups.add(*roles)
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for model in REVIEWED:
        kind = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})
    return workflow
