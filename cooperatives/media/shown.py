"""Whether something published shows a picture or a document now. Decided when it is asked for, so that taking a page down takes them too.

Floors above register a question each (:func:`register_shower`): it gets the file's row and, of somebody signed in, her number, and answers
whether something of theirs that she (None: any reader) can see uses it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import models
from wagtail.models import ReferenceIndex

from cooperatives.consent.standing import subject_type

Shower = Callable[[models.Model, int | None], bool]
_SHOWERS: Final[list[Shower]] = []


def register_shower(question: Shower) -> Shower:
    """Add a question; used as a decorator, imported when the app is ready."""
    _SHOWERS.append(question)
    return question


def is_shown(file_row: models.Model, user_id: int | None = None) -> bool:
    """Whether any floor shows the picture or document now: to this person, or to every reader when ``user_id`` is None."""
    return any(question(file_row, user_id) for question in _SHOWERS)


def users_of(file_row: models.Model, model: type[models.Model]) -> list[int]:
    """Numbers of the rows of ``model`` (for pages: of any kind) that Wagtail's reference index knows to use the file."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=subject_type(type(file_row)), to_object_id=str(file_row.pk), base_content_type=subject_type(model)
    )
    return [int(pk) for pk in rows.values_list("object_id", flat=True).distinct()]
