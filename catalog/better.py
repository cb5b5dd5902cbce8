"""What would make a product's page better, told to its group: done, or still to do. A draft that waits for the center counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from catalog.models import Product

PHOTOS: Final = 3
WORDS: Final = 80
"""So many characters say what it is made of and how it is used."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing: whether it is there, and what to do."""

    done: bool
    title: Any


def steps_of(draft: Product, photos: int) -> list[Step]:
    """What shoppers ask about goods of this kind, in the order in which it helps them. ``photos``: how many there are."""
    category = draft.category
    steps = [
        Step(True, _("Có ảnh, tên, giá, số lượng")),
        Step(len(draft.summary_vi) >= WORDS, _("Kể hai ba câu: làm bằng gì, làm ở đâu, dùng thế nào")),
        Step(bool(draft.origin_vi), _("Ghi làm ra ở đâu")),
    ]
    if category.needs_food_licence:
        steps.append(Step(bool(draft.ingredients_vi), _("Ghi thành phần")))
    if category.needs_food_licence or category.is_raw:
        steps.append(Step(bool(draft.storage_vi), _("Ghi cách giữ")))
        steps.append(Step(draft.shelf_life_days is not None, _("Ghi dùng trong bao nhiêu ngày")))
    steps.append(Step(photos >= PHOTOS, _("Có ba ảnh: cả món, nhìn gần, lúc dùng")))
    return steps


def share_done(steps: Sequence[Step]) -> int:
    """How far, in per cent."""
    return 100 * sum(step.done for step in steps) // len(steps)
