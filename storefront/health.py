"""The health page, ``/suc-khoe/``: 200 while the shop may be trusted with money, 503 when a job is late or the books do not add up.

For monitors (JSON when ``Accept`` asks for it) and for people (a few lines of HTML). It says nothing about orders, people or amounts.
The books are recounted and the search index compared at most every half minute, whoever asks how often. A search index that differs or a
search server that is away is told, but is no reason to send shoppers elsewhere: it stays 200.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cooperatives.ledger.checks import entries_are_sealed, equation_holds, floors_are_kept, triggers_stand
from search.standing import Standing, standing
from storefront.payments.jobs import LateJob, late_jobs

QUICK_CHECKS: Final = (triggers_stand, entries_are_sealed, floors_are_kept, equation_holds)
_KEEP_SECONDS: Final = 30
_KEY: Final = "health:books"
_SEARCH_KEY: Final = "health:search"


@dataclass(frozen=True, slots=True)
class Health:
    """What the page says: names of late jobs with their reasons, of checks of the books that differ, and how the search index stands."""

    late: tuple[LateJob, ...]
    differing: tuple[str, ...]
    search: Standing

    @property
    def is_ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.late and not self.differing


def look() -> Health:
    """Ask the jobs, the books and the search index."""
    return Health(tuple(late_jobs(timezone.now())), _differing_checks(), _standing_of_search())


def _standing_of_search() -> Standing:
    kept: Standing | None = cache.get(_SEARCH_KEY)
    if kept is None:
        kept = standing()
        cache.set(_SEARCH_KEY, kept, _KEEP_SECONDS)
    return kept


def _differing_checks() -> tuple[str, ...]:
    kept: tuple[str, ...] | None = cache.get(_KEY)
    if kept is None:
        results = [check(DEFAULT_DB_ALIAS) for check in QUICK_CHECKS]
        kept = tuple(result.name for result in results if not result.is_ok)
        cache.set(_KEY, kept, _KEEP_SECONDS)
    return kept


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 or 503, as HTML or JSON."""
    found = look()
    status = 200 if found.is_ok else 503
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        late = [{"name": job.name, "reason": job.reason} for job in found.late]
        search = {"answers": found.search.answers, "problems": list(found.search.problems)}
        return JsonResponse({"ok": found.is_ok, "late_jobs": late, "books": list(found.differing), "search": search}, status=status)
    return render(request, "health.html", {"health": found}, status=status)
