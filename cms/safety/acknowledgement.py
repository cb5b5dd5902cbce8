"""Whoever approves a page with warnings says that she read them; the log keeps how many of which kind, never the words."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.log_actions import log
from wagtail.models import Page

from cooperatives.vietnam.errors import DomainError

from .passages import Finding
from .reading import findings_of
from .sentences import counts

APPROVE_READ: Final = "approve_read"
"""The action of approving a page that has warnings; Wagtail's own "approve" is for pages without."""
LOGGED: Final = "cms.warnings_read"


class WarningsNotRead(DomainError):
    """Something in the page should be looked at and nobody said that she did. Facts: ``page`` (id), ``count``."""


class WarningsReadForm(TaskStateCommentForm):
    """The tick that approval needs."""

    acknowledged = forms.BooleanField(
        label=_("Tôi đã đọc các cảnh báo"), error_messages={"required": _("Đọc các cảnh báo ở trên rồi đánh dấu vào đây.")}
    )
    field_order = ("acknowledged", "comment")


def warnings_of(page: Page) -> list[Finding]:
    """What to look at in the newest draft of ``page``."""
    return findings_of(page.get_latest_revision_as_object())


def require_read(page: Page, *, acknowledged: bool, actor: Any) -> None:
    """Write down that the warnings of the newest draft were read. Raises WarningsNotRead when there are some and nobody said so."""
    if not (found := warnings_of(page)):
        return
    if not acknowledged:
        raise WarningsNotRead(page=page.pk, count=len(found))
    log(instance=page, action=LOGGED, user=actor, data={"count": len(found), "kinds": counts(found)})
