"""Work that must happen by itself: which jobs there are, how often, who may run one now, and which are late.

One row per job (:class:`JobRun`) is both the lock and the record. A process takes a job by a conditional UPDATE of the time it saw, so
two workers never run one job at once; a job whose process died is taken over after its patience. Every job may be repeated safely.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import JobRun

logger = logging.getLogger(__name__)
_LEAST_PATIENCE: Final = 600


@dataclass(frozen=True, slots=True)
class Job:
    """A periodic job: ``path`` names a function that takes ``now``. Seconds between its starts."""

    name: str
    every_seconds: int
    path: str

    def run(self, now: datetime) -> Any:
        """Call the function."""
        return import_string(self.path)(now)

    @property
    def patience(self) -> timedelta:
        """A run that has not finished after this time is taken for dead."""
        return timedelta(seconds=max(10 * self.every_seconds, _LEAST_PATIENCE))

    @property
    def late_after(self) -> timedelta:
        """Without a good run for this long the job is late."""
        return timedelta(seconds=3 * self.every_seconds + 60)


JOBS: Final = (
    Job("expire_unpaid", 60, "storefront.payments.services.expire.expire_unpaid"),
    Job("sweep_cards", 60, "storefront.payments.services.card_sweep.sweep_cards"),
    Job("look_for_disputes", 3600, "storefront.payments.services.disputes.look_for_disputes"),
    Job("import_balance", 600, "storefront.payments.services.balance_import.import_balance"),
    Job("sweep_payments", 300, "storefront.payments.services.sweep.sweep"),
    Job("release_due_parcels", 900, "storefront.payments.services.sweep.release_due"),
    Job("publish_due_pages", 60, "cms.schedule.publish_due"),
    Job("apply_search_outbox", 10, "search.outbox.apply_outbox"),
    Job("forget_messages", 86400, "cms.contact.forget_messages"),
    Job("keep_vocabulary", 600, "search.vocabulary.keep"),
    Job("forget_searches", 86400, "search.counting.forget_searches"),
    Job("finish_withdrawals", 60, "cooperatives.consent.services.finish_withdrawals"),
    Job("remind_of_consents", 3600, "cooperatives.consent.services.remind_of_ends"),
    Job("remind_of_certificates", 3600, "catalog.services.reminders.remind_of_certificates"),
    Job("remind_of_reviews", 86400, "catalog.services.review_reminders.remind_of_reviews"),
    Job("forget_drafts", 86400, "catalog.services.drafts.forget_drafts"),
    Job("forget_sendings", 86400, "storefront.accounts.sendings.forget_sendings"),
    Job("make_avif_sizes", 60, "cooperatives.media.sizes.make_avif_sizes"),
    Job("close_day", 3600, "cooperatives.ledger.closing.close_day"),
    Job("send_order_mails", 60, "storefront.orders.mails.send_order_mails"),
)


@dataclass(frozen=True, slots=True)
class LateJob:
    """A job that should have run, and why it counts as late: never, overdue or failed."""

    name: str
    reason: str
    last_finished_at: datetime | None
    error: str = ""


def run_due_jobs(now: datetime | None = None, *, jobs: Iterable[Job] = JOBS) -> list[str]:
    """Run every job that is due, one after another; returns the names of those that this call ran. A failure stops only its own job."""
    ran = []
    for job in jobs:
        moment = now or timezone.now()
        if _take(job, moment):
            _run(job, moment)
            ran.append(job.name)
    return ran


def late_jobs(now: datetime | None = None, *, jobs: Iterable[Job] = JOBS) -> list[LateJob]:
    """Jobs that are late at ``now``, for the health page."""
    moment = now or timezone.now()
    known = {row.name: row for row in JobRun.objects.filter(name__in=[job.name for job in jobs])}
    late = []
    for job in jobs:
        row = known.get(job.name)
        if row is None or row.last_finished_at is None:
            late.append(LateJob(job.name, "never", None))
        elif row.last_error:
            late.append(LateJob(job.name, "failed", row.last_finished_at, row.last_error))
        elif row.last_finished_at + job.late_after < moment:
            late.append(LateJob(job.name, "overdue", row.last_finished_at))
    return late


def _take(job: Job, now: datetime) -> bool:
    """Claim a job that is due and not running. The UPDATE says what it saw, so only one claimer sees it."""
    row, _ = JobRun.objects.get_or_create(name=job.name, defaults={"every_seconds": job.every_seconds})
    idle = Q(last_started_at=None) | Q(last_finished_at__gte=F("last_started_at")) | Q(last_started_at__lt=now - job.patience)
    due = Q(last_started_at=None) | Q(last_started_at__lte=now - timedelta(seconds=job.every_seconds))
    claim = JobRun.objects.filter(idle, due, pk=row.pk, last_started_at=row.last_started_at)
    return bool(claim.update(last_started_at=now, every_seconds=job.every_seconds))


def _run(job: Job, now: datetime) -> None:
    error = ""
    try:
        job.run(now)
    except Exception:  # whatever it was: it is written down, shown on the health page, and the other jobs go on
        logger.exception("job %s failed", job.name)
        error = traceback.format_exc(limit=-6)[-4000:]
    # A run that outlived its patience finds another start written there and leaves the record to its successor.
    ours = JobRun.objects.filter(name=job.name, last_started_at=now)
    ours.update(last_finished_at=max(now, timezone.now()), last_error=error)
