"""What people wrote to the center, and who answered. Answers go by mail or telephone, from the staff's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from cms.models import ContactMessage
from storefront.desk.access import ANSWER_MESSAGES, actor_of, require
from storefront.desk.pages import DeskPage, desk_url

NEWEST = 100


class Messages(DeskPage):
    """The newest messages, those without an answer first."""

    permissions = (ANSWER_MESSAGES,)
    template_name = "desk/messages.html"
    page_title = _("Lời nhắn")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the names of those who answered."""
        return {**super().get_context_data(**kwargs), "rows": ContactMessage.objects.select_related("answered_by")[:NEWEST]}


@require_POST
def answered(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody answered; the first who says so is written down."""
    require(request.user, ANSWER_MESSAGES)
    waiting = ContactMessage.objects.filter(pk=pk, is_answered=False)
    if waiting.update(is_answered=True, answered_by=actor_of(request)):
        log(instance=ContactMessage.objects.get(pk=pk), action="cms.message_answered", user=actor_of(request))
    return redirect(desk_url("messages"))
