"""The health page, ``/suc-khoe/``: 200 while the shop may be trusted with money, 503 when a job is late or the books do not add up.

For monitors (JSON when ``Accept`` asks for it) and for people (a few lines of HTML). It says nothing about orders, people or amounts.
The books are recounted at most every half minute, whoever asks how often.
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
from storefront.payments.jobs import LateJob, late_jobs

QUICK_CHECKS: Final = (triggers_stand, entries_are_sealed, floors_are_kept, equation_holds)
_KEEP_SECONDS: Final = 30
_KEY: Final = "health:books"


@dataclass(frozen=True, slots=True)
class Health:
    """What the page says: names of late jobs with their reasons, and of checks of the books that differ."""

    late: tuple[LateJob, ...]
    differing: tuple[str, ...]

    @property
    def is_ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.late and not self.differing


def look() -> Health:
    """Ask the jobs and the books."""
    return Health(tuple(late_jobs(timezone.now())), _differing_checks())


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
        return JsonResponse({"ok": found.is_ok, "late_jobs": late, "books": list(found.differing)}, status=status)
    return render(request, "health.html", {"health": found}, status=status)
