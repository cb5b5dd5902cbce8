"""The center's review of words and pictures: whoever wrote or submitted something is never the one who lets it out.

Products and pages of groups are drafts until another person passes them; the version that readers see stays until then. Price, stock and
rest are no part of it: they change at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from cooperatives.vietnam.errors import DomainError


class OwnGoodsNotApproved(DomainError):
    """The one who approves or publishes wrote, changed or submitted it. Facts: ``model``, ``pk``."""


class ReviewChanged(DomainError):
    """A newer version was saved after the reviewer opened the page. Facts: ``model``, ``pk``."""


class ReturnReason(models.TextChoices):
    """Why something goes back; the labels are for the center, what the group reads is in :mod:`catalog.review_words`."""

    PHOTO_UNCLEAR = "photo_unclear", _("Ảnh chưa rõ")
    PHOTO_PERSON = "photo_person", _("Ảnh có người, chưa có giấy đồng ý")
    PERSON_TOLD = "person_told", _("Kể tên hoặc chuyện riêng của một người")
    LABEL_MISSING = "label_missing", _("Nói có nhãn mà chưa có giấy")
    CURE = "cure", _("Nói chữa được bệnh")
    ALCOHOL = "alcohol", _("Rượu, bia")
    WORDS_SHORT = "words_short", _("Lời kể quá ngắn")
    FACTS_MISSING = "facts_missing", _("Thiếu thành phần, hạn dùng")
    WRONG_KIND = "wrong_kind", _("Sai loại hàng")
    TWICE = "twice", _("Trùng món đã có")
    OTHER = "other", _("Lý do khác, viết bên dưới")


def authors_of(item: Any) -> set[int]:
    """Ids of those who had a part in what would become public: wrote a version since the live one, or sent it for review."""
    versions = Revision.objects.for_instance(item).filter(user_id__isnull=False)
    if item.live and item.live_revision_id:
        versions = versions.filter(pk__gt=item.live_revision_id)
    waiting = item.current_workflow_state
    asked = {waiting.requested_by_id} if waiting is not None and waiting.requested_by_id else set()
    return set(versions.values_list("user_id", flat=True)) | asked


def refuse_own_goods(item: Any, user: Any) -> None:
    """Raises OwnGoodsNotApproved when ``user`` has a part in what would become public. Not even a superuser is let through."""
    if user is not None and user.pk in authors_of(item):
        raise OwnGoodsNotApproved(model=item._meta.label, pk=item.pk)


class PassedByAnother(models.Model):
    """Mixin of what the center reviews: no way of publishing goes around the second person."""

    class Meta:
        abstract = True

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish a version. Raises OwnGoodsNotApproved. The right to do so is given by the review's step, not by a permission."""
        refuse_own_goods(self, user)
        kwargs["skip_permission_checks"] = True
        return super().publish(revision, user=user, **kwargs)  # type: ignore[misc]


class ReviewState(TaskState):
    """One stay in the queue, and why it ended there."""

    reasons = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("lần duyệt")
        verbose_name_plural = _("lần duyệt")

    @property
    def reason_codes(self) -> list[str]:
        """Codes of :class:`ReturnReason`."""
        return [code for code in self.reasons.split(",") if code]


class CenterReviewTask(AbstractGroupApprovalTask):
    """Approval by somebody of the center who has no part in it."""

    task_state_class = ReviewState

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What ``user`` may do in the editor: the page of the queue has the same and the reasons."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if actions and user.pk in authors_of(obj):
            return []
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or send back. Raises OwnGoodsNotApproved, and ReviewChanged with ``seen`` (id of a version); nothing has changed then."""
        reasons: Iterable[str] = kwargs.pop("reasons", ())
        seen: int | None = kwargs.pop("seen", None)
        item = task_state.workflow_state.content_object
        item = type(item)._base_manager.select_for_update(of=("self",)).get(pk=item.pk)
        refuse_own_goods(item, user)
        if seen is not None and seen != item.latest_revision_id:
            raise ReviewChanged(model=item._meta.label, pk=item.pk)
        if action_name == "reject" and reasons:
            ReviewState.objects.filter(pk=task_state.pk).update(reasons=",".join(reasons))
            task_state.reasons = ",".join(reasons)
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """Said where staff choose a kind of step."""
        return str(_("Người trong vai trò đã chọn duyệt; ai đã viết, sửa hay gửi món ấy thì không duyệt được."))

    class Meta:
        verbose_name = _("bước duyệt của Trung tâm")
        verbose_name_plural = _("bước duyệt của Trung tâm")
