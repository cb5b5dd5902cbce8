"""How the index stands, for the health page: which engine answers, and where an index differs from what it is made of.

The database's index is compared with the catalogue, the cluster's with the database's, each on some rows picked at random.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from catalog.models import Product
from search.indexing import differing
from search.models import SearchDocument

SAMPLE: Final = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """``answers``: "database" or "elasticsearch". ``problems``, for machines: ``rows_differ`` (the database's index is not what the
    catalogue says), ``cluster_away``, ``cluster_behind``, ``cluster_differs``."""

    answers: str = "database"
    problems: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """The problems, a sentence each, in the reader's language."""
        words = {
            "rows_differ": _("Bảng tìm kiếm lệch với danh mục hàng; cần chạy search_rebuild."),
            "cluster_away": _("Máy chủ tìm kiếm không trả lời; cơ sở dữ liệu đang trả lời thay."),
            "cluster_behind": _("Máy chủ tìm kiếm đang chậm hơn danh mục hàng."),
            "cluster_differs": _("Máy chủ tìm kiếm lệch với danh mục hàng; cần chạy search_rebuild."),
        }
        return [words[problem] for problem in self.problems]


def standing() -> Standing:
    """Look. A few queries, and with a search server as many questions to it."""
    problems = ["rows_differ"] if _rows_differ() else []
    if not settings.ELASTICSEARCH_URL:
        return Standing(problems=tuple(problems))
    from search.engines.elasticsearch.drift import MOST_BEHIND, drift

    found = drift()
    if found.is_away:
        return Standing(problems=(*problems, "cluster_away"))
    if found.behind > MOST_BEHIND:
        return Standing(problems=(*problems, "cluster_behind"))
    problems += ["cluster_behind"] if found.behind else []
    problems += ["cluster_differs"] if found.missing or found.differing else []
    return Standing("elasticsearch", tuple(problems))


def _rows_differ() -> bool:
    """Looks twice, because a row may be on its way."""
    suspects = differing(_sample())
    return bool(suspects and differing(suspects))


def _sample() -> set[int]:
    """Products around a random number: of the catalogue, which the index may miss, and of the index, which may not belong there."""
    start = random.randrange((Product.objects.aggregate(last=Max("pk"))["last"] or 0) + 1)
    found: set[int] = set()
    for rows in (Product.objects.all(), SearchDocument.objects.all()):
        after = list(rows.filter(pk__gte=start).order_by("pk").values_list("pk", flat=True)[:SAMPLE])
        before = rows.filter(pk__lt=start).order_by("-pk").values_list("pk", flat=True)[: SAMPLE - len(after)]
        found |= {*after, *before}
    return found
