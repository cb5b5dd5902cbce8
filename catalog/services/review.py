"""Send goods and pages of groups for review, pass them, send them back, take them back. Wagtail's own workflow moves underneath."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from catalog.models import GroupProfile, Product
from catalog.models.review import ReturnReason, ReviewState
from cooperatives.groups.models import Membership
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

LATE_AFTER: Final = datetime.timedelta(days=2)
"""So long may something wait before the center is reminded."""
REVIEWED: Final = (Product, GroupProfile)
_WRITERS: Final = (Membership.Role.LEAD, Membership.Role.MEMBER)


class ReviewNotAllowed(DomainError):
    """The person neither belongs to the group nor works at the center's desk, or is no reviewer. Facts: ``model``, ``pk``."""


class ReviewNotWaiting(DomainError):
    """It is not in the queue any more, or there is nothing new to look at. Facts: ``pk``."""


class ReasonMissing(DomainError):
    """Nothing goes back without a reason that the group can act on."""


def submit_for_review(*, item: Any, actor: AbstractUser) -> WorkflowState:
    """Put the newest draft into the queue; what readers see stays as it is. What waits already goes on waiting, with the newest draft.

    Raises ReviewNotAllowed, and ReviewNotWaiting when there is no draft newer than what is live.
    """
    _require_writer(item, actor)
    with write_txn():
        item = type(item)._base_manager.select_for_update(of=("self",)).get(pk=item.pk)
        if item.latest_revision_id is None or (item.live and item.latest_revision_id == item.live_revision_id):
            raise ReviewNotWaiting(pk=item.pk)
        state: WorkflowState | None = item.current_workflow_state
        if state is None:
            workflow = item.get_workflow()
            if workflow is None:
                raise ReviewNotAllowed(model=item._meta.label, pk=item.pk)
            return workflow.start(item, actor)
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            WorkflowState.objects.filter(pk=state.pk).update(requested_by=actor)
            state.requested_by = actor
            state.resume(user=actor)
        return state


def take_back(*, item: Any, actor: AbstractUser) -> None:
    """Leave the queue; the draft stays, and so does what readers see. Raises ReviewNotAllowed and ReviewNotWaiting."""
    _require_writer(item, actor)
    with write_txn():
        state = item.current_workflow_state
        if state is None:
            raise ReviewNotWaiting(pk=item.pk)
        state.cancel(user=actor)


def pass_review(*, task_state_id: int, actor: AbstractUser, seen: int) -> Any:
    """Let out the version that the reviewer saw; returns the item.

    Raises ReviewNotAllowed, ReviewNotWaiting, OwnGoodsNotApproved, ReviewChanged and ConsentMissing; nothing has changed then.
    """
    return _decide(task_state_id, actor, "approve", seen=seen)


def send_back(*, task_state_id: int, actor: AbstractUser, reasons: Sequence[str], note: str = "") -> Any:
    """Send it back with reasons that the group reads; what readers see stays. Raises as :func:`pass_review`, and ReasonMissing."""
    known = [reason for reason in dict.fromkeys(reasons) if reason in ReturnReason.values]
    if not known or (known == [ReturnReason.OTHER] and not note.strip()):
        raise ReasonMissing()
    return _decide(task_state_id, actor, "reject", reasons=known, comment=note.strip()[:500])


def _decide(task_state_id: int, actor: AbstractUser, action: str, **given: Any) -> Any:
    with write_txn():
        found = ReviewState.objects.select_for_update(of=("self",)).filter(pk=task_state_id, status=TaskState.STATUS_IN_PROGRESS)
        state = found.select_related("task", "workflow_state").first()
        if state is None or state.workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise ReviewNotWaiting(pk=task_state_id)
        task = state.task.specific
        item = state.workflow_state.content_object
        if not task.user_can_access_editor(item, actor):
            raise ReviewNotAllowed(model=item._meta.label, pk=item.pk)
        task.on_action(state, actor, action, **given)
        item.refresh_from_db()
        return item


def _require_writer(item: Any, actor: AbstractUser) -> None:
    is_writer = Membership.objects.filter(group=item.group_id, user=actor.pk, role__in=_WRITERS).exists()
    if not is_writer and not actor.has_perm(f"catalog.change_{item._meta.model_name}"):
        raise ReviewNotAllowed(model=item._meta.label, pk=item.pk)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something in the queue."""

    state: ReviewState
    item: Any
    since: datetime.datetime
    is_first: bool
    is_late: bool


def queue(now: datetime.datetime | None = None) -> list[Waiting]:
    """Everything that waits for the center, the longest first. Three queries for each kind of thing at most."""
    moment = now or timezone.now()
    rows = ReviewState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
    states = list(rows.select_related("workflow_state__requested_by", "revision").order_by("started_at", "pk"))
    items: dict[tuple[int, str], Any] = {}
    for model in REVIEWED:
        kind = ContentType.objects.get_for_model(model).pk
        ids = [state.workflow_state.object_id for state in states if state.workflow_state.base_content_type_id == kind]
        found: Iterable[Any] = model._default_manager.filter(pk__in=ids).select_related("group").defer("body_vi", "body_en") if ids else []
        items |= {(kind, str(item.pk)): item for item in found}
    waiting = []
    for state in states:
        item = items.get((state.workflow_state.base_content_type_id, state.workflow_state.object_id))
        if item is not None:
            waiting.append(Waiting(state, item, state.started_at, not item.live, moment - state.started_at > LATE_AFTER))
    return waiting


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the newest draft of something stands, for the group: in the queue since, or sent back and why."""

    waiting_since: datetime.datetime | None = None
    returned_at: datetime.datetime | None = None
    reasons: list[str] = field(default_factory=list)
    note: str = ""


def progress_of(model: type[Any], ids: Iterable[int]) -> dict[int, Progress]:
    """Return the progress of rows that are in the queue or were sent back; the others are absent. One query."""
    kind = ContentType.objects.get_for_model(model)
    wanted = [str(pk) for pk in ids]
    open_states = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    rows = ReviewState.objects.filter(
        workflow_state__base_content_type=kind, workflow_state__object_id__in=wanted, workflow_state__status__in=open_states
    )
    found: dict[int, Progress] = {}
    for state in rows.select_related("workflow_state").order_by("started_at", "pk"):
        pk = int(state.workflow_state.object_id)
        if state.status == TaskState.STATUS_IN_PROGRESS:
            found[pk] = Progress(waiting_since=state.started_at)
        elif state.status == TaskState.STATUS_REJECTED:
            found[pk] = Progress(returned_at=state.finished_at, reasons=state.reason_codes, note=state.comment)
    return found
