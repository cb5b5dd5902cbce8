"""Periodic jobs: due, once at a time, repeated after a crash, late when they should be; the worker and the health page."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from storefront.health import health
from storefront.payments.jobs import JOBS, Job, late_jobs, run_due_jobs
from storefront.payments.models import JobRun
from tests.race import together

NOW = datetime.datetime(2026, 3, 2, 2, 0, tzinfo=datetime.UTC)
calls: list[datetime.datetime] = []


def note(now):
    calls.append(now)


def fail(now):
    raise ZeroDivisionError("on purpose")


NOTE = Job("note", 60, f"{__name__}.note")
FAIL = Job("fail", 60, f"{__name__}.fail")


@pytest.fixture(autouse=True)
def _no_calls_yet():
    calls.clear()


def at(seconds: int) -> datetime.datetime:
    return NOW + datetime.timedelta(seconds=seconds)


@pytest.mark.django_db
def test_a_job_runs_when_it_is_due(clock):
    clock.set(NOW.isoformat())
    assert run_due_jobs(NOW, jobs=[NOTE]) == ["note"]
    assert run_due_jobs(at(59), jobs=[NOTE]) == []
    assert run_due_jobs(at(60), jobs=[NOTE]) == ["note"]
    assert calls == [NOW, at(60)]
    row = JobRun.objects.get()
    assert (row.last_started_at, row.last_finished_at, row.last_error, row.every_seconds) == (at(60), at(60), "", 60)


@pytest.mark.django_db
def test_a_failure_is_written_down_and_the_next_job_runs(clock):
    clock.set(NOW.isoformat())
    assert run_due_jobs(NOW, jobs=[FAIL, NOTE]) == ["fail", "note"]
    assert "ZeroDivisionError: on purpose" in JobRun.objects.get(name="fail").last_error
    assert [(late.name, late.reason) for late in late_jobs(NOW, jobs=[FAIL, NOTE])] == [("fail", "failed")]
    assert run_due_jobs(at(60), jobs=[FAIL]) == ["fail"]


@pytest.mark.django_db
def test_a_job_whose_process_died_is_taken_over_after_its_patience(clock):
    clock.set(NOW.isoformat())
    JobRun.objects.create(name="note", every_seconds=60, last_started_at=NOW, last_finished_at=at(-60))
    assert run_due_jobs(at(600), jobs=[NOTE]) == []
    assert run_due_jobs(at(601), jobs=[NOTE]) == ["note"]


@pytest.mark.django_db
def test_lateness(clock):
    clock.set(NOW.isoformat())
    assert [late.reason for late in late_jobs(NOW, jobs=[NOTE])] == ["never"]
    run_due_jobs(NOW, jobs=[NOTE])
    assert late_jobs(at(240), jobs=[NOTE]) == []
    assert [late.reason for late in late_jobs(at(241), jobs=[NOTE])] == ["overdue"]


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_twenty_workers_run_a_job_once():
    ran = together([lambda: run_due_jobs(NOW, jobs=[NOTE])] * 20)
    assert sorted(ran) == [[]] * 19 + [["note"]]
    assert calls == [NOW]


def ask(accept: str = "application/json"):
    return health(RequestFactory().get("/suc-khoe/", headers={"accept": accept}))


@pytest.mark.django_db
def test_health_needs_every_job_to_have_run():
    sick = ask()
    assert sick.status_code == 503
    assert {job["reason"] for job in json.loads(sick.content)["late_jobs"]} == {"never"}
    for job in JOBS:
        JobRun.objects.create(name=job.name, last_started_at=timezone.now(), last_finished_at=timezone.now())
    well = ask()
    assert well.status_code == 200
    assert json.loads(well.content) == {
        "ok": True,
        "late_jobs": [],
        "books": [],
        "search": {"answers": "database", "problems": []},
    }


@pytest.mark.django_db
def test_health_sees_books_that_differ():
    for job in JOBS:
        JobRun.objects.create(name=job.name, last_started_at=timezone.now(), last_finished_at=timezone.now())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_posting_no_delete")
        else:
            cursor.execute("DROP TRIGGER ledger_posting_no_delete ON ledger_posting")
    sick = ask()
    assert sick.status_code == 503
    assert json.loads(sick.content)["books"] == ["triggers"]


@pytest.mark.django_db
def test_health_for_people_is_html():
    page = ask("text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.status_code == 503
    assert "Việc nền expire_unpaid đang trễ." in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db(transaction=True)
def test_worker_once_runs_what_is_due(capsys):
    call_command("worker", "--once")
    assert capsys.readouterr().out.split() == [word for job in JOBS for word in ("worker:", job.name)]
    rows = JobRun.objects.all()
    assert {(row.last_error, row.last_finished_at is not None) for row in rows} == {("", True)}
    assert late_jobs() == []


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_when_asked():
    """A real process against the tests' database: it gets ready, is asked to stop, and leaves with success."""
    code = (
        "import django; from django.conf import settings; from django.db import connections; django.setup();"
        f"connections.databases['default']['NAME'] = {str(connection.settings_dict['NAME'])!r};"
        "from django.core.management import call_command; call_command('worker', '--pause', '30')"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"], "PYTHONUNBUFFERED": "1"}
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert worker.stdout.readline() == "worker: ready\n"
        seen = [worker.stdout.readline() for _ in JOBS]
        assert seen == [f"worker: {job.name}\n" for job in JOBS]
        worker.send_signal(signal.SIGTERM)
        rest, _ = worker.communicate(timeout=30)
        assert (rest, worker.returncode) == ("worker: stopped\n", 0)
    finally:
        worker.kill()
        worker.wait()
