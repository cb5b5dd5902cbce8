"""The queue of the center's review: what waits and since when, old and new side by side, pass it or send it back with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState

from catalog.differences import compare_draft
from catalog.models import Product
from catalog.models.review import OwnGoodsNotApproved, ReturnReason, ReviewState, refuse_own_goods
from catalog.review_words import TOLD
from catalog.services.review import LATE_AFTER, pass_review, queue, send_back
from catalog.standing import offline_reasons
from cooperatives.consent.gate import ConsentMissing
from cooperatives.consent.sentences import consent_sentence
from storefront.desk.access import SEE_REVIEWS, actor_of
from storefront.desk.actions import Refused, desk_action
from storefront.desk.pages import DeskPage, desk_url


class ReviewQueue(DeskPage):
    """Everything that waits, the longest first."""

    permissions = SEE_REVIEWS
    template_name = "desk/review_queue.html"
    page_title = gettext_lazy("Chờ duyệt")
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether this person may decide on each."""
        rows = [{"waiting": one, "is_own": _is_own(one.item, self.request.user), "kind": one.item._meta.verbose_name} for one in queue()]
        return {**super().get_context_data(**kwargs), "rows": rows}


class ReviewPage(DeskPage):
    """One thing: what it would change, what it claims, and the decision."""

    permissions = SEE_REVIEWS
    template_name = "desk/review.html"
    header_icon = "clipboard-list"
    trail = (gettext_lazy("Chờ duyệt"), "reviews")

    def get_page_title(self) -> str:
        """The name of the thing as the draft has it."""
        return str(self.state.revision.object_str) if self.state.revision else str(_("Chờ duyệt"))

    @cached_property
    def state(self) -> ReviewState:
        """The stay in the queue. Raises Http404."""
        rows = ReviewState.objects.select_related("workflow_state__requested_by", "revision")
        found: ReviewState = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides, and the reasons as the group would read them."""
        item = self.state.workflow_state.content_object
        newest = item.get_latest_revision()
        draft = newest.as_object() if newest is not None else item
        is_open = self.state.status == TaskState.STATUS_IN_PROGRESS
        return {
            **super().get_context_data(**kwargs),
            "state": self.state,
            "item": item,
            "seen": newest.pk if newest is not None else "",
            "comparison": compare_draft(item, draft),
            "is_first": not item.live,
            "is_open": is_open,
            "is_own": _is_own(item, self.request.user),
            "is_late": is_open and timezone.now() - self.state.started_at > LATE_AFTER,
            "reasons": [(reason, *TOLD[reason]) for reason in ReturnReason if reason != ReturnReason.OTHER],
            "other": ReturnReason.OTHER,
            "given": [ReturnReason(code).label for code in self.state.reason_codes],
            "edit_url": reverse(f"wagtailsnippets_catalog_{item._meta.model_name}:edit", args=[item.pk]),
            "price_url": desk_url("stock", item.pk) if isinstance(item, Product) else "",
        }


def _is_own(item: Any, user: Any) -> bool:
    try:
        refuse_own_goods(item, user)
    except OwnGoodsNotApproved:
        return True
    return False


def _queue(pk: int) -> str:
    return desk_url("reviews")


@desk_action(*SEE_REVIEWS, back=_queue)
def approve(request: HttpRequest, pk: int) -> str:
    """Let it out."""
    seen = request.POST.get("seen", "")
    try:
        item = pass_review(task_state_id=pk, actor=actor_of(request), seen=int(seen) if seen.isdecimal() else 0)
    except ConsentMissing as missing:
        raise Refused(consent_sentence(missing)) from missing
    offline = offline_reasons([item]).get(item.pk) if isinstance(item, Product) else None
    if offline is not None:
        return _("Đã duyệt %(name)s, nhưng chưa bán được: %(reason)s.") % {"name": item, "reason": offline.label}
    return _("Đã duyệt %(name)s: khách thấy ngay.") % {"name": item}


@desk_action(*SEE_REVIEWS, back=_queue)
def give_back(request: HttpRequest, pk: int) -> str:
    """Send it back."""
    reasons = request.POST.getlist("reasons")
    item = send_back(task_state_id=pk, actor=actor_of(request), reasons=reasons, note=request.POST.get("note", ""))
    return _("Đã gửi lại %(name)s. Nhóm đọc được lý do và việc cần làm.") % {"name": item}
