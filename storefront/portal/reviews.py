"""Where the newest draft of a product stands, in the group's words: waiting since when, or back with what to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Product
from catalog.models.review import ReturnReason
from catalog.review_words import TOLD
from catalog.services.review import Progress, progress_of


@dataclass(frozen=True, slots=True)
class Review:
    """What ``portal/review.html`` shows. ``returned``: pairs of what is wrong and what to do."""

    waiting_since: datetime.datetime | None
    returned: list[tuple[str, str]]
    note: str


def reviews_of(product_ids: Iterable[int]) -> dict[int, Review]:
    """By product; what is neither waiting nor sent back is absent. One query."""
    return {pk: _told(progress) for pk, progress in progress_of(Product, product_ids).items()}


def _told(progress: Progress) -> Review:
    words = [TOLD[ReturnReason(code)] for code in progress.reasons if code in ReturnReason.values]
    returned = [(str(told), str(todo)) for told, todo in words]
    if progress.returned_at is not None and not returned:
        told, todo = TOLD[ReturnReason.OTHER]  # sent back in the editor, without a reason of the list
        returned = [(str(told), str(todo))]
    return Review(progress.waiting_since, returned, progress.note)
