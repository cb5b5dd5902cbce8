"""Documents are served while something published uses them; staff see all of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks

from cooperatives.media.shown import is_shown


@hooks.register("before_serve_document")
def only_while_shown(document: Any, request: HttpRequest) -> None:
    """Answer as if it were not there. Raises Http404."""
    user = request.user
    may_see = is_shown(document) or (user.is_authenticated and (user.is_staff or is_shown(document, user.pk)))
    if not may_see:
        raise Http404
