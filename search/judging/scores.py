"""Scores of a ranked list against grades: nDCG as in Järvelin and Kekäläinen (2002) with the gain 2^grade - 1, and recall."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

TOP: Final = 10
PAGE: Final = 24
GOOD: Final = 2
"""From this grade on an answer must be found."""


def ndcg(found: Sequence[str], grades: Mapping[str, int], top: int = TOP) -> float:
    """0 to 1 over the first ``top``; 1 when there is nothing to find."""
    best = _gain(sorted(grades.values(), reverse=True)[:top])
    return _gain([grades.get(key, 0) for key in found[:top]]) / best if best else 1.0


def recall(found: Sequence[str], grades: Mapping[str, int], page: int = PAGE) -> float:
    """The share of the good answers that is among the first ``page``; of more good ones than fit, as many as fit. 1 without any."""
    good = {key for key, grade in grades.items() if grade >= GOOD}
    return len(good & set(found[:page])) / min(len(good), page) if good else 1.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1.0) / math.log2(place + 2) for place, grade in enumerate(grades))
